"""A patient who hears instead of sees: a whole hand-over as a screen reader makes it, over AT-SPI."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.set_up_desk import PASSPHRASE, cheap_safe, set_up_desk
from tests.ui.test_at_spi import driven, missing

DRIVE = Path(__file__).with_name("waiting_drive.py")
NAME, NUMBER, BORN = "Margaret Hollis", "485 777 3456", "1951-03-12"
SESSION = """
QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb "$1" -m tests.ui.waiting.kiosk_program "$5" & program=$!
timeout 200 "$2" "$3" "$4"; status=$?
kill $program; wait $program
exit $status
"""
REVIEW, FACE = "Are these your answers?", "Yes, easy"
CHOSEN = ("None of these", "No", "Male", "Never")


@pytest.mark.slow
def test_a_patient_is_walked_to_the_end_by_a_screen_reader(home: Path, tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(f"NOT TRIED with a screen reader's protocol: {', '.join(lacking)} missing on this machine")
    set_up_desk()
    staff = str(tmp_path / "staff")
    plan = {
        "socket": staff,
        "patient": {"name": NAME, "number": NUMBER, "born": BORN, "size": 2},
        "born": ["12", "March", "1951"],
        "never": [NAME, NUMBER, "Hollis"],
        "review": REVIEW,
        "face": FACE,
        "chosen": CHOSEN,
    }
    heard = driven(home, plan, DRIVE, SESSION, staff)
    assert heard["nameless"] == []
    assert heard["named"] == [], "no name, also not where nobody sees it"
    told = [each for each in heard["announced"] if not each.startswith(("Error: ", "There is a problem: "))]
    assert told == heard["pages"], "every page by its heading, once and in order"
    assert told[:2] == ["What is your date of birth?", "A few questions about your health"]
    assert told[-3:] == [REVIEW, "Thank you", "Thank you"]
    assert heard["groups"] == told[2:-3], "the options stand in a group that is called as the question"
    assert [name for name, _told in heard["boxes"]] == [f"{told[0]}: {part}" for part in ("Day", "Month", "Year")]
    assert heard["wrong"]["birth"].startswith("Error: This is not the date that the staff have noted.")
    assert heard["wrong"]["question"] == ['Required. Error: Please choose an answer. "Not sure" is an answer too.']
    assert f"There is a problem: {heard['wrong']['question'][0].partition('Error: ')[2]}" in heard["announced"]
    records = cheap_safe().unlock(PASSPHRASE).records
    (line,) = records.list()
    assert len(records.load(line.identifier).response.answers) >= len(heard["groups"])
    records.shut()
