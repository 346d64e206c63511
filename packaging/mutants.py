"""Which share of small mistakes do the tests find? One mistake at a time, a sample of each part, one pytest a mistake.

mutmut thinks of the mistakes. Each is put into a copy of the project in `mutants/`, and those tests of its part run
that reach its lines, quick ones first (6 s a mutant in the mean; all tests of `report` take 90). A mutant that no test
reaches lives. Those that change nothing are named, with the reason, in tests/README.md; they are left out, at most one
in twenty of a sample.

The order of the mutants hangs on what they are: the first 60 of a part are among its first 400, and stay them while
other code changes. Goal: 90 % of each part found.

    python packaging/mutants.py [--sample 400] [--skip 0] [--jobs 2] [PART ...]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from coverage import CoverageData
from libcst import FunctionDef, Module
from mutmut.mutation.file_mutation import Mutation, create_mutations

PARTS = {
    "desk": (
        "b12desk/desk",
        ("tests/desk", "tests/ui/test_documents.py", "tests/ui/test_start.py", "tests/ui/test_printing.py"),
    ),
    "engine": ("b12desk/engine", ("tests/engine", "tests/interop/test_reading.py")),
    "report": ("b12desk/report", ("tests/report",)),
    "ui/result": (
        "b12desk/ui/result",
        (
            "tests/ui/test_result_contract.py",
            "tests/ui/test_result_drawn.py",
            "tests/ui/test_preview.py",
            "tests/ui/test_print_queue.py",
            "tests/ui/test_score.py",
            "tests/ui/test_documents.py",
            "tests/ui/test_printing.py",
        ),
    ),
}
"""Part -> (its code, the tests that cover it)."""
TREES = Path("mutants")
SEED = 7
LONGEST = 300
"""Seconds; a mutant that takes longer never ends, which a person would notice: found."""
MOST_EQUIVALENT = 0.05
EQUIVALENT = re.compile(r"^- `(.+)`:", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One mistake: the whole file with it, the lines that it changes, and those of its function."""

    path: Path
    name: str
    code: str
    lines: range
    function: range

    def lives_in(self, tree: Path, tests: list[str]) -> bool:
        """Whether all of ``tests`` pass with it."""
        if not tests:
            return True
        place = tree / self.path
        kept = place.rename(f"{place}.kept")  # with its time: the compiled one is used again
        place.write_text(self.code, encoding="utf-8")
        try:
            done = run_tests(tree, ["-x", *tests], LONGEST)
        except subprocess.TimeoutExpired:
            return False
        finally:
            kept.replace(place)
        assert b"ERROR: not found" not in done.stdout + done.stderr, done.stdout
        return done.returncode == 0


def mutants(part: Path) -> list[Callable[[], Mutant]]:
    """All mutants of the functions of a part, in the order of the seed; each is made when it is asked for."""
    found: dict[str, Callable[[], Mutant]] = {}
    copied = TREES / "0"  # the project itself may go on
    for path in sorted(each.relative_to(copied) for each in (copied / part).rglob("*.py")):
        source = (copied / path).read_text(encoding="utf-8")
        module, mutations, _classes, _functions = create_mutations(str(path), source)
        met: Counter[str] = Counter()
        for each in mutations:
            function = each.contained_by_top_level_function
            if not isinstance(function, FunctionDef):
                continue
            texts = [module.code_for_node(node) for node in (each.original_node, each.mutated_node)]
            key = " ".join([str(path), function.name.value, *texts])
            met[key] += 1
            order = hashlib.sha256(f"{SEED} {key} {met[key]}".encode()).hexdigest()
            found[order] = partial(made, path, module, each, function)
    return [found[order] for order in sorted(found)]


def made(path: Path, module: Module, mutation: Mutation, function: FunctionDef) -> Mutant:
    """The file with one mutant, named by what a reader sees of it."""
    code = module.deep_replace(mutation.original_node, mutation.mutated_node).code
    old, new = module.code.splitlines(), code.splitlines()
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = next(
        (n for n, (a, b) in enumerate(zip(old[:start:-1], new[:start:-1], strict=False)) if a != b),
        min(len(old), len(new)) - start - 1,
    )
    was, now = (" ".join(" ".join(text[start : len(text) - end]).split()) for text in (old, new))
    name = f"{path.relative_to('b12desk')} {function.name.value}: {was} => {now}"
    head = next(n for n in range(start, -1, -1) if re.match(rf"\s*(async )?def {function.name.value}\b", old[n]))
    length = module.code_for_node(function).strip("\n").count("\n") + 1
    return Mutant(
        path, name, code, range(start + 1, max(start + 2, len(old) - end + 1)), range(head + 2, head + length + 1)
    )


