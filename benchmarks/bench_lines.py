"""How long the program is: lines of code by package, without blank lines, comments and docstrings.

Before is the commit from which the house was rebuilt; both are counted by the same rule. A clone that does not hold
that commit says so.
"""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator

from measure import CHECKOUT

BEFORE = "47bd5c3"
_NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
    tokenize.ENDMARKER,
}  # fmt: skip


def lines_of_code(source: str) -> int:
    """The lines of a module on which code stands."""
    told: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            told.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    found: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _NO_CODE:
            found.update(range(token.start[0], token.end[0] + 1))
    return len(found - told)


def by_package(sources: Iterator[tuple[str, str]]) -> Counter[str]:
    """Lines by the first folder below ``b12desk``, from (path, text) of each module."""
    found: Counter[str] = Counter()
    for path, text in sources:
        parts = path.split("/")
        found["/".join(parts[:2]) if len(parts) > 2 else parts[0]] += lines_of_code(text)
    return found


def now() -> Iterator[tuple[str, str]]:
    """The modules as they are."""
    for path in sorted((CHECKOUT / "b12desk").rglob("*.py")):
        yield path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8")


def then(names: list[str]) -> Iterator[tuple[str, str]]:
    """The modules as they were."""
    for name in names:
        yield name, git("show", f"{BEFORE}:{name}")


def git(*arguments: str) -> str:
    """What git prints; "" when it cannot."""
    done = subprocess.run(["git", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def main() -> int:
    """Print the table; there is no goal but that the whole is no longer than before."""
    after = by_package(now())
    names = [each for each in git("ls-tree", "-r", "--name-only", BEFORE, "b12desk").split() if each.endswith(".py")]
    before = by_package(then(names))
    print("## Lines of code\n\nWithout blank lines, comments and docstrings.\n")
    if not before:
        print(f"Before: not counted, this clone does not hold {BEFORE}.\n")
    print("| package | before | now |\n| --- | ---: | ---: |")
    for package in sorted(before.keys() | after.keys()):
        print(f"| {package} | {before[package] or ''} | {after[package] or ''} |")
    print(f"| **in all** | **{before.total() or ''}** | **{after.total()}** |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
