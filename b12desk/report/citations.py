"""Numbered sources: each document gets its number where it is first cited, and the list at the end follows the numbers.

Rules: keys that cite several places of one document share its number, and its entry names all of those places; which
sources were not read in the original is said once, in a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from b12desk.i18n import _, current
from b12desk.model.evidence import Source, Sources
from b12desk.report.typeset.document import Inline, Span

Style = Literal["columns", "run-on", "short"]
"""Whole entries in columns; or run on, where a title stands only if publisher and year fit several; or these alone.

``short`` leaves out the authors as well, who stand in brackets behind the publisher.
"""

_SHORT_TITLE = 42
_NUMBER = re.compile(r"\(([A-Z]{2}\d+)")
"""A guideline's number in its title: the name it is known by."""


class Citations:
    """The numbering of one document."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources.by_key
        self._cited: dict[tuple[str, str, int | None], list[Source]] = {}
        self._numbers: dict[tuple[str, str, int | None], int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """The bracketed numbers of ``keys``, e.g. ``[1, 4]``; empty without keys. KeyError for an unknown key."""
        numbers = sorted({self._number(self._sources[key]) for key in keys})
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""

    def span(self, keys: Iterable[str]) -> Inline:
        """The numbers as a span, or nothing."""
        text = self.cite(keys)
        return (Span(text, "cite"),) if text else ()

    def entries(self, style: Style) -> tuple[Inline, ...]:
        """The list of sources in number order."""
        cited = self._cited
        alike = Counter((_publisher(each[0], style), each[0].year) for each in cited.values())
        return tuple(
            (Span(f"[{number}]", "cite"), Span(_words(cited[key], style, alike), "small"))
            for key, number in self._numbers.items()
        )

    def second_hand(self) -> str:
        """Which of them were not read in the original, in one line; empty when all were."""
        numbers = [f"[{self._numbers[key]}]" for key, cited in self._cited.items() if _second_hand(cited)]
        return _("Read second hand: {numbers}.", numbers=current().listed(numbers)) if numbers else ""

    def _number(self, source: Source) -> int:
        key = (source.title, source.publisher, source.year)
        cited = self._cited.setdefault(key, [])
        if source not in cited:
            cited.append(source)
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _words(cited: list[Source], style: Style, alike: Counter[tuple[str, int | None]]) -> str:
    """``alike`` counts the works by publisher and year."""
    first = cited[0]
    title = first.title.rstrip(".")
    if style != "columns":
        cut = title[:_SHORT_TITLE].rstrip() + "\u2026" if len(title) > _SHORT_TITLE else title
        number = _NUMBER.search(title)
        known = first.publisher and alike[_publisher(first, style), first.year] == 1
        title = (number[1] if number else "") if known else cut
    places = dict.fromkeys(each.locator for each in cited if each.locator) if style != "short" else {}
    year = str(first.year) if first.year and not any(str(first.year) in place for place in places) else ""
    where = ", ".join(part for part in (_publisher(first, style), year, *places) if part)
    return ". ".join(part for part in (title, where) if part) + "."


def _publisher(source: Source, style: Style) -> str:
    return source.publisher.partition(" (")[0] if style == "short" else source.publisher


def _second_hand(cited: list[Source]) -> bool:
    return any(each.confidence != "P" for each in cited)
