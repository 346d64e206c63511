"""Does an installed or packaged B12 Desk work, away from the checkout? For the wheel proof and the one-folder build."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

IN_HOME = (".reportlab_mods", ".reportlab_settings", ".pythonrc.py")
ON_THE_PATH = (
    "sitecustomize.py",
    "usercustomize.py",
    "reportlab_mods.py",
    "reportlab_settings.py",
    "json.py",
    "PIL.py",
)


def smoke(command: str, *, sealed: bool) -> None:
    """Run ``command`` (the program) offscreen in an empty folder: version, form check, demonstration.

    Ends the process with a message when a step fails, when the demonstration leaves fewer than two PDFs, or when a file
    in the user's home was executed; of a ``sealed`` program, also when one on PYTHONPATH was.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "B12DESK", "VIRTUAL_ENV"))
        }
        home, path, marks = (Path(folder) / name for name in ("home", "path", "executed"))
        for place, names in ((home, IN_HOME), (path, ON_THE_PATH), (marks, ())):
            place.mkdir()
            for name in names:
                (place / name).write_text(f"open({str(marks / name)!r}, 'w').close()\n", encoding="utf-8")
        environment |= {"QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": str(home), "HOME": str(home)}
        if sealed:
            environment |= {"PYTHONPATH": str(path), "PYTHONSTARTUP": str(home / ".pythonrc.py")}
        for arguments in (["--version"], ["check"], ["demo", "--out", "documents"]):
            started = time.perf_counter()
            done = subprocess.run(
                [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            print(f"  b12desk {' '.join(arguments)}: status {done.returncode}, {time.perf_counter() - started:.2f} s")
            if done.returncode != 0 or "Traceback" in done.stderr:
                raise SystemExit(done.stdout + done.stderr)
        documents = sorted((Path(folder) / "documents").glob("*.pdf"))
        print("  wrote", ", ".join(f"{path.name} ({path.stat().st_size // 1000} kB)" for path in documents))
        if len(documents) < 2 or not all(path.read_bytes().startswith(b"%PDF-") for path in documents):
            raise SystemExit("the demonstration did not leave its two documents")
        if executed := sorted(mark.name for mark in marks.iterdir()):
            raise SystemExit("files of the user were executed: " + ", ".join(executed))
