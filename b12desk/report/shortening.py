"""What is left out of a summary that two pages cannot hold even when they are set as densely as may be.

Rules: one thing after the other, the least important first, and no more than needed. Red flags, findings on the
guideline's list, their dose, duration and change, marks, warnings before the blood is taken and essential
remarks are never left out. What is left out is named on the page.
"""

from __future__ import annotations

from dataclasses import replace

from b12desk.engine.facts import Facts
from b12desk.i18n import _, current, parted
from b12desk.model.assessment import Finding, Strength
from b12desk.model.values import PartialDate, Quantity
from b12desk.report.content import Content, Room
from b12desk.report.typeset.document import Block, Paragraph, Span

MARK = "\u2020"
"""Stands behind a finding that is told without its answers and small print."""

_WEAKEST_FIRST: tuple[Strength, ...] = ("weak", "moderate", "strong")


def shortenings(content: Content) -> list[Room]:
    """Ever smaller rooms, beginning with that of ``content``; each leaves out one thing more."""
    rooms = [content.room]
    rooms.append(replace(rooms[-1], sources="short"))
    rooms.append(replace(rooms[-1], answer=300, names=16))
    essential = {each.code for each in content.definition.rules.note if each.essential}
    for code in reversed([each for each in content.assessment.notes if each not in essential]):
        rooms.append(replace(rooms[-1], notes=rooms[-1].notes | {code}))
    for finding in _shortenable(content):
        rooms.append(replace(rooms[-1], bare=rooms[-1].bare | {finding.id}))
    rooms.append(replace(rooms[-1], answer=120))
    rooms.append(replace(rooms[-1], remarks=False))
    rooms.append(replace(rooms[-1], answer=40, names=8))
    rooms.append(replace(rooms[-1], essential=True, names=4))
    rooms.append(replace(rooms[-1], plain=True, bare=frozenset(each.id for each in _others(content))))
    rooms.append(replace(rooms[-1], reading=False))
    return rooms


def left_out(content: Content) -> tuple[Block, ...]:
    """What is not on the page, by name, and where to see it."""
    room, parts = content.room, []
    if room.notes:
        codes = [each for each in content.assessment.notes if each in room.notes]
        parts.append(_("remarks: {codes}", codes=current().listed(codes)))
    if room.plain:
        parts.append(_("details, remarks, strength and sources of the findings marked {mark}", mark=MARK))
    elif room.bare:
        parts.append(_("details and remarks of the findings marked {mark}", mark=MARK))
    if room.essential:
        parts.append(_("other details than amounts, times and changes, and remarks, at the other findings"))
    elif not room.remarks:
        parts.append(_("remarks at the other findings"))
    if not room.reading:
        parts.append(_("how to read a result"))
    if not parts:
        return ()
    words = _("{parts}. The program shows them; b12desk score prints the notes named in capitals.", parts=parted(parts))
    return (Paragraph((Span(_("Left out for want of room:"), "small-strong"), Span(words, "small"))),)


def is_essential(facts: Facts, link_id: str) -> bool:
    """Whether an answer beside a finding is an amount, a time or a change."""
    item = facts.questionnaire.items[link_id]
    if item.calculated or item.essential:
        return True
    return any(isinstance(each, Quantity | PartialDate) for each in facts.answers_of(link_id))


def _others(content: Content) -> list[Finding]:
    """Findings off the guideline's list, the weakest first."""
    found = [each for each in content.assessment.findings if not each.common and each.kind != "red-flag"]
    return sorted(found, key=lambda each: _WEAKEST_FIRST.index(each.strength))


def _shortenable(content: Content) -> list[Finding]:
    """Those of `_others` that have answers or small print to leave out."""
    rules = content.definition.rules.findings
    return [
        each
        for each in _others(content)
        if rules[each.id].remark or any(content.facts.answers_of(detail) for detail in rules[each.id].detail)
    ]
