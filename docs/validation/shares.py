"""How often the people of the survey give an answer: the shares of forms/b12/population.toml that say NHANES.

    python docs/validation/shares.py DATA RAW [--write]

DATA is the folder of the two tables (docs/validation/README.md, "The data"), RAW the folder `Data` of the public copy
of the survey named there, whose tables are joined to the same people. Prints each share weighted by the survey's
examination weights; ``--write`` puts them into ``shares.md``. What is counted among whom stands in ``share_list.py``. A
person whose answer is empty is left out of a share; "not asked" is never "no" unless the row says so.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path

from share_list import ROWS, SURVEYS
from share_people import Person, found, people_of

HERE = Path(__file__).resolve().parent
REPORT = HERE / "shares.md"

HEAD = """# Shares reckoned from the survey

Written by `docs/validation/shares.py` (`make shares DATA=... RAW=...`): how often people of NHANES give the answers
that `forms/b12/population.toml` says come from it. Weighted by the examination weights; an empty answer is left out
unless a row says otherwise. Most are stand-ins: the survey asked something near the question, not the question.

| survey | question | answer | share | answers | what was counted |
| --- | --- | --- | --- | --- | --- |
"""


def report(data: Path, raw: Path) -> str:
    """The table of all shares."""
    surveys = {each.key: each for each in SURVEYS}

    @cache
    def people(key: str) -> list[Person]:
        return people_of(surveys[key], data, raw)

    rows = []
    for row in ROWS:
        share, answers = found(row, people(row.survey))
        rows.append(f"| {row.survey} | {row.link_id} | {row.answer} | {share:.4f} | {answers:,} | {row.what} |\n")
    return HEAD + "".join(rows)


def main() -> int:
    """Reckon, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name}")
    given = parser.parse_args()
    text = report(given.data, given.raw)
    sys.stdout.write(text)
    if given.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
