"""The questionnaire on paper, blank: the same questions from the same definition, to be answered with a pen.

Rules: no rule, no result, nothing of a patient; each question has the number that it has on the screen for paper
answers, each box the digit of the key that ticks it; what may be left out is said in words; who answers is identified
on every sheet, because sheets come apart; the code beside the title names form and version for a scanner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby

from b12desk.engine.numbering import answered_on_paper, box_numbers, numbers, options_in_order
from b12desk.engine.skipping import clauses, skips
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.translated import translated
from b12desk.model.values import UNKNOWN_CODES, Quantity
from b12desk.report.identity import clinic_lines
from b12desk.report.skip_words import SkipWords
from b12desk.report.typeset.document import (
    Asked,
    Blank,
    Block,
    Bullets,
    Document,
    Heading,
    Letterhead,
    Panel,
    Paragraph,
    Reply,
    Ruled,
    Span,
    Tick,
    TickGrid,
    WritingLines,
)
from b12desk.report.typeset.pdf import render
from b12desk.report.typeset.type_sizes import FORM, LARGE_FORM, Paper
from b12desk.report.words import language_of, unit_words

_GRID = "gtable"
_LINES = 4
"""To write on, for an answer in one's own words."""


def blank_form_pdf(
    definition: Definition, *, paper: Paper = "a4", large_print: bool = False, catalogue: Catalogue = ENGLISH
) -> bytes:
    """The blank questionnaire as PDF, in 10.5 pt or (``large_print``) 18 pt. Raises ReportError when fonts miss."""
    with catalogue.used():
        return render(blank_form(translated(definition, catalogue), paper=paper, large_print=large_print))


def blank_form(definition: Definition, *, paper: Paper = "a4", large_print: bool = False) -> Document:
    """The blank questionnaire as a tree, in the language in use; the form is already in it."""
    questionnaire = answered_on_paper(definition.questionnaire)
    clinic = clinic_lines(definition.letterhead, "label")
    version = _("{title}, version {version}", title=questionnaire.title, version=questionnaire.version)
    return Document(
        title=questionnaire.title,
        subject=version,
        language=language_of(questionnaire),
        paper=paper,
        sheet=LARGE_FORM if large_print else FORM,
        blocks=(*_head(questionnaire, clinic, large_print=large_print), *_Form(questionnaire).blocks(), *_end()),
        footer=(
            (Span(_("Name or record number, on every sheet:"), "label"), Span("_" * 36, "label")),
            *clinic,
            (Span(version, "label"),),
        ),
        created=datetime.fromisoformat(questionnaire.date).replace(tzinfo=UTC),
        right_to_left=current().right_to_left,
    )


def _head(questionnaire: Questionnaire, clinic: Sequence[tuple[Span, ...]], *, large_print: bool) -> tuple[Block, ...]:
    name = "".join(span.text for line in clinic for span in line)
    title = Letterhead(questionnaire.title, name, questionnaire.version, _("Version"), scanned=questionnaire.canonical)
    told = (
        _("Tick a box with a cross. A round box: tick one. Square boxes: tick all that are true."),
        _("The small number in a box is only there so that other questions can name it."),
        _("Small lines beside a question say for whom it is, and where you go on. You may pass over the others."),
        _("You may leave any question open. Only your care team sees your answers."),
    )
    number, day = _("Record number"), _("Today's date")
    lines: list[tuple[tuple[str, float], ...]] = [((_("Name"), 0.46), (number, 0.3), (day, 0.24))]
    if large_print:
        lines = [((_("Name"), 1.0),), ((number, 0.55), (day, 0.45))]
    return (
        title,
        *(Ruled((), line) for line in lines),
        Bullets(tuple((Span(each, "small"),) for each in told)),
    )


def _end() -> tuple[Block, ...]:
    fields = ((_("Taken in by"), 0.36), (_("on"), 0.2), (_("Second time by"), 0.44))
    return (
        Heading(_("Thank you. Please give all sheets back to a member of staff.")),
        Panel("quiet", (Paragraph((Span(_("For staff"), "label"),), keep=True), Ruled((), fields))),
    )


