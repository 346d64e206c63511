"""Prove that the wheel is whole: install it, with its locked dependencies, into an empty environment; run it elsewhere.

``python packaging/prove_wheel.py DIST REQUIREMENTS`` takes the newest wheel in DIST.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from smoke import smoke

CHECKOUT = Path(__file__).resolve().parents[1]


def shipped() -> set[str]:
    """What the wheel must hold beside the code: every form and every resource, inside the package."""
    files = [path for folder in ("forms", "resources") for path in (CHECKOUT / folder).rglob("*") if path.is_file()]
    return {"b12desk/" + path.relative_to(CHECKOUT).as_posix() for path in files if "__pycache__" not in path.parts}


def prove(wheel: Path, requirements: Path) -> None:
    """Ends the process with a message when something is missing."""
    with zipfile.ZipFile(wheel) as archive:
        missing = shipped() - set(archive.namelist())
    if missing:
        raise SystemExit(f"{wheel.name} lacks: {', '.join(sorted(missing))}")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        lock = ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
        pip = [str(scripts / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *lock], check=True)
        subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel.resolve())], check=True)
        subprocess.run([str(scripts / "python"), "-m", "pip", "check"], check=True)
        print(f"{wheel.name}, installed into an empty environment:")
        smoke(str(scripts / "b12desk"), sealed=False)


if __name__ == "__main__":
    wheels = sorted(Path(sys.argv[1]).glob("*.whl"), key=lambda path: path.stat().st_mtime)
    if not wheels:
        raise SystemExit("no wheel there: run `make wheel` first")
    prove(wheels[-1], Path(sys.argv[2]))
