"""Conditions in words: questions by their short names, answers as the patient reads them, in quotes.

Rules: nothing is judged here; a named condition and a finding are named and linked, never opened; a condition of a few
plain parts is one line, and any other a list with one part a line, as deep as it is. The words are Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from b12desk.i18n import _, current
from b12desk.model.comparison import Comparison, Operator, Scalar
from b12desk.model.conditions import (
    AllOf,
    AnyOf,
    AnyPresent,
    Condition,
    Filter,
    Named,
    Not,
    Otherwise,
    Present,
    Recommended,
)
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.report.words import answer_words

_SPECIAL = re.compile(r"([\\`*_<>\[\]|])")
_ONE_LINE = 3
"""Plain parts that are read on one line."""


def plain(text: str) -> str:
    """``text`` as Markdown shows it."""
    return _SPECIAL.sub(r"\\\1", text)


def anchor(kind: str, name: str) -> str:
    """What links to a rule end in."""
    return f"{kind}-{name}".lower()


def link(kind: str, name: str, words: str = "") -> str:
    """A link to a rule, by its name when it has no words."""
    return f"[{plain(words or name)}](#{anchor(kind, name)})"


def wanted_words(questionnaire: Questionnaire, comparison: Comparison) -> str:
    """The answers that are compared with: ``"Yes" or "Not sure"``, ``4 months``."""
    item = questionnaire.items[comparison.question]
    coded = item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE, ItemType.BOOLEAN)
    words = [answer_words(questionnaire, item, _answer(item, each, comparison.unit)) for each in comparison.wanted]
    return current().listed([_('"{text}"', text=plain(each)) if coded else plain(each) for each in words], either=True)


def _answer(item: Item, given: Scalar, unit: str | None) -> Answer:
    """What a comparison names, as an answer of the item."""
    if isinstance(given, str):
        return PartialDate(date=given) if item.type is ItemType.DATE else Coding(code=given)
    if isinstance(given, bool):
        return given
    number = Decimal(str(given))
    return number if unit is None else Quantity(value=number, unit=unit)


def name_of(questionnaire: Questionnaire, link_id: str) -> str:
    """The short name of a question; a detail's with that of what it belongs to."""
    stem = questionnaire.items.get(link_id.rpartition(".")[0])
    name = plain(questionnaire.items[link_id].label or link_id)
    return _("{stem}: {name}", stem=plain(stem.label), name=name) if stem is not None else name


def comparison_words(questionnaire: Questionnaire, comparison: Comparison) -> str:
    """``Tired is "Yes"``, ``Tired: duration is more than 4 months``."""
    item = questionnaire.items[comparison.question]
    words = relation_words(questionnaire, comparison, name_of(questionnaire, comparison.question))
    return _("{words} (or is not asked)", words=words) if _holds_unasked(item, comparison) else words


def _holds_unasked(item: Item, comparison: Comparison) -> bool:
    """Whether what the item counts as when it does not apply is among the answers compared with."""
    if item.absent_means is None or comparison.operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        return False
    return (item.absent_means in comparison.codes) is (comparison.operator is Operator.EQUAL)


def relation_words(questionnaire: Questionnaire, comparison: Comparison, name: str) -> str:
    """What is asked of the answer to a question that is called ``name``."""
    operator, expected = comparison.operator, bool(comparison.answer)
    answer = "" if operator in (Operator.EXISTS, Operator.KNOWN) else wanted_words(questionnaire, comparison)
    match operator:
        case Operator.EXISTS:
            words = _("{name} is written down", name=name) if expected else _("{name} is left open", name=name)
        case Operator.KNOWN if expected:
            words = _("{name} has a definite answer", name=name)
        case Operator.KNOWN:
            words = _("{name} has no definite answer", name=name)
        case Operator.EQUAL if questionnaire.items[comparison.question].repeats:
            words = _("{name} has {answer}", name=name, answer=answer)
        case Operator.EQUAL:
            words = _("{name} is {answer}", name=name, answer=answer)
        case Operator.NOT_EQUAL:
            words = _("{name} is answered, and not {answer}", name=name, answer=answer)
        case Operator.GREATER:
            words = _("{name} is more than {answer}", name=name, answer=answer)
        case Operator.LESS:
            words = _("{name} is less than {answer}", name=name, answer=answer)
        case Operator.GREATER_OR_EQUAL:
            words = _("{name} is {answer} or more", name=name, answer=answer)
        case Operator.LESS_OR_EQUAL:
            words = _("{name} is {answer} or less", name=name, answer=answer)
        case _:
            assert_never(operator)
    return words


