"""Made-up newer releases of everything that is locked, offered to pip while it sets up. Set-up must not take them.

    python3 packaging/newer_wheels.py FOLDER requirements.txt ...

Each wheel is empty but for its name, the version 999 and what it requires. Needs the standard library only. Used by
``.ci/run`` and by the tests.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

NEWER = "999"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything in the text of a lock."""
    return dict(PIN.findall(lock))


def write_wheel(folder: Path, name: str, version: str, requires: Iterable[str] = ()) -> Path:
    """An empty wheel for every platform."""
    stem = f"{re.sub(r'[-.]+', '_', name)}-{version}"
    extras = sorted(set(re.findall(r"extra == [\"']([\w-]+)[\"']", " ".join(requires))))
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    metadata += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {each}" for each in requires]
    files = {
        f"{stem}.dist-info/METADATA": "\n".join(metadata) + "\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: b12desk\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},"
        f"{len(text.encode())}\n"
        for path, text in files.items()
    )
    files[f"{stem}.dist-info/RECORD"] = record + f"{stem}.dist-info/RECORD,,\n"
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in {name for lock in sys.argv[2:] for name in pins(Path(lock).read_text(encoding="utf-8"))}:
        write_wheel(target, each, NEWER)
