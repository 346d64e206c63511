"""Run every benchmark and write what they print into RESULTS.md: ``make bench``.

A benchmark is a script ``bench_*.py`` here that prints Markdown and ends with status 1 when a goal is missed. Names as
arguments run only those and write nothing. Status 1 when any goal was missed.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from measure import COMPILED, clean_environment, compile_bytecode

HERE = Path(__file__).resolve().parent
HEAD = """# Results

Written by `make bench`; what each figure means stands in [README.md](README.md). A ratio compares two things measured
in turn, in the same minutes, on the same machine, so it can be compared between machines; a time cannot.

Machine: {machine}.

"""


def machine() -> str:
    """What kind of machine this is, in words that do not name it."""
    return (
        f"{os.cpu_count()} {platform.machine()} cores, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def run(script: Path) -> tuple[bool, str]:
    """Whether a benchmark kept its goals, and what it printed (its error output when it broke)."""
    print(f"-- {script.stem}", file=sys.stderr, flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=HERE.parent,
        env=clean_environment(PYTHONUNBUFFERED="1", **{COMPILED: "1"}),
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"   {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        print(done.stderr, file=sys.stderr, flush=True)
        return False, f"## {script.stem}\n\nDid not finish.\n"
    print(done.stdout, flush=True)
    text = done.stdout.strip()
    return done.returncode == 0, (text if text.startswith("#") else f"## {script.stem}\n\n```\n{text}\n```") + "\n"


def main() -> int:
    """See the module's docstring."""
    compile_bytecode()
    chosen = sys.argv[1:]
    scripts = [path for path in sorted(HERE.glob("bench_*.py")) if not chosen or path.stem in chosen]
    results = [run(script) for script in scripts]
    if not chosen:
        text = HEAD.format(machine=machine()) + "\n".join(text for _kept, text in results)
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    return 0 if all(kept for kept, _text in results) else 1


if __name__ == "__main__":
    sys.exit(main())
