"""Finding intakes again: what may be looked for, and the lines of what is found, in words.

Rules: names stand in full, since whoever looks here is staff; a recommendation is told in the words of today's rules,
and one that they do not know is said to be of an older form; lines come a page at a time, as far as somebody scrolls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain, combinations
from typing import Literal, NamedTuple

from b12desk.characters.alike import alike
from b12desk.characters.nhs_number import nhs_grouped
from b12desk.characters.visible import shortened
from b12desk.desk.intake_lines import away_words, called_words
from b12desk.desk.telling_apart import apart
from b12desk.errors import StoreError
from b12desk.i18n import N_, _, current, n_
from b12desk.model.assessment import Assessment, Urgency
from b12desk.model.definition import Definition
from b12desk.model.rules import Rules
from b12desk.model.translated import translated
from b12desk.model.values import PartialDate
from b12desk.report.words import partial_date_words
from b12desk.store.finding import MOST_COUNTED, Found, FoundIntake, Query, name_words
from b12desk.store.intake_content import Paper

PAGE = 50
"""Lines that are fetched at once."""
LONGEST_NAME = 80
Shown = Literal["all", "open", "finished", "voided"]
Order = Literal["date", "name", "born", "state"]
SHOWN: dict[Shown, str] = {"all": N_("All intakes"), "open": N_("Not finished"), "finished": N_("Finished"),
                            "voided": N_("Entered in error")}  # fmt: skip
DAYS: dict[int, str] = {0: N_("Any day"), 1: N_("Today"), 7: N_("Last 7 days"), 30: N_("Last 30 days")}
"""How many days, today among them; 0: all that ever were."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for, and how it stands. ``recommendation``: its code, "" for any."""

    text: str = ""
    shown: Shown = "all"
    recommendation: str = ""
    days: int = 0
    order: Order = "date"
    backwards: bool = False

    @property
    def narrows(self) -> bool:
        """Whether some intakes may not fit."""
        return bool(self.text.strip() or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether something beside the text narrows it."""
        return self.shown != "all" or self.recommendation != "" or self.days != 0


class FoundLine(NamedTuple):
    """One intake in words. ``opens``: it can be opened; ``finished``: then its papers can be printed again.

    ``alarm``: an answer of the patient called for staff, and nobody has acknowledged it.
    ``voided``: it was entered in error. ``human``: the same for all intakes of one person. ``alike``: another of the
    lines has a name like this one's, and another birth date or number.
    """

    identifier: str
    name: str
    born: str
    number: str
    day: str
    state: str
    recommendation: str
    reference: str
    opens: bool = True
    finished: bool = False
    voided: bool = False
    human: str = ""
    alike: bool = False
    alarm: bool = False

    @property
    def called(self) -> str:
        """As `called_words`."""
        return called_words(alarm=self.alarm)


class FoundPage(NamedTuple):
    """Some lines of what was found, and how many there are in all: more than `MOST_COUNTED` are not counted."""

    lines: tuple[FoundLine, ...]
    total: int


class Finding:
    """Looks with ``find``; the words are those of ``definition``. ``away``: what patients have at other screens."""

    def __init__(
        self,
        find: Callable[[Query], Found],
        definition: Definition,
        clock: Callable[[], datetime],
        away: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._find, self._definition, self._clock, self._away = find, definition, clock, away
        self.nhs = False
        """Record numbers are NHS numbers, and stand in their groups."""

    @cached_property
    def _rules(self) -> Rules:
        return translated(self._definition.rules, current())

    def any(self) -> bool:
        """Whether there is an intake at all; none where they cannot be read."""
        try:
            some = Query(today=self._clock().date(), limit=1)
            return any(self._find(each).count for each in (some, replace(some, state="voided")))
        except StoreError:
            return False

    def recommendations(self) -> tuple[tuple[str, str], ...]:
        """Code and title of each recommendation that an intake may have come to."""
        return tuple((each.code, each.title) for each in self._rules.recommendation)

    def look(self, search: Search, offset: int = 0) -> FoundPage:
        """The lines from ``offset`` on. Raises StoreError."""
        now = self._clock()
        found = self._find(
            Query(
                today=now.date(),
                text=search.text,
                state=None if search.shown == "all" else search.shown,
                recommendations=(search.recommendation,) if search.recommendation else (),
                since=_since(now, search.days),
                order=search.order,
                backwards=search.backwards,
                limit=PAGE,
                offset=offset,
            )
        )
        return FoundPage(self.lines(found.intakes), found.count)

    def lines(self, found: Sequence[FoundIntake]) -> tuple[FoundLine, ...]:
        """Intakes in words; those whose names may be taken for one another are marked."""
        today, marked, away = self._clock().date(), _alike(found), self._away()
        lines = (self._line(each, today)._replace(alike=each.identifier in marked, alarm=each.alarm) for each in found)
        return tuple(
            each._replace(opens=False, state=away_words()) if each.identifier in away else each for each in lines
        )

    def _line(self, found: FoundIntake, today: date) -> FoundLine:
        name = shortened(found.subject.name, LONGEST_NAME) or _("No name")
        number = shortened(found.subject.identifier, LONGEST_NAME)
        if self.nhs:
            number = nhs_grouped(number)
        if found.damaged:
            return FoundLine(
                found.identifier, name, "", number, "", _("Damaged"), "", "", opens=False, human=found.human
            )
        return FoundLine(
            found.identifier,
            name,
            born_words(found.born, today) if found.born else "",
            number,
            "" if found.authored is None else current().date(found.authored.astimezone().date()),
            _state(found),
            self._recommended(found),
            found.reference,
            finished=found.finished is not None,
            voided=found.voided,
            human=found.human,
        )

    def _recommended(self, found: FoundIntake) -> str:
        if not found.recommendation:
            return ""
        return _headline(self._rules, found.recommendation, found.urgency)


def title_of(rules: Rules, assessment: Assessment) -> str:
    """What it came to, in the words of today's rules."""
    return _headline(translated(rules, current()), assessment.recommendation, assessment.urgency)


def recommendation_words(rules: Rules, recommendation: str) -> str:
    """A recommendation in the words of today's rules; "" for none."""
    return _headline(translated(rules, current()), recommendation, None) if recommendation else ""


def _headline(rules: Rules, recommendation: str, urgency: Urgency | None) -> str:
    if recommendation not in rules.recommendations:
        return _("Judged by an older form")
    return rules.headline(recommendation, urgency).title


def total_words(total: int) -> str:
    """How many were found."""
    if total > MOST_COUNTED:
        return _("More than {count}: narrow it", count=MOST_COUNTED)
    return n_("{count} found", "{count} found", total)


def nothing_words(search: Search) -> str:
    """Why nothing is listed, and what to do."""
    if not search.narrows:
        return _("No intakes yet. New intake begins one.")
    text = shortened(search.text, LONGEST_NAME)
    if not text:
        return _("No intake fits these filters.")
    if search.filtered:
        return _("Nothing fits \u201c{text}\u201d with these filters.", text=text)
    return _("Nothing fits \u201c{text}\u201d.", text=text)


def born_words(born: PartialDate, today: date) -> str:
    """A birth date with the age, where that is one: ``12 March 1958 (67)``."""
    ages = {_age(each, today) for each in (born.earliest, born.latest)}
    words, age = partial_date_words(born), max(ages)
    return _("{date} ({age})", date=words, age=age) if len(ages) == 1 and age >= 0 else words


def _alike(found: Sequence[FoundIntake]) -> frozenset[str]:
    """The intakes beside which stands one of another person, with a like name."""
    known = [(each, name_words(each.subject)) for each in found if each.subject.name]
    pairs = (
        (one.identifier, other.identifier)
        for (one, name), (other, like) in combinations(known, 2)
        if one.human != other.human
        and alike(name, like)
        and apart(one.subject.identifier, one.born, other.subject.identifier, other.born)
    )
    return frozenset(chain.from_iterable(pairs))


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _since(now: datetime, days: int) -> datetime | None:
    """The beginning of the first of so many days, here."""
    if not days:
        return None
    return datetime.combine(now.date() - timedelta(days=days - 1), time(), now.tzinfo)


def _state(found: FoundIntake) -> str:
    if found.state == "open":
        return _("Not finished")
    if found.voided:
        return _("Entered in error")
    if found.amending:
        return _("Finished, amendment begun")
    match found.paper:
        case None:
            return _("Finished, no paper made")
        case Paper(way="printed"):
            return _("Finished, printed")
        case _:
            return _("Finished, PDF saved")
