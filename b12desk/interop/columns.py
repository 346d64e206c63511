"""Intakes as rows of a table: which columns a form makes, and what one intake says in each.

Rules: one column says one thing, so an option of a list that takes several has its own (0 or 1), and a unit, and "not
sure" of a number; what was not answered is empty, never 0; names are REDCap's (lower case, digits, single underscores)
and never meet; who the patient is, and what anybody wrote in own words, stands there only when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity, digits

FieldType = Literal["text", "notes", "radio", "checkbox", "yesno"]
Choice = tuple[str, str]
"""A code as the table holds it, and its words."""
Codes = dict[str, Choice]
"""The choice that each code of the form becomes."""
Cell = tuple[str, ...]
"""The codes, or the one text, of a cell; empty when nothing was answered."""


class Intake(NamedTuple):
    """One row: what was answered, and what it means."""

    response: QuestionnaireResponse
    assessment: Assessment


@dataclass(frozen=True)
class Field:
    """One question of the table, or one part of it. ``cell`` gives the codes of an intake: (): empty.

    A checkbox has a column for each choice, every other kind one. ``item`` is the question that it belongs to.
    """

    name: str
    kind: FieldType
    label: str
    cell: Callable[[Intake], Cell]
    codes: Codes = field(default_factory=dict)
    item: Item | None = None
    note: str = ""
    validation: str = ""
    ends: tuple[str, str] = ("", "")
    """The least and the most that a number may be."""
    identifier: bool = False
    section: str = ""
    """The head that stands above it."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in the form's order."""
        return tuple(self.codes.values())

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        if self.kind != "checkbox":
            return (self.name,)
        return tuple(f"{self.name}___{code}" for code, _words in self.choices)

    def cells(self, intake: Intake) -> tuple[str, ...]:
        """What an intake says, a cell a column."""
        codes = self.cell(intake)
        if self.kind != "checkbox":
            return (codes[0] if codes else "",)
        return tuple("" if not codes else str(int(code in codes)) for code, _words in self.choices)


def fields_of(definition: Definition, *, identified: bool) -> tuple[Field, ...]:
    """The fields that a form makes: the record, its patient (when ``identified``), the result, then every question."""
    questionnaire = definition.questionnaire
    found = [Field("record_id", "text", _("Record"), lambda each: (each.response.identifier,))]
    if identified:
        found += [
            Field("patient_family", "text", _("Surname"), lambda each: (each.response.subject.family,),
                  identifier=True),
            Field("patient_given", "text", _("First name"), lambda each: (each.response.subject.given,),
                  identifier=True),
            Field("patient_name", "text", _("Name in one piece"), lambda each: (each.response.subject.display,),
                  identifier=True),
            Field("patient_number", "text", _("Record number"), lambda each: (each.response.subject.identifier,),
                  identifier=True),
        ]  # fmt: skip
    found += _result(definition)
    names = {each.name for each in found}
    for page in questionnaire.item:
        section = page.text
        for item in page.walk():
            if not item.is_question or (not identified and _tells_who(questionnaire, item)):
                continue
            made = tuple(_of_item(questionnaire, item, free(item.link_id, names), section))
            names.update(each.name for each in made)
            found += made
            section = ""
    return tuple(found)


def _result(definition: Definition) -> Iterator[Field]:
    rules = definition.rules
    yield Field(
        "authored",
        "text",
        _("Answered"),
        lambda each: (each.response.authored.strftime("%Y-%m-%d %H:%M:%S"),),
        validation="datetime_seconds_ymd",
        section=_("Result"),
    )
    yield Field("status", "text", _("State"), lambda each: (each.response.status.value,))
    yield Field("form_version", "text", _("Questions, version"), lambda each: (each.assessment.questionnaire,))
    yield Field("rules_version", "text", _("Rules, version"), lambda each: (each.assessment.rules,))
    rows = _codes((each.code, each.title) for each in rules.recommendation)
    yield Field("recommendation", "radio", _("Recommendation"), lambda each: (rows[each.assessment.recommendation][0],),
                rows)  # fmt: skip
    found = _codes((each.id, each.text) for each in rules.finding)
    yield Field("findings", "checkbox", _("Findings"),
                lambda each: tuple(found[one.id][0] for one in each.assessment.findings) or ("",),
                found)  # fmt: skip


