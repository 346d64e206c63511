"""Whose page it is: name and record number on paper, whatever script they are written in.

Rules: a name is printed as it is written, or the page says that it cannot be and leaves a line to write it on; then the
record number stands large beside it. What can be printed of such a name is, in whole words. Digits of other scripts
become those that every keyboard has, with what was entered behind them. A name longer than `LONGEST_NAME` is shortened,
the page says so, and it stands in full at the end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from b12desk.characters.nhs_number import nhs_digits, nhs_grouped
from b12desk.characters.visible import one_line
from b12desk.i18n import _
from b12desk.model.response import Subject
from b12desk.report.typeset.clean_text import WHOLE, beginning, can_print, clean
from b12desk.report.typeset.document import Inline, Span
from b12desk.report.typeset.type_sizes import Role

LONGEST_NAME = 200
"""Characters of a name in the head of the summary."""

_LARGE_AT_MOST = 30
"""Characters of a number that is set large: as long as any that is in use, and one line or two."""
_AT_FOOT = 60
_LINE = "_" * 20


class Printed(NamedTuple):
    """What can be printed of a name or number, and whether that is all of it."""

    words: str
    whole: bool


def printed_name(subject: Subject) -> Printed:
    """The name in one line; empty words when none was given, or when nothing of it can be printed."""
    return _printed(clean(one_line(subject.name)))


def printed_number(subject: Subject) -> Printed:
    """The record number in one line, its digits 0 to 9."""
    entered = clean(one_line(subject.identifier))
    found = _printed("".join(map(_usual_digit, entered)))
    if found.words == entered or not can_print(entered):
        return found
    return found._replace(words=_("{number} (entered as {entered})", number=found.words, entered=entered))


def grouped(subject: Subject, *, nhs: bool) -> Subject:
    """The patient with the number as it is read: an NHS number, where the numbers are such, in its groups."""
    return replace(subject, identifier=nhs_grouped(subject.identifier)) if nhs else subject


def number_label(subject: Subject, *, nhs: bool) -> str:
    """What stands before the number."""
    return _("NHS number") if nhs and nhs_digits(subject.identifier) else _("Identifier")


def name_spans(subject: Subject) -> Inline:
    """The name for the head of the summary."""
    words, whole = printed_name(subject)
    if whole and len(words) > LONGEST_NAME:
        remark = _("(shortened; {count} characters, in full at the end)", count=len(words))
        return (Span(beginning(words, LONGEST_NAME), "strong"), Span(remark))
    if whole:
        return (Span(words or _("not given"), "strong"),)
    if words:
        remark = _("Part of this name cannot be printed here. Write it by hand:")
        return (Span(words, "strong", LONGEST_NAME), Span(remark, below=True), Span(_LINE, "lead", below=True))
    remark = _("This name cannot be printed on this page. Write it by hand:")
    return (Span(remark), Span(_LINE, "lead", below=True))


def number_spans(subject: Subject) -> Inline:
    """The record number for the head of the summary: large when the name does not tell whose page it is."""
    words, whole = printed_number(subject)
    large: Role = "lead" if len(words) <= _LARGE_AT_MOST else "strong"
    role: Role = "body" if printed_name(subject).whole else large
    if whole:
        return (Span(words or _("not given"), role),)
    remark = _("Not all of this number can be printed. Write it by hand:")
    known = (Span(words, role),) if words else ()
    return (*known, Span(remark, below=bool(known)), Span(_LINE, "lead", below=True))


def name_in_full(subject: Subject) -> Inline:
    """A name that was shortened in the head of the page; nothing otherwise."""
    words, _whole = printed_name(subject)
    if len(words) <= LONGEST_NAME:
        return ()
    return (Span(_("Name in full:"), "small-strong"), Span(words, "small", WHOLE))


def clinic_lines(letterhead: Sequence[str], role: Role) -> tuple[Inline, ...]:
    """A clinic's letterhead as one line, its parts one after the other; none where it has none."""
    text = " \N{MIDDLE DOT} ".join(map(one_line, letterhead))
    return ((Span(text, role, WHOLE),),) if text else ()


def who(subject: Subject) -> Inline:
    """Name and number for the foot of each page, as far as they can be printed; `_AT_FOOT` characters of each."""
    told = [each for each in (printed_name(subject).words, printed_number(subject).words) if each]
    spans: list[Span] = []
    for at, words in enumerate(told, 1):
        spans += Span(beginning(words, _AT_FOOT), "label"), Span("," if at < len(told) else ".", "label", glued=True)
    return tuple(spans)


def _printed(line: str) -> Printed:
    if can_print(line):
        return Printed(line, whole=True)
    kept = [word for word in line.split(" ") if can_print(word) and any(map(str.isalnum, word))]
    return Printed(" ".join(kept), whole=False)


def _usual_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
