"""Make the faces of the other scripts: each of Noto's own, without what neither paper nor screen makes use of.

Run by hand when the fonts are renewed: ``python packaging/make_script_fonts.py SOURCE_FOLDER`` with the packages that
resources/fonts/README.md names unpacked in it. Every character, every shape and every rule of writing stays; hints for
coarse screens, ornamental features and glyph names go. Same input, same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
PACKAGED = ("Arabic", "Devanagari", "Thai")
"""From npm packages, newer than the others."""
OTHERS = (
    *("Armenian", "Bengali", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew", "Kannada"),
    *("Khmer", "Lao", "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu"),
)
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Copyright, family, version and licence."""


def make(source: Path, target: Path) -> None:
    """Write ``source`` to ``target`` with all its characters."""
    options = Options()
    options.hinting = False
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.save(target)


def main() -> int:
    """Make all of them."""
    folder = Path(sys.argv[1])
    for script in PACKAGED:
        make(next(folder.rglob(f"NotoSans{script}_400Regular.ttf")), OUT / f"NotoSans{script}-Regular.ttf")
    for script in OTHERS:
        make(next(folder.rglob(f"NotoSans{script}-Regular.ttf")), OUT / f"NotoSans{script}-Regular.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
