"""Build dist/b12desk, the program in one folder that needs no Python, and run it once.

In it lie the licence texts of everything it is made of (``licences``) and the list of its parts (``parts.cdx.json``);
on Linux also the desktop entry and the icon, in ``share``. Its size must be the one that the README gives.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from owners import RefusedError
from parts import describe
from smoke import smoke

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "dist" / "b12desk"
WORK = CHECKOUT / "build" / "pyinstaller"
MAY_DIFFER = 0.05
"""How far the size may be from the README's: machines differ in their libraries."""
SHARED = {
    "packaging/linux/b12desk.desktop": "applications/b12desk.desktop",
    "resources/icons/app.svg": "icons/hicolor/scalable/apps/b12desk.svg",
}


def build() -> None:
    """Run PyInstaller, quietly unless it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", str(FOLDER.parent), "--workpath", str(WORK), str(CHECKOUT / "packaging" / "b12desk.spec")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)


def add_shared() -> None:
    """Copy what a Linux desktop wants to know."""
    for source, target in SHARED.items():
        place = FOLDER / "share" / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / source, place)


def strip_python() -> None:
    """Without the symbols for debugging that a Python built by hand brings, two thirds of its size."""
    internal = FOLDER / "_internal"
    for path in [*internal.glob("libpython*"), *internal.glob("python3*/lib-dynload/*.so")]:
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def check_size(megabytes: float) -> None:
    """Ends the process when the README says something else."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"needs no Python \(about (\d+) MB\)", readme)
    said = int(found[1]) if found else 0
    if abs(megabytes - said) > MAY_DIFFER * megabytes:
        raise SystemExit(f"README.md says {said} MB, and it is {megabytes:.0f}: put the true size there")


def size(folder: Path) -> int:
    """Bytes of all files below ``folder``."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    started = time.perf_counter()
    build()
    try:
        parts = describe(FOLDER, WORK / "b12desk" / "bundled.json")
    except RefusedError as reason:
        raise SystemExit(f"dist/b12desk cannot be given away: {reason}") from None
    if sys.platform == "linux":
        add_shared()
        strip_python()
    megabytes = size(FOLDER) / 1e6
    print(f"dist/b12desk: {megabytes:.0f} MB, {len(parts)} parts, built in {time.perf_counter() - started:.0f} s")
    smoke(str(FOLDER / ("b12desk.exe" if sys.platform == "win32" else "b12desk")), sealed=True)
    check_size(megabytes)
