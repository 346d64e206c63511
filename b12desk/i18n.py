"""The words and formats of one language: a gettext catalogue and the Babel locale beside it.

Rules: whoever makes a window, a page or a text is given a `Catalogue` and uses it for as long as that takes
(``with catalogue.used():``); `_` and its kin read the one in use, so two papers of one process can differ in language.
Templates are translated before they are filled in: a translator sees ``{name}`` and never a value. Babel is imported
when the first number, date or list is put into words, which is never before the first paint.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from babel import Locale

DOMAIN = "b12desk"
_ENGLISH = "en_GB"
_DATES = {"en": ("d MMMM y", "MMMM y", "HH:mm")}
"""Date, month of a year, and time of day, where the house has patterns of its own: no country reads them wrongly."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """One language. ``language`` is a tag such as ``pt-BR``; ``translations`` turn English into it.

    ``folder``: where they were read from, so that a worker process can be given the same language.
    """

    language: str = "en"
    translations: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    folder: Path | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """For another process: read again, because gettext's rule for plurals is code."""
        if self.folder is not None:
            return load_catalogue, (self.folder, self.language)
        return Catalogue, (self.language, self.translations)

    @property
    def is_english(self) -> bool:
        """True for the language the program is written in."""
        return self.language == "en"

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        from babel import Locale  # noqa: PLC0415 -- 60 ms with its first locale: not before the first paint

        return Locale.parse(_ENGLISH) if self.is_english else Locale.parse(self.language, sep="-")

    @property
    def right_to_left(self) -> bool:
        """True where lines begin on the right."""
        return not self.is_english and self.locale.character_order == "right-to-left"

    @contextmanager
    def used(self) -> Iterator[None]:
        """Speak this language until the block ends; then the one before it again."""
        before = _current.set(self)
        try:
            yield
        finally:
            _current.reset(before)

    def number(self, value: Decimal | float) -> str:
        """A number without needless zeros, e.g. ``2,000`` or ``1.5``."""
        from babel.numbers import format_decimal  # noqa: PLC0415 -- as above

        return format_decimal(str(value), locale=self.locale, decimal_quantization=False, numbering_system="default")

    def date(self, value: datetime.date) -> str:
        """A whole date, written out: ``12 March 2019``."""
        return self._moment(value, 0, "long")

    def month(self, value: datetime.date) -> str:
        """The month of ``value``: ``March 2019``."""
        from babel.dates import format_skeleton  # noqa: PLC0415 -- as above

        return self._moment(value, 1, "") if self._own_patterns else format_skeleton("yMMMM", value, locale=self.locale)

    def month_named(self, name: str) -> int | None:
        """The month, from 1, that ``name`` says in this language, in full or short; None for any other word."""
        if self.is_english:
            return None
        from babel.dates import get_month_names  # noqa: PLC0415 -- as above

        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, each in get_month_names(width, context, self.locale).items():
                    if each.casefold().strip(".") == name:
                        return int(number)
        return None

    def time(self, value: datetime.time) -> str:
        """The time of day: ``14:05``."""
        from babel.dates import format_time  # noqa: PLC0415 -- as above

        pattern = self._own_patterns[2] if self._own_patterns else "short"
        return format_time(value.replace(tzinfo=None), pattern, locale=self.locale)

    def moment(self, value: datetime.datetime) -> str:
        """A date and the time of day, in the zone of ``value``: ``12 March 2019, 14:05``."""
        return _("{date}, {time}", date=self.date(value.date()), time=self.time(value.time()))

    def listed(self, texts: Iterable[str], *, either: bool = False) -> str:
        """Texts one after another, ``a, b, c``; with ``either`` as a choice, ``a, b or c``.

        Other languages have "and" before the last: what CLDR calls a list of units has no commas in some of them.
        """
        from babel.lists import format_list  # noqa: PLC0415 -- as above

        found = list(texts)
        if either:
            return format_list(found, "or", self.locale)
        return format_list(found, "unit" if self.is_english else "standard", self.locale)

    def filled(self, template: str, values: dict[str, object]) -> str:
        """``template`` with ``values`` in its ``{names}``; numbers as the language writes them."""
        if not values:
            return template
        return template.format(**values) if self.is_english else _Filler(self).vformat(template, (), values)

    @property
    def _own_patterns(self) -> tuple[str, str, str] | None:
        return _DATES.get(self.language)

    def _moment(self, value: datetime.date, which: int, usual: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415 -- as above

        return format_date(value, self._own_patterns[which] if self._own_patterns else usual, locale=self.locale)


class _Filler(Formatter):
    """As `str.format`, with the decimal mark and the grouping of a language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def format_field(self, value: object, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        if isinstance(value, str) or not text.strip("-+").replace(",", "").replace(".", "").isdecimal():
            return text
        from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 -- as above

        locale = self._catalogue.locale
        marks = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
        return "".join(marks.get(each, each) for each in text)


ENGLISH = Catalogue()
_current: ContextVar[Catalogue] = ContextVar("catalogue", default=ENGLISH)


def current() -> Catalogue:
    """The catalogue in use."""
    return _current.get()


def load_catalogue(folder: Path, language: str) -> Catalogue:
    """The compiled catalogue of ``language`` below ``folder``. Raises OSError when there is none."""
    if language == ENGLISH.language:
        return ENGLISH
    return Catalogue(language, gettext.translation(DOMAIN, folder, [language.replace("-", "_")]), folder)


def _(message: str, /, **values: object) -> str:
    """``message`` in the language in use, with ``values`` put into its ``{names}``."""
    catalogue = _current.get()
    return catalogue.filled(catalogue.translations.gettext(message), values)


def n_(one: str, many: str, /, count: int, **values: object) -> str:
    """The form that ``count`` things take, which may also stand in it as ``{count}``."""
    catalogue = _current.get()
    return catalogue.filled(catalogue.translations.ngettext(one, many, count), {"count": count, **values})


def p_(context: str, message: str, /, **values: object) -> str:
    """As `_`, where the same English word means two things: ``context`` says which."""
    catalogue = _current.get()
    return catalogue.filled(catalogue.translations.pgettext(context, message), values)


def np_(context: str, one: str, many: str, /, count: int, **values: object) -> str:
    """As `n_`, with a context."""
    catalogue = _current.get()
    return catalogue.filled(catalogue.translations.npgettext(context, one, many, count), {"count": count, **values})


def N_(message: str, /) -> str:
    """Mark a constant for the catalogue; it is translated where it is shown."""
    return message


def parted(texts: Iterable[str]) -> str:
    """Texts that may hold commas themselves, one after another: ``a, b; c``."""
    found = ""
    for each in filter(None, texts):
        found = _("{texts}; {text}", texts=found, text=each) if found else each
    return found