def _of_item(questionnaire: Questionnaire, item: Item, name: str, section: str) -> Iterator[Field]:
    """The value, then what a number cannot say: its unit, and that it is not known."""
    first = replace(_value(questionnaire, item, name), section=section)
    yield first
    rest: list[tuple[str, FieldType, str, Callable[[Answer], str], Codes]] = []
    if item.type is ItemType.OPEN_CHOICE:
        rest.append(("other", "text", _("{question}: other", question=item.text), _text, {}))
    if len(item.unit_option) > 1:
        units = _codes((each.code, each.display) for each in item.unit_option)
        rest.append(("unit", "radio", _("{question}: unit", question=item.text), _unit, units))
    if item.unknown and item.type not in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        options = questionnaire.options(item.link_id)
        unknown = _codes((each.code, each.display) for each in options if each.code in UNKNOWN_CODES)
        rest.append(("unknown", "radio", _("{question}: not known", question=item.text), _coded, unknown))
    for part, kind, label, read, codes in rest:
        identifier = kind == "text"
        yield Field(f"{name}_{part}", kind, label, _answers(item, read, codes or None), codes, item,
                    identifier=identifier)  # fmt: skip


def _value(questionnaire: Questionnaire, item: Item, name: str) -> Field:
    tells = _tells_who(questionnaire, item)
    match item.type:
        case ItemType.CHOICE | ItemType.OPEN_CHOICE:
            codes = _codes((each.code, each.display) for each in questionnaire.options(item.link_id))
            kind: FieldType = "checkbox" if item.repeats else "radio"
            return Field(name, kind, item.text, _answers(item, _coded, codes), codes, item,
                         item.help or "")  # fmt: skip
        case ItemType.BOOLEAN:
            return Field(name, "yesno", item.text, _answers(item, _plain), {}, item, item.help or "")
        case ItemType.INTEGER | ItemType.DECIMAL | ItemType.QUANTITY:
            several = len(item.unit_option) > 1
            note = " ".join(filter(None, (item.help, "" if several else _unit_words(item))))
            low, high = ("" if end is None or several else digits(end) for end in (item.min_value, item.max_value))
            whole = item.type is ItemType.INTEGER
            return Field(name, "text", item.text, _answers(item, _plain), {}, item, note,
                         "integer" if whole else "number", (low, high))  # fmt: skip
        case ItemType.DATE:
            note = _("YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known")
            return Field(name, "text", item.text, _answers(item, _plain), {}, item, note, identifier=tells)
        case _:
            kind = "notes" if item.type is ItemType.TEXT else "text"
            return Field(name, kind, item.text, _answers(item, _text), {}, item, item.help or "", identifier=tells)


def _tells_who(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether an answer may tell who the patient is: the birth date, and whatever is written in own words."""
    return item.link_id == questionnaire.roles.birth_date or item.type in (ItemType.STRING, ItemType.TEXT)


def _answers(item: Item, read: Callable[[Answer], str], codes: Codes | None = None) -> Callable[[Intake], Cell]:
    """What ``read`` finds in the answers to an item; with ``codes``, as the table spells them."""

    def cell(intake: Intake) -> Cell:
        said = filter(None, map(read, intake.response.answers.get(item.link_id, ())))
        return tuple(each if codes is None else codes[each][0] for each in said if codes is None or each in codes)

    return cell


def _coded(answer: Answer) -> str:
    return answer.code if isinstance(answer, Coding) else ""


def _text(answer: Answer) -> str:
    return answer if isinstance(answer, str) else ""


def _unit(answer: Answer) -> str:
    return answer.unit if isinstance(answer, Quantity) else ""


def _plain(answer: Answer) -> str:
    """A number or a date; nothing for a code."""
    match answer:
        case bool():
            return str(int(answer))
        case int() | Decimal():
            return digits(Decimal(answer))
        case Quantity():
            return digits(answer.value)
        case PartialDate():
            return answer.date
        case _:
            return ""


def _unit_words(item: Item) -> str:
    return item.unit_option[0].display if item.unit_option else item.unit or ""


_OTHER = re.compile(r"[^a-z0-9]+")


def _codes(rows: Iterable[Choice]) -> Codes:
    """What REDCap calls each code: small letters, digits and single underscores, no two alike."""
    found: Codes = {}
    taken: set[str] = set()
    for code, words in rows:
        name = free(code, taken)
        taken.add(name)
        found[code] = name, words
    return found


def free(text: str, taken: Collection[str]) -> str:
    """``text`` as a name that REDCap takes and that is not ``taken`` yet."""
    name = first = _OTHER.sub("_", text.lower()).strip("_")
    number = 2
    while name in taken:
        name, number = f"{first}_{number}", number + 1
    return name
