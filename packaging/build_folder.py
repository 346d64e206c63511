"""Build dist/b12desk, the program in one folder that needs no Python, and run it once.

On Linux the desktop entry and the icon lie in its ``share`` folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from smoke import smoke

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "dist" / "b12desk"
SHARED = {
    "packaging/linux/b12desk.desktop": "applications/b12desk.desktop",
    "resources/icons/app.svg": "icons/hicolor/scalable/apps/b12desk.svg",
}


def build() -> None:
    """Run PyInstaller, quietly unless it fails."""
    work = CHECKOUT / "build" / "pyinstaller"
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", str(FOLDER.parent), "--workpath", str(work), str(CHECKOUT / "packaging" / "b12desk.spec")],
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


def size(folder: Path) -> int:
    """Bytes of all files below ``folder``."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    started = time.perf_counter()
    build()
    if sys.platform == "linux":
        add_shared()
    print(f"dist/b12desk: {size(FOLDER) / 1e6:.0f} MB, built in {time.perf_counter() - started:.0f} s")
    smoke(str(FOLDER / ("b12desk.exe" if sys.platform == "win32" else "b12desk")))
