"""The paper from the result page: preview, print, save; and the demonstration that writes both documents."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from b12desk import app
from b12desk.errors import Problem, ReportError
from b12desk.report.typeset.rasterize import page_count
from b12desk.ui.demo.demo import NAME
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result.documents import Documents
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.result_page import ResultPage
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA
from tests.ui.test_start import messages


@pytest.fixture
def paper(desk: Desk) -> Documents:
    desk.hand.press("patient:name")
    desk.hand.type(NAME)
    desk.answer_all(MARIA)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    return page.documents


def test_a_file_is_named_by_its_code_and_never_by_the_patient(paper: Documents) -> None:
    name = paper.papers.file_name("summary")
    assert name.startswith("b12desk-")
    assert name.endswith("-summary.pdf")
    assert "maria" not in name.lower()
    assert "sample" not in name.lower()


def test_nothing_that_makes_or_draws_paper_is_loaded_before_one_is_wanted() -> None:
    script = (
        "import sys; import b12desk.app, b12desk.ui.wizard, b12desk.ui.result.result_page;"
        "print(*{'pypdfium2', 'reportlab', 'uharfbuzz'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_preview_shows_every_page_and_zooms(paper: Documents, desk: Desk) -> None:
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Preview)
        seen.append(dialog.pages)
        hand = type(desk.hand)(dialog)
        hand.press("preview:larger")
        seen.append(dialog.pages)
        hand.press("preview:close")

    QTimer.singleShot(100, look)
    desk.hand.press("paper:preview")
    count = page_count(paper.papers.pdf("summary"))
    assert seen == [count, count]
    assert desk.visit.paper is None


def where(text: str, *answers: str) -> list[str]:
    """Name the file in the dialog that comes next, then press each of ``answers`` in the messages that follow.

    Gives the words of the messages.
    """
    said: list[str] = []
    left = list(answers)
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and text not in said:
            said.append(text)
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(text)
            QTimer.singleShot(0, dialog, dialog.accept)
        elif isinstance(dialog, Message | QMessageBox) and left:
            said.extend([dialog.windowTitle(), *(each.text() for each in dialog.findChildren(QLabel))])
            wanted = left.pop(0)
            buttons = dialog.findChildren(QPushButton)
            next(each for each in buttons if each.text().replace("&", "") == wanted).click()
        if not left and text in said and not isinstance(dialog, QFileDialog):
            timer.stop()

    timer.timeout.connect(look)
    timer.start()
    return said


def test_save_asks_where_writes_a_private_pdf_and_forgets_the_folder(
    paper: Documents, desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "sub"
    folder.mkdir()
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    remembered.setValue("FileDialog/lastVisited", folder.as_uri())
    remembered.setValue("FileDialog/history", [folder.as_uri()])
    said = where(str(folder / "paper"), "Close")
    desk.hand.press("paper:save")
    assert said[1] == "Saved"
    written = folder / "paper.pdf"
    assert written.read_bytes() == paper.papers.pdf("summary")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert desk.visit.paper is not None
    remembered.sync()
    assert not remembered.contains("FileDialog/lastVisited")
    assert not remembered.contains("FileDialog/history")
    (line,) = desk.window.findChildren(QLabel, "paper:done")
    assert re.fullmatch(r"Summary for the clinician saved at \d\d:\d\d: paper\.pdf", line.text())


def test_the_start_page_says_that_the_paper_was_saved(paper: Documents, desk: Desk, tmp_path: Path) -> None:
    where(str(tmp_path / "paper.pdf"), "Close")
    desk.hand.press("paper:save")
    desk.hand.press("paper:again")
    settle()
    shown = " ".join(each.text() for each in desk.window.findChildren(QLabel) if each.isVisible())
    assert "PDF saved" in shown, shown


def test_an_existing_file_is_replaced_only_after_a_yes_also_when_the_suffix_was_left_out(
    paper: Documents, desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "report.pdf"
    other.write_bytes(b"somebody else's")
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)
    asked: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QMessageBox):
            asked.append(dialog.text())
            dialog.button(QMessageBox.StandardButton.No).click()
        elif isinstance(dialog, QFileDialog):
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            if asked:
                timer.stop()
                dialog.reject()
            else:
                line.setText(str(tmp_path / "report"))
                QTimer.singleShot(0, dialog, dialog.accept)

    timer.timeout.connect(look)
    timer.start()
    desk.hand.press("paper:save")
    assert asked
    assert "report.pdf" in asked[0]
    assert other.read_bytes() == b"somebody else's"
    assert desk.visit.paper is None


def test_a_disk_that_refuses_keeps_the_former_file_and_says_what_to_do(
    paper: Documents, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.pdf"
    target.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("b12desk.private_file.os.fsync", full)
    with pytest.raises(ReportError, match=r"the disk is full\. Make room on it.* Or choose another folder"):
        desk.visit.save_paper("summary", target)
    assert target.read_bytes() == b"before"
    assert sorted(each.name for each in tmp_path.glob("*.*")) == ["x.pdf"]
    assert desk.visit.paper is None


def test_a_document_that_cannot_be_made_is_told_and_the_buttons_come_back(
    open_desk: Callable[..., Desk],
) -> None:
    def fail(*_given: object) -> bytes:
        raise ReportError("This document cannot be made", [Problem("font", "a font is missing.", "Install it again.")])

    desk = open_desk(make=fail)
    desk.hand.press("new")
    desk.answer_all(MARIA)
    desk.hand.press("next")
    seen = messages()
    desk.hand.press("paper:preview")
    assert seen[0] == "This document cannot be made"
    assert desk.hand.find("paper:preview").isEnabled()
    assert QApplication.overrideCursor() is None


def test_the_handout_tells_no_result(paper: Documents, tmp_path: Path) -> None:
    paper.papers.save("handout", tmp_path / "handout.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "handout.pdf").pages)
    assert "metformin" not in text.lower()
    assert "Offer a vitamin B12" not in text


def test_the_demonstration_writes_both_documents_and_names_them(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    out = tmp_path / "out"
    assert app.main(["demo", "--out", str(out)]) == 0
    settle()
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(named) == sorted(out.iterdir())
    kinds = sorted(path.stem.rpartition("-")[2] for path in named)
    assert kinds == ["handout", "summary"]
    summary = next(path for path in named if "summary" in path.name)
    assert NAME in PdfReader(summary).pages[0].extract_text()
    assert not home.exists(), "the demonstration leaves nothing behind"


@pytest.mark.slow
def test_the_demonstration_into_a_place_that_refuses_ends_with_status_2(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert app.main(["demo", "--out", str(blocked / "out")]) == 2
    settle()
    assert "Choose another folder with --out." in capsys.readouterr().err


def test_no_document_is_made_before_one_is_wanted(open_desk: Callable[..., Desk]) -> None:
    made: list[str] = []

    def make(kind: str, *_given: object) -> bytes:
        made.append(kind)
        raise ReportError("This document cannot be made", [Problem("font", "a font is missing.", "Install it again.")])

    desk = open_desk(make=make)
    desk.hand.press("new")
    desk.answer_all(MARIA)
    desk.hand.press("next")
    settle()
    assert isinstance(desk.intake.page, ResultPage)
    assert not made
    messages()
    desk.hand.press("paper:preview")
    assert made == ["summary"]
