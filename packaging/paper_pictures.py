"""Pictures of the paper: each page of the demonstration's PDFs, as docs/images/summary.png, handout.png, handout-2.png.

Drawn by pdfium, as in the program's preview. Beside them page one of a summary that replaces another one, and of one
that was entered in error: summary-version-2.png, summary-void.png. And of the blank questionnaire the first page and
one with a grid, and the first in large print.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from b12desk.app import load_form, sample_patient  # noqa: E402 -- found by its place
from b12desk.engine.scoring import assess  # noqa: E402 -- as above
from b12desk.model.imprint import Imprint, Replaced  # noqa: E402 -- as above
from b12desk.report.summary import summary_pdf  # noqa: E402 -- as above

MADE = datetime(2026, 11, 27, 10, 32, tzinfo=UTC)
SECOND = Imprint(
    by="Ana Ferreira",
    at=MADE,
    version=2,
    replaces=Replaced(number=1, finished=datetime(2026, 3, 12, 9, 30, tzinfo=UTC), code="K7QM-3F9D"),
)
DOTS_PER_INCH = 100
KINDS = ("summary", "handout")
BLANK = {"questionnaire.pdf": {1: "questionnaire", 5: "questionnaire-2"}, "large.pdf": {1: "questionnaire-large"}}
"""Which page of a blank questionnaire is which picture."""


def pictures(folder: Path, images: Path) -> None:
    """Draw every page of the two documents in ``folder``, and some of the blank questionnaires."""
    for kind in KINDS:
        document = pypdfium2.PdfDocument(next(folder.glob(f"*{kind}*.pdf")))
        for number, page in enumerate(document, 1):
            draw(page, images / (f"{kind}.png" if number == 1 else f"{kind}-{number}.png"))
        document.close()
    for name, pages in BLANK.items():
        document = pypdfium2.PdfDocument(folder / name)
        for number, picture in pages.items():
            draw(document[number - 1], images / f"{picture}.png")
        document.close()


def draw(page: pypdfium2.PdfPage, target: Path) -> None:
    """One page as a picture of few colours."""
    page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB").quantize(64).save(target, optimize=True)
    print(target.relative_to(CHECKOUT))


def marked(images: Path) -> None:
    """Draw page one of the summaries that say something of themselves."""
    form = load_form()
    response = sample_patient(form.questionnaire)
    found = assess(form, response)
    for name, imprint in (("version-2", SECOND), ("void", replace(SECOND, voided=True))):
        document = pypdfium2.PdfDocument(summary_pdf(replace(form, imprint=imprint), response, found))
        target = images / f"summary-{name}.png"
        document[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB").quantize(64).save(target, optimize=True)
        print(target.relative_to(CHECKOUT))
        document.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ["LOGNAME"] = SECOND.by  # whose name stands on a paper that is made here
        program = [sys.executable, "-m", "b12desk"]
        subprocess.run([*program, "demo", "--out", name], cwd=CHECKOUT, check=True)
        for file, more in zip(BLANK, ((), ("--large",)), strict=True):
            paper = [*program, "paper", "--paper", "a4", *more, "--out", str(Path(name, file))]
            subprocess.run(paper, cwd=CHECKOUT, check=True)
        pictures(Path(name), CHECKOUT / "docs" / "images")
    marked(CHECKOUT / "docs" / "images")
