"""Pictures of the paper: each page of the demonstration's PDFs, as docs/images/summary.png, handout.png, handout-2.png.

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


def pictures(folder: Path, images: Path) -> None:
    """Draw every page of the two documents in ``folder``."""
    for kind in KINDS:
        document = pypdfium2.PdfDocument(next(folder.glob(f"*{kind}*.pdf")))
        for number, page in enumerate(document, 1):
            target = images / (f"{kind}.png" if number == 1 else f"{kind}-{number}.png")
            page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB").quantize(64).save(target, optimize=True)
            print(target.relative_to(CHECKOUT))
        document.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, "-m", "b12desk", "demo", "--out", name], cwd=CHECKOUT, check=True)
        pictures(Path(name), CHECKOUT / "docs" / "images")
