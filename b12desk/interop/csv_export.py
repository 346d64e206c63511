"""Intakes as comma-separated values: for people, and REDCap's two files, data dictionary and records.

Rules: what the dictionary names and what the records hold come from the same `Field`s; a record without a name of its
own is called by its place; text that a spreadsheet would run is made inert, a number never is; a question's condition
becomes branching logic where REDCap can say it, and is left out where it cannot, which shows a question more and hides
none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from b12desk.characters.cells import inert
from b12desk.i18n import _
from b12desk.interop.columns import Field, Intake
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import Status

DICTIONARY = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
"""The columns of a data dictionary, in REDCap's order."""
INSTRUMENT = "b12desk"
_STATE = f"{INSTRUMENT}_complete"


def write_dictionary(out: TextIO, questionnaire: Questionnaire, fields: Sequence[Field]) -> None:
    """Write the data dictionary of ``fields``."""
    rows = csv.writer(out)
    rows.writerow(DICTIONARY)
    first = {each.item.link_id: each for each in reversed(fields) if each.item is not None}
    for field in fields:
        low, high = field.ends
        rows.writerow(
            (
                field.name, INSTRUMENT, field.section, field.kind, field.label,
                " | ".join(f"{code}, {words.replace('|', '/')}" for code, words in field.choices),
                field.note, field.validation, low, high, "y" if field.identifier else "",
                _shown_if(questionnaire, field, first), "", "", "", "", "", "",
            )
        )  # fmt: skip


def write_records(out: TextIO, fields: Sequence[Field], intakes: Iterable[Intake]) -> None:
    """Write a record a line, as REDCap imports them."""
    rows = csv.writer(out)
    rows.writerow((*(column for field in fields for column in field.columns), _STATE))
    for number, intake in enumerate(intakes, 1):
        cells = [_safe(field, cell) for field in fields for cell in field.cells(intake)]
        cells[0] = cells[0] or str(number)  # a record needs a name
        rows.writerow((*cells, "0" if intake.response.status is Status.IN_PROGRESS else "2"))


def write_words(out: TextIO, fields: Sequence[Field], intakes: Iterable[Intake]) -> None:
    """Write a record a line for people, with a column for each question, and what was answered in words."""
    rows = csv.writer(out)
    rows.writerow([field.name for field in fields])
    for number, intake in enumerate(intakes, 1):
        first, *cells = [_words(field, intake) for field in fields]
        rows.writerow((first or number, *cells))


def _words(field: Field, intake: Intake) -> str:
    words = {"1": _("Yes"), "0": _("No")} if field.kind == "yesno" else dict(field.choices)
    return inert("; ".join(filter(None, (words.get(each, each) for each in field.cell(intake)))))


def _safe(field: Field, cell: str) -> str:
    return cell if field.validation else inert(cell)


def _shown_if(questionnaire: Questionnaire, field: Field, first: dict[str, Field]) -> str:
    """When a question is shown, in REDCap's words: the conditions of all that it stands in."""
    parts = []
    link_id = field.item.link_id if field.item is not None else None
    while link_id is not None:
        item = questionnaire.items[link_id]
        said = [_logic(each, first) for each in item.enable_when]
        known = [each for each in said if each]
        if item.enable_behavior == "all":
            parts += known
        elif known and len(known) == len(said):
            parts.append(f"({' or '.join(known)})")
        link_id = questionnaire.parents[link_id]
    return " and ".join(dict.fromkeys(parts))


def _logic(condition: Comparison, first: dict[str, Field]) -> str:
    """One condition; "" when REDCap cannot say it."""
    field = first.get(condition.question)
    if field is None or condition.operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        return ""
    codes = [field.codes[each][0] for each in condition.wanted if isinstance(each, str) and each in field.codes]
    if not codes or len(codes) != len(condition.wanted):
        return ""
    is_it = condition.operator is Operator.EQUAL
    if field.kind == "checkbox":
        told = [f"[{field.name}({code})] = '{int(is_it)}'" for code in codes]
    else:
        told = [f"[{field.name}] {'=' if is_it else '<>'} '{code}'" for code in codes]
    joined = (" or " if is_it else " and ").join(told)
    return f"({joined})" if len(told) > 1 else joined
