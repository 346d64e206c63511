"""How two versions of a questionnaire, or of rules, differ in meaning, in words that an author can act on.

Rules: a row (an item, a finding, a note) is known by its own name, wherever it stands; what only changes looks,
sources or who is told why is no difference; every value is shown as the file spells it, shortened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from b12desk.characters.visible import shortened
from b12desk.i18n import _, current, n_
from b12desk.model.border import plain_data
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules

_NAMES = ("linkId", "id", "code", "tag")
_LOOKS = frozenset({"prefix", "icon", "itemControl", "shortText", "onPaper", "tone", "clinician", "essential"})
_ORIGINS = frozenset({"sources", "confidence", "thresholdSources"})
_ABOUT = frozenset({
    "url", "version", "status", "date", "title", "publisher", "purpose", "language", "designNote",
    "summaryTitle", "summarySubtitle", "startTitle", "startText", "limits", "excludedWords", "patient",
})  # fmt: skip
"""What a file says of itself, what it asks of its own words, and in which order a patient alone is asked."""
_MOST_SHOWN = 4
_LONGEST = 60

Row = Mapping[str, str]
"""Each part of a row, and what it is."""


class Difference(NamedTuple):
    """One row whose meaning changed: its name, and how."""

    name: str
    how: str


def differences(before: Questionnaire | Rules, after: Questionnaire | Rules) -> tuple[Difference, ...]:
    """What means something else than before, in the order of the file; what is gone comes last."""
    old, new = _rows(before), _rows(after)
    found = [Difference(name, _changed(old.get(name), row)) for name, row in new.items() if old.get(name) != row]
    return (*found, *(Difference(name, _("it is gone.")) for name in old.keys() - new.keys()))


def _changed(old: Row | None, new: Row) -> str:
    if old is None:
        return _("it is new.")
    parts = [*new, *(part for part in old if part not in new)]
    changed = [part for part in parts if old.get(part) != new.get(part)]
    told = [_part(part, old.get(part), new.get(part)) for part in changed[:_MOST_SHOWN]]
    if more := len(changed) - len(told):
        told.append(n_("and {count} more", "and {count} more", more))
    return current().listed(told) + "."


def _part(part: str, old: str | None, new: str | None) -> str:
    if old is None:
        return _("'{part}' is new ({new})", part=part, new=_short(new))
    if new is None:
        return _("'{part}' is gone (it was {old})", part=part, old=_short(old))
    return _("'{part}' was {old} and is {new}", part=part, old=_short(old), new=_short(new))


def _short(value: str | None) -> str:
    return shortened(value or "", _LONGEST)


def _rows(model: Questionnaire | Rules) -> dict[str, Row]:
    """Every row by name, in the order of the file; what is no list of rows is a row of its own."""
    found: dict[str, Row] = {}
    if isinstance(model, Questionnaire):
        for link_id, item in model.items.items():
            parts = {key: value for key, value in plain_data(item, exclude_none=True).items() if key != "item"}
            found[link_id] = {"group": model.parents[link_id] or "", **dict(_parts(parts))}
    for key, value in plain_data(model, exclude_none=True).items():
        if key in _ABOUT | _ORIGINS | {"item"}:
            continue
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            found.update({f"{key} {name}": dict(_parts(row)) for name, row in _named(value)})
            if key == "recommendation":
                found["recommendation"] = {"order": ", ".join(name for name, _row in _named(value))}
        else:
            found[key] = dict(_parts({key: value}))
    return found


def _named(rows: list[dict[str, object]]) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows with their names; one that has none is known by its place, from 1."""
    for place, row in enumerate(rows, 1):
        yield next((str(row[key]) for key in _NAMES if key in row), str(place)), row


def _parts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """What a value is made of: the path to each part, and the part in words."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in _LOOKS | _ORIGINS:
                yield from _parts(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        for name, row in _named(value):
            yield from _parts(row, f"{path} {name}")
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)
