"""Does an installed or packaged B12 Desk work, away from the checkout? For the wheel proof and the one-folder build."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path


def smoke(command: str) -> None:
    """Run ``command`` (the program) offscreen in an empty folder: version, form check, demonstration.

    Ends the process with a message when a step fails or the demonstration leaves fewer than two PDFs.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "B12DESK", "VIRTUAL_ENV"))
        }
        environment |= {"QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": str(Path(folder) / "home")}
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
