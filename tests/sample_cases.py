"""The sample patients of the shipped form, judged; and a covering choice of them for the quick suite.

The choice is made anew from what the cases conclude: a case is taken as long as it shows something that no earlier one
shows. So a case that is added, or a rule that moves, needs no list to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest

from b12desk.definitions.cases import Vignette, read_cases
from b12desk.definitions.files import read_files
from b12desk.definitions.lint import inspect
from b12desk.engine.diet import Reference
from b12desk.engine.scoring import assess
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.paths import forms_dir


@cache
def definition() -> Definition:
    """The shipped form, past the cache: this is asked while tests are collected, and no user folder is touched."""
    found, problems = inspect(forms_dir(), read_files(forms_dir())[0])
    assert found is not None, problems
    return found


@cache
def vignettes() -> dict[str, Vignette]:
    found, problems = read_cases(forms_dir(), definition().questionnaire)
    assert not problems
    return {each.case.id: each for each in found}


@cache
def judged(case: str, reference: Reference = "us") -> Assessment:
    return assess(definition(), vignettes()[case].response, reference=reference)


def shown(case: str) -> Iterator[object]:
    """What a reader of this case meets, each thing that must be met at least once in the quick suite."""
    found = judged(case)
    flags = len(found.of_kind("red-flag"))
    yield "recommendation", found.recommendation
    yield "open", found.settled, bool(found.open_items), bool(found.deciding)
    yield "flags", min(flags, 2)
    yield "findings", bool(found.findings)
    for kind in ("test", "pretest", "note", "kind", "strength", "listed", "mark"):
        yield from ((kind, each) for each in _codes(kind, found))
    yield "several tests", len(found.tests) > 1
    yield "several notes", len(found.notes) > 1
    if found.diet is None:
        yield "gauge", None
    else:
        part = found.diet.mcg_per_day / found.diet.reference
        yield "gauge", found.diet.at_least, part == 0, part < 1, part > 2
        yield "reference", found.diet.reference_label
    if found.score is not None:
        score, rules = found.score, definition().score
        beside = rules is not None and found.recommendation in rules.beside and flags == 0
        yield "score", beside, score.applies, score.settled, bool(score.unmeasured), score.band_low, score.band_high


def _codes(kind: str, found: Assessment) -> Iterable[object]:
    match kind:
        case "test":
            return (each.code for each in found.tests)
        case "pretest":
            return found.pretest
        case "note":
            return found.notes
        case "strength":
            return ((each.kind, each.strength) for each in found.findings)
        case "listed":
            return ((each.kind, each.common) for each in found.findings)
        case "mark":
            return (mark for each in found.findings for mark in each.marks)
        case _:
            return (each.kind for each in found.findings)


@cache
def covering(share: Callable[[str], Iterable[object]] = shown) -> tuple[str, ...]:
    """As few cases as a greedy choice finds that show together all that any case shows."""
    left = {case: set(share(case)) for case in vignettes()}
    chosen: list[str] = []
    while best := max(left, key=lambda each: (len(left[each]), each), default=None):
        gained = left.pop(best)
        if not gained:
            break
        chosen.append(best)
        left = {case: those - gained for case, those in left.items()}
    return tuple(chosen)


def cases(share: Callable[[str], Iterable[object]] = shown) -> list[object]:
    """Every case as a parameter; those beyond the covering choice are slow."""
    chosen = set(covering(share))
    return [pytest.param(case, marks=() if case in chosen else pytest.mark.slow) for case in vignettes()]
