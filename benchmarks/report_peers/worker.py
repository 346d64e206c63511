"""Draw the same page with another PDF library, in a process of its own: ``worker.py NAME FONT_FOLDER``.

Each line on standard input is a page list in JSON (see `flat` in ../bench_report.py); the answer is a line with the
seconds one drawing took and the size of the PDF. The libraries get text, lines and boxes already laid out, so they do
less than they would for a real document. Fonts are kept between documents where the library lets them be.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import time
from pathlib import Path

LIBRARIES = ("fpdf2", "weasyprint", "borb", "typst")


def main() -> None:
    """Answer until standard input ends."""
    name, fonts = sys.argv[1], Path(sys.argv[2])
    logging.disable(logging.CRITICAL)
    drawer = importlib.import_module(f"with_{name}").Drawer(fonts)
    print("ready", flush=True)
    for line in sys.stdin:
        pages = json.loads(line)
        started = time.perf_counter()
        pdf = drawer.draw(pages)
        print(time.perf_counter() - started, len(pdf), int(pdf[:5] == b"%PDF-"), flush=True)


if __name__ == "__main__":
    main()