def kind_words(kind: str) -> str:
    """What a kind of finding is called."""
    words = {"risk-factor": _("risk factor"), "symptom": _("symptom or sign"), "red-flag": _("red flag")}
    return words.get(kind, _("remark"))


def condition_lines(definition: Definition, condition: Condition, indent: str = "") -> list[str]:
    """The condition as lines of a Markdown list."""
    if (words := _one_line(definition, condition)) is not None:
        return [f"{indent}- {words}"]
    match condition:
        case AllOf():
            head, parts = _("all of:"), condition.all
        case Not(not_=AnyOf(any=parts)):
            head = _("none of:")
        case Not(not_=AllOf(all=parts)):
            head = _("not all of:")
        case Not():
            head, parts = _("not:"), (condition.not_,)
        case AnyOf():
            head, parts = _("any of:"), condition.any
        case _:
            raise AssertionError  # a leaf is one line
    return [f"{indent}- {head}", *(line for each in parts for line in condition_lines(definition, each, f"{indent}  "))]


def _one_line(definition: Definition, condition: Condition) -> str | None:
    """The condition on one line, if it is a leaf, a denied leaf or a few leaves."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            words = [_leaf(definition, each) for each in parts]
            known = [each for each in words if each is not None]
            if len(known) < len(words) or len(known) > _ONE_LINE:
                return None
            return (_(" and ") if isinstance(condition, AllOf) else _(" or ")).join(known)
        case _:
            return _leaf(definition, condition)


def _leaf(definition: Definition, condition: Condition) -> str | None:
    """A condition without parts, or its denial; None for any other."""
    denied = isinstance(condition, Not)
    node = condition.not_ if isinstance(condition, Not) else condition
    match node:
        case AllOf() | AnyOf() | Not():
            return None
        case Named():
            name = link("condition", node.condition)
            return _("{name} does not hold", name=name) if denied else _("{name} holds", name=name)
        case Present():
            name = link("finding", node.finding, definition.rules.findings[node.finding].text)
            return _("not found: {name}", name=name) if denied else _("found: {name}", name=name)
        case _:
            words = _bare(definition, node)
            return _("not: {words}", words=words) if denied else words


def _bare(definition: Definition, node: Comparison | AnyPresent | Recommended | Otherwise) -> str:
    match node:
        case Comparison():
            return comparison_words(definition.questionnaire, node)
        case AnyPresent():
            return _filter_words(node.any_finding)
        case Recommended():
            return _("the recommendation is {names}", names=_rows(definition, node.recommendation))
        case Otherwise():
            names = _rows(definition, node.otherwise)
            return _("the recommendation, red flags left aside, is {names}", names=names)
        case _:
            assert_never(node)


def _filter_words(wanted: Filter) -> str:
    """``any risk factor that is on the list and has the tag "x"``."""
    parts = []
    if wanted.common is not None:
        parts.append(_("is on the guideline's list") if wanted.common else _("is not on the guideline's list"))
    if wanted.related is not None:
        parts.append(_("may be related") if wanted.related else _("is not related"))
    if wanted.tag is not None:
        tag = f"`{wanted.tag}`"
        parts.append(_("has the tag {tag}", tag=tag))
    kind = kind_words(wanted.kind) if wanted.kind else _("finding")
    if not parts:
        return _("any {kind}", kind=kind)
    return _("any {kind} that {properties}", kind=kind, properties=_(" and ").join(parts))


def _rows(definition: Definition, codes: Sequence[str]) -> str:
    titles = {row.code: row.title for row in definition.rules.recommendation}
    return current().listed([link("recommendation", code, titles[code]) for code in codes], either=True)
