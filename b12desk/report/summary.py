"""The physician's summary: page one decides, page two says why else and on what ground.

Page one holds, in this order: whose page it is, what the patient answered alone and nobody has discussed yet, the box
with the recommendation or the red flags, the reasons, the tests with their cautions, what is open, the recommended
intake, and the place to decide and sign. Rules: only reasons (and, when even those leave no room, essential remarks)
ever move overleaf, and page one counts them; everything stands on one page when it fits there in the normal or the
dense style, and never on more than two (a third only for somebody with every finding there is, in a language of longer
words). The clinic's letterhead stands at the foot, so that it moves nothing of the head. Only a
patient whom even the tightest setting does not hold is told less of, step by step (`shortening`), and the page names
what is left out. Ages are those of the day of the answers; the clock is never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from b12desk import __version__
from b12desk.engine.facts import Facts
from b12desk.engine.reference_code import reference_code
from b12desk.engine.settled import early_end
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report import findings, next_steps, opening
from b12desk.report.citations import Citations
from b12desk.report.content import Content, Room
from b12desk.report.identity import clinic_lines, grouped, name_in_full, who
from b12desk.report.imprint import banner, warning
from b12desk.report.opening import uncounted_answers
from b12desk.report.shortening import left_out, shortenings
from b12desk.report.typeset.display_list import Page
from b12desk.report.typeset.document import (
    Block,
    Document,
    Heading,
    Inline,
    Letterhead,
    Numbered,
    PageBreak,
    Paragraph,
    Span,
)
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
TRIES = ((0, 1), (1, 1), (0, 2), (2, 2), (1, 2))
"""(which of `WHOLE`, in at most how many pages) with every reason on page one, in order of preference."""
CROWDED = (2, 1, 3, 4)
"""Which of `WHOLE`, with as many reasons as page one holds and the others overleaf; the last is then shortened."""
PAGES = 2
_HOPELESS = 1.78
"""How many pages the first way may fill at most for another one to be worth trying on one page."""

Laid = tuple[Document, tuple[Page, ...]]
Parts = Callable[[Content], tuple[Block, ...]]


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
    stale, early = uncounted_answers(facts, response), early_end(definition, response, assessment)

    def content(room: Room) -> Content:
        return Content(definition, response, assessment, facts, Citations(definition.sources), room, stale, early)

    def set_in(fit: Fit, parts: Parts) -> Laid:
        document = _document(content(fit.room), fit.sheet, paper, parts)
        return document, compose(document)

    def filled(fit: Fit) -> Fit:
        """``fit`` with as many remarks and reasons on page one as it holds, found by halving."""
        low, high = 0, len(assessment.findings) + len(assessment.notes)
        while low < high:
            middle = (low + high + 1) // 2
            tried = replace(fit, room=replace(fit.room, first=middle))
            low, high = (middle, high) if len(set_in(tried, _page_one)[1]) == 1 else (low, middle - 1)
        return replace(fit, room=replace(fit.room, first=low))

    filled_up = 0.0
    for which, pages in TRIES:  # on two pages page one holds all that belongs there: what stands overleaf begins a page
        if pages == 1 and filled_up > _HOPELESS:
            continue
        laid = set_in(WHOLE[which], _one_page if pages == 1 else _both_pages)
        if len(laid[1]) <= pages:
            return laid
        filled_up = filled_up or _filled(laid)
    for which in CROWDED:
        if _filled(set_in(WHOLE[which], _one_page)) > PAGES:
            continue
        laid = set_in(filled(WHOLE[which]), _both_pages)
        if len(laid[1]) <= PAGES:
            return laid
    tightest = filled(WHOLE[CROWDED[-1]])
    # what page one cannot hold without any reason goes on overleaf, where the rest then begins no page of its own
    parts = _both_pages if len(set_in(tightest, _page_one)[1]) == 1 else _one_page
    rooms = shortenings(content(tightest.room))
    laid = _first_that_fits([Fit(tightest.sheet, room) for room in rooms[1:]], lambda fit: set_in(fit, parts))
    if len(laid[1]) <= PAGES:
        return laid
    last = filled(Fit(tightest.sheet, rooms[-1]))
    laid = set_in(last, _both_pages)  # where both run over, three pages do for all
    return laid if len(laid[1]) <= PAGES + 1 else set_in(last, _one_page)


def _filled(laid: Laid) -> float:
    return sum(page.filled for page in laid[1])


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


def _page_one(content: Content) -> tuple[Block, ...]:
    """All that a decision needs."""
    form = content.definition.questionnaire
    code = reference_code(content.response, content.assessment)
    return (
        Letterhead(form.summary_title, form.summary_subtitle, code, _("Reference")),
        opening.patient(content),
        *opening.disclosed(content),
        opening.recommendation(content),
        *opening.carried(content),
        *opening.uncounted(content),
        *opening.contradicting(content),
        *findings.found(content),
        *next_steps.tests(content),
        *next_steps.essential(content),
        opening.open_questions(content),
        *next_steps.intake_line(content),
        *next_steps.decision(),
    )


def _page_two(content: Content) -> tuple[Block, ...]:
    """What else was found and said, and the ground of it all."""
    full = name_in_full(content.response.subject)
    sources = content.room.sources
    return (
        *findings.found_overleaf(content),
        *findings.own_words(content),
        *next_steps.background(content),
        *next_steps.reading(content),
        *next_steps.score(content),
        *left_out(content),
        *((Paragraph(full),) if full else ()),
        Heading(_("Sources")),
        Numbered(
            (
                *content.citations.entries(sources),
                (Span("", "cite"), Span(content.definition.rules.design_note, "muted")),
            ),
            columns=2 if sources == "columns" else 1,
        ),
        *((Paragraph((Span(second_hand, "muted"),)),) if (second_hand := content.citations.second_hand()) else ()),
    )


def _one_page(content: Content) -> tuple[Block, ...]:
    return (*_page_one(content), *_page_two(content))


def _both_pages(content: Content) -> tuple[Block, ...]:
    return (*_page_one(content), PageBreak(), *_page_two(content))


def _document(content: Content, sheet: Sheet, paper: Paper, parts: Parts) -> Document:
    code = reference_code(content.response, content.assessment)
    title = content.definition.questionnaire.summary_title
    return Document(
        title=_("{title}, reference {code}", title=title, code=code),
        subject=_("Reference {code}", code=code),
        language=language_of(content.definition.questionnaire),
        paper=paper,
        sheet=sheet,
        blocks=parts(content),
        footer=(
            *clinic_lines(content.definition.letterhead, "label"),
            (Span(_(INTENDED_USE), "label"), *_log(content)),
            _versions(content, code),
        ),
        created=content.response.authored,
        right_to_left=current().right_to_left,
        banner=banner(content.definition.imprint),
        barred=bool(warning(content.definition.imprint)),
    )


def _log(content: Content) -> Inline:
    """What the audit log had come to."""
    stamp = content.definition.stamp
    return (Span(_("Log {head}.", head=stamp), "label"),) if stamp else ()


def _versions(content: Content, code: str) -> Inline:
    judged = content.assessment
    versions = _(
        "Form {form}, rules {rules} ({hash}), B12 Desk {program}.",
        form=judged.questionnaire.rpartition("|")[2],
        rules=judged.rules.rpartition("|")[2],
        hash=judged.hash[:8],
        program=__version__,
    )
    subject = grouped(content.response.subject, nhs=content.definition.nhs)
    return (Span(f"{code}.", "label"), *who(subject), Span(versions, "label"))
