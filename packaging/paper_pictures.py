"""Pictures of the paper: each page of the demonstration's PDFs, as docs/images/summary.png, handout.png, handout-2.png.

And of the blank questionnaire the first page and one with a grid, and the first in large print.
Drawn by pdfium, as in the program's preview.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

CHECKOUT = Path(__file__).resolve().parents[1]
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


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        program = [sys.executable, "-m", "b12desk"]
        subprocess.run([*program, "demo", "--out", name], cwd=CHECKOUT, check=True)
        for file, more in zip(BLANK, ((), ("--large",)), strict=True):
            paper = [*program, "paper", "--paper", "a4", *more, "--out", str(Path(name, file))]
            subprocess.run(paper, cwd=CHECKOUT, check=True)
        pictures(Path(name), CHECKOUT / "docs" / "images")
