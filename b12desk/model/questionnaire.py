"""What is asked: the Questionnaire, FHIR R4 words (https://hl7.org/fhir/R4/questionnaire.html) plus a few of our own.

Our own keys, each for a reason: ``shortText`` (tables and paper), ``absentMeans`` (a gate's "no" answers the items
behind it), ``alternativeTo`` (age instead of birth date), ``unknown`` (coded "not sure" on a number or a date),
``sensitive`` (never on anything a patient carries), ``calculated`` (the engine works it out, nobody is asked; from
``calculatedFrom``, or from the items that have the roles of birth date and age),
``clinician`` (why it is asked although no rule reads it), ``plausible`` (outside of it somebody is asked once whether
the number is right), ``offered`` (an option that old answers may hold and nobody is shown).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from b12desk.i18n import N_, _, current
from b12desk.model.amounts import Plausible, UnitOption
from b12desk.model.comparison import Comparison
from b12desk.model.frozen import frozen
from b12desk.model.patient_walk import Patient
from b12desk.model.remark import Contradiction, Notice
from b12desk.model.values import DECLINED, NOT_SURE, Coding


class ItemType(StrEnum):
    """FHIR R4 item types that B12 Desk draws."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    QUANTITY = "quantity"
    DATE = "date"
    STRING = "string"
    TEXT = "text"


@frozen
class AnswerOption:
    """One coded choice. ``exclusive`` options ("None of these") clear every other one, in the engine."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.+-]*$")]
    display: str
    help: str | None = None
    exclusive: bool = False
    value: float | None = None
    """Number behind the option: points, or times a week of a food."""
    icon: str | None = None
    """A picture of it, for people who find reading hard: a name in ``resources/icons``."""
    offered: bool = True
    """False: answers that hold it stay good, and the window shows it to nobody else."""
    on_paper: str = ""
    """The clinician's words for it, where they are not the patient's: "the patient" for "me"."""


@frozen
class Item:
    """One node of the questionnaire. A page is a top-level group."""

    link_id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
    type: ItemType
    text: str = ""
    short_text: str = ""
    help: str | None = None
    prefix: str | None = None
    required: bool = False
    repeats: bool = False
    item_control: str | None = None
    icon: str | None = None
    answer_option: tuple[AnswerOption, ...] = ()
    answer_value_set: str | None = None
    unit: str | None = None
    unit_option: tuple[UnitOption, ...] = ()
    unknown: tuple[Literal["not-sure", "prefer-not-to-say"], ...] = ()
    min_value: float | None = None
    max_value: float | None = None
    max_length: int | None = None
    plausible: Plausible | None = None
    enable_when: tuple[Comparison, ...] = ()
    enable_behavior: Literal["all", "any"] = "all"
    absent_means: str | None = None
    alternative_to: str | None = None
    calculated: Literal["age-years", "dose-years", "months-since", "months-since-latest", "points"] | None = None
    """Age; mg a day x years / 1000; months from a date to the day of the intake; the sum of the options' values."""
    calculated_from: tuple[str, ...] = ()
    """The linkIds that a calculated item is worked out from; an age is from those that have the roles."""
    sensitive: bool = False
    essential: bool = False
    """Beside a finding, this answer is printed however little room there is: whether it got worse."""
    clinician: str = ""
    """Why it is asked although no rule reads it: what the clinician does with it."""
    sources: tuple[str, ...] = ()
    item: tuple[Item, ...] = ()

    @property
    def is_question(self) -> bool:
        """True for an item that somebody answers (not a group, a display or a calculated value)."""
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY) and self.calculated is None

    @property
    def label(self) -> str:
        """The short name for tables and paper."""
        return self.short_text or self.text

    @cached_property
    def absent(self) -> tuple[Coding, ...]:
        """What an item that does not apply counts as: ``absentMeans``, or nothing."""
        return (Coding(code=self.absent_means),) if self.absent_means else ()

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in the order of the page."""
        yield self
        for child in self.item:
            yield from child.walk()


@frozen
class ValueSet:
    """A list of options that several items share (``answerValueSet`` names it)."""

    id: str
    answer_option: tuple[AnswerOption, ...]


UNKNOWN_OPTIONS = {
    NOT_SURE: AnswerOption(code=NOT_SURE, display=N_("Not sure"), exclusive=True),
    DECLINED: AnswerOption(code=DECLINED, display=N_("Prefer not to say"), exclusive=True),
}


@frozen
class Roles:
    """Which items the program itself reads, by linkId; "" where the form does not ask for it."""

    birth_date: str = ""
    age: str = ""
    """Answered in years instead of the birth date."""
    age_years: str = ""
    """Calculated from either."""
    sex: str = ""
    """Its codes ``female`` and ``male`` are held against the gender of a FHIR Patient."""
    respondent: str = ""
    """Who answered the questions."""


@frozen
class Limits:
    """What a form asks of its own words, kept when it is checked; None (and False) asks nothing."""

    hint_words: Annotated[int, Field(ge=1)] | None = None
    """Words of a question's hint (``help``)."""
    hint_sentences: Annotated[int, Field(ge=1)] | None = None
    question_words: Annotated[int, Field(ge=1)] | None = None
    options: Annotated[int, Field(ge=1)] | None = None
    """Of a question's own list, besides those that clear all others and those that nobody is shown."""
    every_question_read: bool = False
    """Something reads every question, or ``clinician`` says why it is asked."""


