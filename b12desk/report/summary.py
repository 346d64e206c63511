"""The physician's summary: what the answers meet, why, what is open, and a place to decide.

Rules: red flags stand first; one page when everything fits in the normal or the dense style, and never more than two
(a third only for somebody with every finding there is, in a language of longer words).
Two pages hold everything too, set as densely as that takes (`WHOLE`); only a patient whom even the tightest setting
does not hold is told less of, step by step (`shortening`), and the page names what is left out. Ages are those of the
day of the answers; the clock is never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from b12desk import __version__
from b12desk.engine.facts import Facts
from b12desk.engine.reference_code import reference_code
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report import findings, next_steps, opening
from b12desk.report.citations import Citations
from b12desk.report.content import Content, Room
from b12desk.report.identity import name_in_full, who
from b12desk.report.opening import uncounted_answers
from b12desk.report.shortening import left_out, shortenings
from b12desk.report.typeset.display_list import Page
from b12desk.report.typeset.document import Block, Document, Heading, Inline, Letterhead, Numbered, Paragraph, Span
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.pdf import draw
from b12desk.report.typeset.type_sizes import COMPACT, SUMMARY, TIGHT, Paper, Sheet
from b12desk.report.words import INTENDED_USE, language_of


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set the summary."""

    sheet: Sheet
    room: Room


WHOLE = (
    Fit(SUMMARY, Room()),
    Fit(COMPACT, Room(sources="run-on")),
    Fit(COMPACT, Room()),
    Fit(TIGHT, Room(inline=True, sources="run-on")),
    Fit(TIGHT, Room(tables=False, inline=True, sources="run-on")),
)
"""Ways to tell everything."""
TRIES = ((0, 1), (1, 1), (3, 1), (0, 2), (2, 2), (1, 2), (3, 2), (4, 2))
"""(which of `WHOLE`, in at most how many pages), in order of preference; the last one is shortened until it fits."""
PAGES = 2
_FOOTER_NAME = 60
_HOPELESS = {1: (0, 1.78), 3: (1, 1.15)}
"""Not worth trying for one page: (another fit, how many pages it may fill at most)."""

Laid = tuple[Document, tuple[Page, ...]]


def summary_pdf(
    definition: Definition,
    response: QuestionnaireResponse,
    assessment: Assessment,
    *,
    paper: Paper = "a4",
    catalogue: Catalogue = ENGLISH,
) -> bytes:
    """The summary as PDF, in the language of ``catalogue``. Raises ReportError when fonts or icons are missing."""
    return draw(*summary_pages(definition, response, assessment, paper=paper, catalogue=catalogue))


def summary_pages(
    definition: Definition,
    response: QuestionnaireResponse,
    assessment: Assessment,
    *,
    paper: Paper = "a4",
    catalogue: Catalogue = ENGLISH,
) -> tuple[Document, tuple[Page, ...]]:
    """The summary by the first of `TRIES` that succeeds, or shortened no more than needed, laid out."""
    with catalogue.used():
        return _pages(translated(definition, catalogue), response, translated(assessment, catalogue), paper)


def _pages(definition: Definition, response: QuestionnaireResponse, assessment: Assessment, paper: Paper) -> Laid:
    facts = Facts(definition.questionnaire, response)
    stale = uncounted_answers(facts, response)

    def content(room: Room) -> Content:
        return Content(definition, response, assessment, facts, Citations(definition.sources), room, stale)

    def set_in(fit: Fit) -> Laid:
        document = _document(content(fit.room), fit.sheet, paper)
        return document, compose(document)

    laid: dict[int, Laid] = {}
    for which, pages in TRIES:
        if pages == 1 and which in _HOPELESS and _is_hopeless(laid, *_HOPELESS[which]):
            continue
        if which not in laid:
            laid[which] = set_in(WHOLE[which])
        if len(laid[which][1]) <= pages:
            return laid[which]
    tightest = WHOLE[-1]
    rooms = shortenings(content(tightest.room))
    return _first_that_fits([Fit(tightest.sheet, room) for room in rooms[1:]], set_in)


def _is_hopeless(laid: dict[int, Laid], other: int, most: float) -> bool:
    return other not in laid or sum(page.filled for page in laid[other][1]) > most


def _first_that_fits(fits: Sequence[Fit], set_in: Callable[[Fit], Laid]) -> Laid:
    """The first of ever tighter ``fits`` that takes two pages, found by halving; else the last one."""
    low, high = 0, len(fits) - 1
    best = set_in(fits[high])
    while low < high:
        middle = (low + high) // 2
        tried = set_in(fits[middle])
        if len(tried[1]) <= PAGES:
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _document(content: Content, sheet: Sheet, paper: Paper) -> Document:
    code = reference_code(content.response, content.assessment)
    title = content.definition.questionnaire.summary_title
    subtitle = content.definition.questionnaire.summary_subtitle
    sources = content.room.sources
    full = name_in_full(content.response.subject)
    note: Inline = (Span("", "cite"), Span(content.definition.rules.design_note, "muted"))
    blocks: tuple[Block, ...] = (
        Letterhead(title, subtitle, code, _("Reference")),
        opening.patient(content),
        opening.recommendation(content),
        *opening.carried(content),
        *opening.uncounted(content),
        opening.open_questions(content),
        *findings.found(content),
        *findings.own_words(content),
        *next_steps.advice(content),
        *next_steps.score(content),
        *left_out(content),
        *next_steps.reading(content),
        *next_steps.decision(),
        *((Paragraph(full),) if full else ()),
        Heading(_("Sources")),
        Numbered((*content.citations.entries(sources), note), columns=2 if sources == "columns" else 1),
    )
    return Document(
        title=_("{title}, reference {code}", title=title, code=code),
        subject=_("Reference {code}", code=code),
        language=language_of(content.definition.questionnaire),
        paper=paper,
        sheet=sheet,
        blocks=blocks,
        footer=((Span(_(INTENDED_USE), "label"),), _versions(content, code)),
        created=content.response.authored,
        right_to_left=current().right_to_left,
    )


def _versions(content: Content, code: str) -> Inline:
    judged = content.assessment
    versions = _(
        "Form {form}, rules {rules} ({hash}), B12 Desk {program}.",
        form=judged.questionnaire.rpartition("|")[2],
        rules=judged.rules.rpartition("|")[2],
        hash=judged.hash[:8],
        program=__version__,
    )
    return (Span(f"{code}.", "label"), *who(content.response.subject, _FOOTER_NAME), Span(versions, "label"))