class _Form:
    """The questions as blocks."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._numbers = numbers(questionnaire)
        self._words = SkipWords(questionnaire, self._numbers)

    def blocks(self) -> Iterator[Block]:
        """Page after page of the form, one after the other."""
        for page in self._questionnaire.item:
            head: tuple[Block, ...] = (Heading(page.text, 0),)
            if page.help:
                head = (*head, Paragraph((Span(page.help),)))
            yield Panel("accent", head, leads=True)
            yield from self._inside(page)

    def _inside(self, group: Item) -> Iterator[Block]:
        if group.item_control == _GRID:
            yield from self._grid(group)
            return
        for is_question, run in groupby(_entries(group), key=lambda each: each.is_question):
            items = list(run)
            if is_question:
                yield from self._questions(items)
                continue
            for each in items:
                if each.type is ItemType.GROUP:
                    yield from self._section(each)
                elif each.type is ItemType.DISPLAY:
                    yield Paragraph((Span(each.text),))

    def _section(self, group: Item) -> Iterator[Block]:
        if group.item_control != _GRID and group.text:
            yield Heading(group.text)
            if group.help:
                yield Paragraph((Span(group.help, "muted"),), keep=True)
        yield from self._inside(group)

    def _questions(self, items: Sequence[Item]) -> Iterator[Block]:
        """Questions for the same people are introduced together."""
        for told, run in groupby(items, key=lambda each: clauses(self._questionnaire, each.link_id)):
            together = [each.link_id for each in run]
            yield self._question(together[0], self._words.only(told, together))
            yield from map(self._question, together[1:])

    def _question(self, link_id: str, only: str = "") -> Asked:
        item = self._questionnaire.items[link_id]
        onward = tuple(self._words.onward(link_id, each) for each in skips(self._questionnaire, link_id))
        how = _("Tick all that are true.") if item.repeats else ""
        number = str(self._numbers[link_id])
        return Asked(number, only, item.text, how, item.help or "", self._replies(item), onward)

    def _replies(self, item: Item) -> tuple[Reply | WritingLines, ...]:
        if item.type in (ItemType.STRING, ItemType.TEXT):
            return (WritingLines(1 if item.type is ItemType.STRING else _LINES),)
        marks = box_numbers(self._questionnaire, item.link_id)
        listed: list[Tick] = []
        apart: list[Tick] = []
        for each in options_in_order(self._questionnaire, item.link_id):
            told = Tick(each.display, marks.get(each.code, ""), round=not item.repeats)
            (apart if each.exclusive or each.code in UNKNOWN_CODES else listed).append(told)
        return (Reply((*self._blanks(item), *listed), tuple(apart)),)

    def _blanks(self, item: Item) -> tuple[Tick | Blank, ...]:
        """What is written, or ticked without a code."""
        match item.type:
            case ItemType.BOOLEAN:
                return (Tick(_("Yes"), round=True), Tick(_("No"), round=True))
            case ItemType.OPEN_CHOICE:
                return (Blank(_("In your own words:"), "", 14),)
            case ItemType.DATE:
                return (Blank(_("Day"), "", 4), Blank(_("Month"), "", 5), Blank(_("Year"), "", 5))
            case ItemType.INTEGER | ItemType.DECIMAL | ItemType.QUANTITY:
                return self._amount(item)
            case _:
                return ()

    def _amount(self, item: Item) -> tuple[Tick | Blank, ...]:
        units = item.unit_option
        if len(units) > 1:
            return (Blank("", ""), *(Tick(each.display, round=True) for each in units))
        code = units[0].code if units else item.unit or ""
        return (Blank("", unit_words(item, Quantity(value=Decimal(2), unit=code)) if code else ""),)

    def _grid(self, group: Item) -> Iterator[Block]:
        """Rows for the same people; what stands over a grid is asked of each row."""
        yield Heading(group.text)
        if group.help:
            yield Paragraph((Span(group.help, "muted"),), keep=True)
        rows = [each for each in group.item if each.is_question]
        for told, run in groupby(rows, key=lambda each: clauses(self._questionnaire, each.link_id)):
            together = list(run)
            if told:
                only = self._words.only(told, [each.link_id for each in together])
                yield Paragraph((Span(only, "cite"),), keep=True)
            options = options_in_order(self._questionnaire, together[0].link_id)
            marks = box_numbers(self._questionnaire, together[0].link_id)
            yield TickGrid(
                tuple(each.display for each in options),
                tuple(marks.get(each.code, "") for each in options),
                tuple((str(self._numbers[each.link_id]), each.text) for each in together),
            )


def _entries(group: Item) -> Iterator[Item]:
    """What stands in a group, in order: groups whole, questions with what lies below them; nothing calculated."""
    for item in group.item:
        if item.calculated is None:
            yield item
        if item.type is not ItemType.GROUP:
            yield from _entries(item)