def run_tests(tree: Path, given: list[str], longest: float | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run tests in a copy of the project, as they are always run but for chance."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path("packaging").resolve())}
    environment["B12DESK_TEST_SECONDS"] = "" if longest else "seconds"
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return subprocess.run(
        [*command, "-p", "mutant_tests", "--basetemp=tmp", "-m", "not slow", *given],
        cwd=tree,
        env=environment,
        capture_output=True,
        timeout=longest,
        check=False,
    )


def copy_to(tree: Path) -> None:
    """Copy the project as it stands, compiled once."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, check=True
    )
    for name in listed.stdout.decode().split("\0"):
        if name and Path(name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(name, tree / name)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "b12desk"], cwd=tree, check=True)


class Reach:
    """Which tests reach which line, and how long each takes: noted in one run of all tests of the parts."""

    def __init__(self, tree: Path) -> None:
        lines = (tree / "seconds").read_text(encoding="utf-8").splitlines()
        self.seconds = {test: float(took) for took, _space, test in (line.partition(" ") for line in lines)}
        self._notes = CoverageData(str(tree / ".coverage"))
        self._notes.read()
        self._tree = tree.resolve()

    def tests(self, mutant: Mutant, among: tuple[str, ...]) -> list[str]:
        """Those of the part that reach one of its lines, or else its function; the quickest first."""
        by_line = self._notes.contexts_by_lineno(str(self._tree / mutant.path))
        for lines in (mutant.lines, mutant.function):
            met = {context for line in lines for context in by_line.get(line, [])}
            alone = {each.removesuffix("|run") for each in met}
            shared = {_file(each) for each in met if each.endswith("|setup")}  # by others of the file, perhaps
            chosen = [each for each in self.seconds if each in alone or _file(each) in shared]
            if chosen := [each for each in chosen if each.startswith(among)]:
                break
        spent: Counter[str] = Counter()
        for each in chosen:
            spent[_file(each)] += self.seconds[each]
        return sorted(chosen, key=lambda each: (spent[_file(each)], _file(each), self.seconds[each]))


def _file(test: str) -> str:
    return test.partition("::")[0]


def note(tree: Path, parts: list[str]) -> bool:
    """Run all tests of the parts without a mutant, and note which lines each reaches; whether they pass."""
    tests = sorted({test for part in parts for test in PARTS[part][1]})
    done = run_tests(tree, ["--cov=b12desk", "--cov-context=test", "--cov-report=", *tests])
    if done.returncode:
        print(done.stdout.decode()[-3000:])
    return done.returncode == 0


def main() -> int:
    """Print the survivors and the share found by part; status 1 when the tests fail without a mutant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--sample", type=int, default=400, help="how many of each part")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first ones, which were seen before")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    parts = given.parts or list(PARTS)
    shutil.rmtree(TREES, ignore_errors=True)
    trees: SimpleQueue[Path] = SimpleQueue()
    for number in range(given.jobs):
        copy_to(TREES / str(number))
        trees.put(TREES / str(number))
    if not note(TREES / "0", parts):
        print("The tests fail without a mutant.")
        return 1
    reach = Reach(TREES / "0")
    equivalent = set(EQUIVALENT.findall(Path("tests/README.md").read_text(encoding="utf-8")))
    shares = []

    def lives(mutant: Mutant, tests: list[str]) -> bool:
        tree = trees.get()
        try:
            return mutant.lives_in(tree, tests)
        finally:
            trees.put(tree)

    for part in parts:
        code, among = PARTS[part]
        all_of_it = mutants(Path(code))
        sample = [make() for make in all_of_it[given.skip : given.skip + given.sample]]
        asked = [each for each in sample if each.name not in equivalent]
        left_out = [each.name for each in sample if each.name in equivalent]
        for name in left_out:
            print(f"  equivalent: {name}")
        if len(left_out) > MOST_EQUIVALENT * len(sample):
            print(f"{part}: too many are called equivalent")
            return 1
        lived = 0
        tests = [reach.tests(each, among) for each in asked]
        with ThreadPoolExecutor(given.jobs) as pool:
            for each, alive in zip(asked, pool.map(lives, asked, tests), strict=True):
                if alive:
                    lived += 1
                    print(f"  lives: {each.name} (line {each.lines.start})", flush=True)
        found = len(asked) - lived
        shares.append(
            f"{part}: {found} of {len(asked)} found ({found / max(len(asked), 1):.0%}), {len(left_out)} equivalent, "
            f"a sample of {len(all_of_it)} (seed {SEED}, from the {given.skip + 1}th on)"
        )
        print(shares[-1], flush=True)
    print("\n".join(("", *shares)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