@frozen
class Questionnaire:
    """Everything that is asked. ``url|version`` is its canonical; a published version is never edited."""

    url: str
    version: str
    status: Literal["draft", "active", "retired"]
    date: str
    title: str
    publisher: str
    purpose: str
    language: str
    summary_title: str
    """The heads of the clinician's page: what was asked about, and what the page tells."""
    summary_subtitle: str
    start_title: str = ""
    """What the start page asks above "New intake", the title when it is empty; below it ``start_text``."""
    start_text: str = ""
    roles: Roles = Roles()
    limits: Limits = Limits()
    patient: Patient = Patient()
    excluded_words: tuple[str, ...] = ()
    """Names of drugs and diseases, left out of the reading-grade measure."""
    value_set: tuple[ValueSet, ...] = ()
    contradiction: tuple[Contradiction, ...] = ()
    notice: tuple[Notice, ...] = ()
    item: tuple[Item, ...]

    @property
    def canonical(self) -> str:
        """``url|version``."""
        return f"{self.url}|{self.version}"

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by linkId, in the order of the questionnaire."""
        return {item.link_id: item for page in self.item for item in page.walk()}

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """LinkId of the group that holds each item; None for a page."""
        found: dict[str, str | None] = {page.link_id: None for page in self.item}
        for page in self.item:
            for item in page.walk():
                found.update((child.link_id, item.link_id) for child in item.item)
        return found

    @cached_property
    def page_of(self) -> dict[str, str]:
        """The linkId of the page on which each item stands."""
        return {item.link_id: page.link_id for page in self.item for item in page.walk()}

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each item in the questionnaire, from 0."""
        return {link_id: place for place, link_id in enumerate(self.items)}

    @cached_property
    def applies_as(self) -> dict[str, str]:
        """What applies whenever an item does: its group if it has no condition, else the first beside it with the same.

        Most items share their conditions with a neighbour: judged once, a response takes 12 % less time.
        """
        found: dict[str, str] = {}
        first: dict[object, str] = {}
        for link_id, item in self.items.items():
            group = self.parents[link_id]
            same = first.setdefault((group, item.enable_behavior, item.enable_when), link_id)
            if group is not None and not item.enable_when:
                found[link_id] = group
            elif same != link_id:
                found[link_id] = same
        return found

    @cached_property
    def alternatives(self) -> dict[str, str]:
        """The item that may be answered instead, by the linkId of the one it stands in for (age for birth date)."""
        return {item.alternative_to: link_id for link_id, item in self.items.items() if item.alternative_to}

    @cached_property
    def askable(self) -> tuple[str, ...]:
        """The linkIds of the questions that count as open while unanswered: all but free text."""
        free = (ItemType.STRING, ItemType.TEXT)
        return tuple(each for each, item in self.items.items() if item.is_question and item.type not in free)

    @cached_property
    def calculated(self) -> frozenset[str]:
        """The linkIds of the items that nobody is asked."""
        return frozenset(link_id for link_id, item in self.items.items() if item.calculated)

    @cached_property
    def worth(self) -> dict[str, dict[str, Decimal]]:
        """What each coded answer of an item is worth, for the items that have such values; 0 where none is given."""
        return {
            link_id: {each.code: Decimal(str(each.value or 0)) for each in options}
            for link_id, options in self._options.items()
            if any(each.value is not None for each in options)
        }

    @cached_property
    def _options(self) -> dict[str, tuple[AnswerOption, ...]]:
        shared = {each.id: each.answer_option for each in self.value_set}
        found = {}
        for link_id, item in self.items.items():
            own = item.answer_option or shared.get(item.answer_value_set or "", ())
            codes = {option.code for option in own}
            found[link_id] = (*own, *(UNKNOWN_OPTIONS[code] for code in item.unknown if code not in codes))
        return found

    def options(self, link_id: str) -> tuple[AnswerOption, ...]:
        """All options of an item: its own or its value set's, then the "not sure" kinds it accepts."""
        found = self._options[link_id]
        return found if current().is_english else tuple(_in_use(each) for each in found)


def _in_use(option: AnswerOption) -> AnswerOption:
    """The two options that no form words, in the language in use."""
    ours = UNKNOWN_OPTIONS.get(option.code)
    return replace(option, display=_(ours.display)) if option is ours else option
