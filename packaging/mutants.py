"""Which share of small mistakes do the tests find? Made by mutmut, a sample of each part, one run of pytest a mistake.

mutmut makes the mistakes (into `mutants/`) and switches one on by ``MUTANT_UNDER_TEST``. It would also run the tests,
in forks of a process that has already run them; a fork of Qt is not to be trusted, so here every mutant has a process
of its own. The sample is the same for the same code. Goal: 90 % of each part killed; equivalent ones: tests/README.md.

    python packaging/mutants.py [--sample 400] [--jobs 2] [PART ...]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PARTS = {
    "engine": ("b12desk.engine.", ["tests/engine"]),
    "report": ("b12desk.report.", ["tests/report/test_summary_contract.py", "tests/report"]),
    "ui/result": (
        "b12desk.ui.result.",
        [
            "tests/ui/test_result_contract.py",
            "tests/ui/test_score.py",
            "tests/ui/test_documents.py",
            "tests/ui/test_printing.py",
        ],
    ),
    "desk": (
        "b12desk.desk.",
        ["tests/desk", "tests/ui/test_documents.py", "tests/ui/test_start.py", "tests/ui/test_printing.py"],
    ),
}
"""Part -> (module prefix, tests that cover it, those that find most first)."""
TREE = Path("mutants")
SEED = 7
LONGEST = 300
"""Seconds; a mutant that takes longer never ends, which a person would notice: killed."""


def make() -> list[str]:
    """Make all mutants of the parts in `mutants/`, and give their names."""
    from mutmut import __main__ as mutmut  # noqa: PLC0415 -- only where `make mutants` has installed it

    shutil.rmtree(TREE, ignore_errors=True)  # a file that was half made would be taken for a whole one
    TREE.mkdir()
    mutmut.set_mutant_under_test("mutant_generation")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    for path in sorted(Path("b12desk").rglob("*.py")):
        if error := mutmut.create_file_mutants(path).error:
            raise error
    mutants, _by_path = mutmut.collect_source_file_mutation_data(mutant_names=())
    return sorted(name for _data, name, _result in mutants)


def passes(tests: list[str], mutant: str = "") -> bool:
    """Whether the tests of a part pass with one mutant switched on."""
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    try:
        done = subprocess.run(
            [*command, "-m", "not slow", *tests],
            cwd=TREE,
            env=environment,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Print the survivors and the share killed by part; status 1 when the tests fail without a mutant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    names = make()
    shares = []
    for part in given.parts or PARTS:
        prefix, tests = PARTS[part]
        of_part = [name for name in names if name.startswith(prefix)]
        chosen = random.Random(SEED).sample(of_part, min(given.sample, len(of_part)))  # noqa: S311 -- a sample of mistakes, no secret
        if not passes(tests):
            print(f"{part}: its tests fail without a mutant; run them in {TREE}/")
            return 1
        with ThreadPoolExecutor(given.jobs) as pool:
            alive = pool.map(passes, [tests] * len(chosen), chosen)
            lived = [name for name, lives in zip(chosen, alive, strict=True) if lives]
        for name in lived:
            print(f"  lives: {name}", flush=True)
        killed = len(chosen) - len(lived)
        shares.append(
            f"{part}: {killed} of {len(chosen)} killed ({killed / max(len(chosen), 1):.0%}), of {len(of_part)}"
        )
        print(shares[-1], flush=True)
    print("\n".join(("", *shares)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
