"""Conditions: a tree of nodes, one class a form, each known by its key in the file; there is no expression language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, assert_never

from pydantic import Discriminator, Tag

from b12desk.model.assessment import FindingKind
from b12desk.model.comparison import Comparison
from b12desk.model.frozen import frozen


@frozen
class AllOf:
    """Every one holds."""

    all: tuple[Condition, ...]


@frozen
class AnyOf:
    """At least one holds."""

    any: tuple[Condition, ...]


@frozen
class Not:
    """It does not hold."""

    not_: Condition


@frozen
class Named:
    """The named condition holds."""

    condition: str


@frozen
class Present:
    """The finding is present."""

    finding: str


@frozen
class Filter:
    """Which findings are meant: those that fit all that is given."""

    kind: FindingKind | None = None
    common: bool | None = None
    tag: str | None = None
    related: bool | None = None


@frozen
class AnyPresent:
    """A finding that fits the filter is present."""

    any_finding: Filter


@frozen
class Recommended:
    """The recommendation is one of these."""

    recommendation: tuple[str, ...]


@frozen
class Otherwise:
    """The recommendation without the red flags, if there are any, is one of these."""

    otherwise: tuple[str, ...]


FORMS: dict[str, type] = {
    "question": Comparison,
    "all": AllOf,
    "any": AnyOf,
    "not": Not,
    "condition": Named,
    "finding": Present,
    "anyFinding": AnyPresent,
    "recommendation": Recommended,
    "otherwise": Otherwise,
}
"""The one key that tells the form of a node."""


def _form(given: object) -> str | None:
    """The form of a node, by the one key that tells it; None when it has none of them, or several."""
    if isinstance(given, dict):
        told = [key for key in FORMS if key in given]
        return f"({told[0]})" if len(told) == 1 else None
    return next((f"({key})" for key, form in FORMS.items() if isinstance(given, form)), None)


Condition = Annotated[
    Annotated[Comparison, Tag("(question)")]
    | Annotated[AllOf, Tag("(all)")]
    | Annotated[AnyOf, Tag("(any)")]
    | Annotated[Not, Tag("(not)")]
    | Annotated[Named, Tag("(condition)")]
    | Annotated[Present, Tag("(finding)")]
    | Annotated[AnyPresent, Tag("(anyFinding)")]
    | Annotated[Recommended, Tag("(recommendation)")]
    | Annotated[Otherwise, Tag("(otherwise)")],
    Discriminator(
        _form,
        custom_error_type="condition_form",
        custom_error_message="a condition has exactly one form",
    ),
]
"""One node; a comparison stands as itself."""

Path = tuple[str | int, ...]


def inner(condition: Condition) -> Iterator[tuple[Path, Condition]]:
    """The nodes right below a node, each with the keys that lead to it in the file."""
    match condition:
        case AllOf():
            yield from ((("all", place), each) for place, each in enumerate(condition.all))
        case AnyOf():
            yield from ((("any", place), each) for place, each in enumerate(condition.any))
        case Not():
            yield ("not",), condition.not_
        case Comparison() | Named() | Present() | AnyPresent() | Recommended() | Otherwise():
            return
        case _:
            assert_never(condition)


def walk(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """A node and all below it, each with its path in the file. What other rules it names is not opened."""
    yield path, condition
    for step, each in inner(condition):
        yield from walk(each, (*path, *step))
