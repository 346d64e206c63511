"""All that is kept of one person on paper: who they are, every visit's answers, what they came to, papers, log.

For the person who asks what is known of them. Rules: every answer stands in full, in the words of the form that it was
given to; what cannot be read is said to be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.response import Subject
from b12desk.report.identity import clinic_lines, name_spans, number_spans, who
from b12desk.report.typeset.clean_text import WHOLE
from b12desk.report.typeset.document import (
    Block,
    Bullets,
    Column,
    Document,
    FactGrid,
    Heading,
    Paragraph,
    Span,
    Table,
)
from b12desk.report.typeset.pdf import render
from b12desk.report.typeset.type_sizes import SUMMARY, Paper


@dataclass(frozen=True)
class Visit:
    """One intake in words. ``answers``: question and answer; each of the others a sentence or a line."""

    title: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    outcome: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    log: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class PersonPaper:
    """``printed``: when; ``letterhead``: the lines of the clinic."""

    subject: Subject
    born: str
    visits: tuple[Visit, ...]
    printed: datetime
    letterhead: tuple[str, ...] = ()


def person_pdf(person: PersonPaper, *, paper: Paper = "a4", catalogue: Catalogue = ENGLISH) -> bytes:
    """The paper as PDF, in the language of ``catalogue``. Raises ReportError when fonts are missing."""
    with catalogue.used():
        return render(person_document(person, paper=paper))


def person_document(person: PersonPaper, *, paper: Paper = "a4") -> Document:
    """The paper as a tree, in the language in use."""
    title = _("All that is kept of one person")
    note = _("B12 Desk: everything that this desk keeps of this person. Not a diagnosis.")
    return Document(
        title=title,
        subject=title,
        language=current().language,
        paper=paper,
        sheet=SUMMARY,
        blocks=tuple(_blocks(person, title)),
        footer=(*clinic_lines(person.letterhead, "label"), (Span(note, "label"),), who(person.subject)),
        created=person.printed,
        right_to_left=current().right_to_left,
    )


def _blocks(person: PersonPaper, title: str) -> Iterator[Block]:
    day = current().date(person.printed.date())
    yield Heading(title, 0)
    yield Paragraph((Span(_("As it stood on {day}", day=day)),))
    columns = (
        ((_("Name"), name_spans(person.subject)),),
        ((_("Record number"), number_spans(person.subject)),),
        ((_("Born"), (Span(person.born or _("not given"), "strong"),)),),
    )
    yield FactGrid(columns, (0.5, 0.25, 0.25))
    for each in person.visits:
        yield from _visit(each)


def _visit(visit: Visit) -> Iterator[Block]:
    yield Heading(visit.title)
    yield Bullets(tuple((Span(f"{name}:", "strong"), Span(text, limit=WHOLE)) for name, text in visit.facts))
    yield Heading(_("Answers"), 2)
    if visit.answers:
        yield _table((_("Question"), 0.5), (_("Answer"), 0.5), rows=visit.answers)
    else:
        yield Paragraph((Span(_("None.")),))
    for heading, texts in (
        (_("What they came to"), visit.outcome),
        (_("Papers that were made"), visit.papers),
        (_("Earlier versions"), visit.versions),
    ):
        if texts:
            yield Heading(heading, 2)
            yield Bullets(tuple((Span(each, limit=WHOLE),) for each in texts))
    if visit.log:
        yield Heading(_("Who did what with it"), 2)
        yield _table((_("When"), 0.3), (_("Who"), 0.25), (_("What"), 0.45), rows=visit.log)


def _table(*columns: tuple[str, float], rows: Sequence[tuple[str, ...]]) -> Table:
    heads = tuple(Column(title, share) for title, share in columns)
    return Table(heads, tuple(tuple((Span(each, "small", WHOLE),) for each in row) for row in rows))
