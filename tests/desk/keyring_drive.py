"""Run in a session of its own: make a desk and open it by the keyring, or only open it; says what came of it."""

from __future__ import annotations

import sys
from pathlib import Path

from b12desk.desk.safe import Safe
from b12desk.errors import StoreError
from tests.desk.test_safe import CHEAP, PASSPHRASE, opens
from tests.store.test_former_files import intake


def main(step: str, data: Path) -> str:
    def safe() -> Safe:
        return Safe(data, form="b12", cost=CHEAP)

    if step == "set up":
        made = safe()
        records = made.confirm(*made.begin_set_up(PASSPHRASE)).records
        records.save(intake(age=(70,)), "about")
        made.set_keyring(on=True)
        records.shut()
    if step == "switch off":
        made = safe()
        opened = made.unlock_by_keyring()
        made.set_keyring(on=False)
        opened.records.shut()
        return "opens itself" if safe().opens_itself() else "does not open itself"
    try:
        return "opened" if opens(safe().unlock_by_keyring()) else "opened, and was empty"
    except StoreError as error:
        return error.problems[0].fix


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1], Path(sys.argv[2])))
