"""The physician's summary: what the answers meet, why, what is open, and a place to decide.

Rules: red flags stand first; one page when the findings fit and never more than two. It is tried in `FITS` from roomy
to condensed; what a tighter fit leaves out is counted on the page, and red flags and findings on the guideline's list
are never among it. Ages are those of the day of the answers; the clock is never asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from b12desk import __version__
from b12desk.engine.facts import Facts
from b12desk.engine.reference import reference_code
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding, PartialDate
from b12desk.report import findings, next_steps
from b12desk.report.citations import Citations
from b12desk.report.content import Content, Room
from b12desk.report.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Inline,
    Letterhead,
    Numbered,
    Panel,
    Paragraph,
    Span,
)
from b12desk.report.document import Facts as FactGrid
from b12desk.report.layout import COMPACT, SUMMARY, Paper, Role, Sheet
from b12desk.report.marks import Page
from b12desk.report.pages import compose
from b12desk.report.pdf import draw
from b12desk.report.text import beginning
from b12desk.report.words import INTENDED_USE, age_words, date_words, partial_date_words


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to set the summary."""

    sheet: Sheet
    room: Room


FITS = (
    Fit(SUMMARY, Room()),
    Fit(COMPACT, Room(sources="run-on")),
    Fit(COMPACT, Room()),
    Fit(COMPACT, Room(answer=300, names=12, notes=10, remarks=False, details=3, sources="run-on")),
    Fit(COMPACT, Room(120, others=8, names=8, notes=6, remarks=False, details=2, tables=False, sources="short")),
    Fit(COMPACT, Room(40, others=2, names=4, notes=2, remarks=False, details=1, tables=False, sources="short")),
)
TRIES = ((0, 1), (1, 1), (0, 2), (2, 2), (1, 2), (3, 2), (4, 2), (5, 2))
"""(which of `FITS`, in at most how many pages), in order of preference; the last one is taken whatever it gives."""
_HOPELESS = 1.65
"""Pages of the roomiest fit beyond which no fit makes one page of it."""


def summary_pdf(
    definition: Definition, response: QuestionnaireResponse, assessment: Assessment, *, paper: Paper = "a4"
) -> bytes:
    """The summary as PDF. Raises ReportError when fonts or icons are missing."""
    return draw(*summary_pages(definition, response, assessment, paper=paper))


def summary_pages(
    definition: Definition, response: QuestionnaireResponse, assessment: Assessment, *, paper: Paper = "a4"
) -> tuple[Document, tuple[Page, ...]]:
    """The summary by the first of `TRIES` that succeeds, laid out."""
    facts = Facts(definition.questionnaire, response)

    laid: dict[int, tuple[Document, tuple[Page, ...]]] = {}
    for which, pages in TRIES:
        if which and pages == 1 and sum(page.filled for page in laid[0][1]) > _HOPELESS:
            continue
        if which not in laid:
            fit = FITS[which]
            content = Content(definition, response, assessment, facts, Citations(definition.sources), fit.room)
            document = _document(content, fit.sheet, paper)
            laid[which] = (document, compose(document))
        if len(laid[which][1]) <= pages:
            break
    return laid[which]


def _document(content: Content, sheet: Sheet, paper: Paper) -> Document:
    code = reference_code(content.response, content.assessment)
    title = _("Vitamin B12: summary for the clinician")
    subtitle = _("Which risk factors and symptoms suggest a blood test, and why")
    sources = content.room.sources
    note: Inline = (Span("", "cite"), Span(content.definition.rules.design_note, "muted"))
    blocks: tuple[Block, ...] = (
        Letterhead(title, subtitle, code, _("Reference")),
        _patient(content),
        _recommendation(content),
        _open(content),
        *findings.found(content),
        *findings.own_words(content),
        *next_steps.tests(content),
        *next_steps.notes(content),
        *next_steps.reading(content),
        *next_steps.decision(),
        Heading(_("Sources")),
        Numbered((*content.citations.entries(sources), note), columns=2 if sources == "columns" else 1),
    )
    return Document(
        title=_("{title}, reference {code}", title=title, code=code),
        subject=_("Reference {code}", code=code),
        language=content.definition.questionnaire.language,
        paper=paper,
        sheet=sheet,
        blocks=blocks,
        footer=(_(INTENDED_USE), _versions(content, code)),
        created=content.response.authored,
    )


def _patient(content: Content) -> Block:
    subject, facts = content.response.subject, content.facts
    missing = _("not given")
    asked = facts.answers_of("birth_date") if "birth_date" in facts.applies else ()
    born = subject.birth_date or next((each for each in asked if isinstance(each, PartialDate)), None)
    birth = partial_date_words(born) if born else missing
    age = age_words(facts)
    pairs: tuple[tuple[str, str, Role], ...] = (
        (_("Patient"), subject.display or missing, "strong"),
        (_("Identifier"), subject.identifier or missing, "body"),
        (_("Born (age)"), f"{birth} ({age})" if age else birth, "body"),
        (_("Sex at birth"), content.said("sex") or missing, "body"),
        (_("Answered on"), date_words(content.response.authored_date), "body"),
        (_("Answered by"), _respondent(content) or missing, "body"),
    )
    limit = min(content.room.answer, 120)
    return FactGrid(tuple((label, (Span(text, role, limit),)) for label, text, role in pairs), columns=3)


def _respondent(content: Content) -> str:
    """Who answered, in the clinician's words instead of the patient's "me"."""
    own = {
        "self": _("the patient"),
        "helped": _("the patient, helped by family or a carer"),
        "staff": _("the patient, asked by staff"),
        "proxy": _("somebody else for the patient"),
    }
    answers = content.facts.answers_of("respondent") if "respondent" in content.facts.applies else ()
    code = answers[0].code if answers and isinstance(answers[0], Coding) else ""
    return own.get(code) or content.said("respondent")


def _recommendation(content: Content) -> Block:
    """The box at the top; red flags stand in it, and it is unmistakable then."""
    rule = content.definition.rules.recommendations[content.assessment.recommendation]
    flags = content.assessment.of_kind("red-flag")
    inside: list[Block] = [
        Paragraph((Span(rule.title, "urgent" if flags else "lead"),)),
        Paragraph((Span(rule.sentence),)),
    ]
    if flags:
        inside.append(Bullets(tuple(findings.flag_line(content, each) for each in flags)))
    inside.append(Paragraph((Span(rule.guideline, "small-strong"), *content.citations.span(rule.sources))))
    return Panel("urgent" if flags else "accent", tuple(inside), _("Red flags: act today") if flags else "")


def _open(content: Content) -> Block:
    """What was not answered and whether it matters."""
    judged = content.assessment
    if not judged.open_items:
        return Paragraph((Span(_("Every question was answered.")),))
    if judged.settled:
        text = _("{names}. None of these could change the recommendation.", names=content.names(judged.open_items))
        return Paragraph((Span(_("Not answered, or not sure:"), "strong"), Span(text)))
    low, high = (content.definition.rules.recommendations[code].title for code in judged.could_be)
    spans = [
        Span(_("Still open:"), "strong"),
        Span(_("more answers could move this between \u201c{low}\u201d and \u201c{high}\u201d.", low=low, high=high)),
        Span(_("Would decide it:"), "strong"),
        Span(_("{names}.", names=content.names(judged.deciding))),
    ]
    rest = len(set(judged.open_items) - set(judged.deciding))
    if rest:
        spans.append(Span(_("Open, but makes no difference: {count}.", count=rest), "muted"))
    return Paragraph(tuple(spans))


def _versions(content: Content, code: str) -> str:
    subject, judged = content.response.subject, content.assessment
    who = ", ".join(beginning(each, 40) for each in (subject.display, subject.identifier) if each)
    return _(
        "{code}. {who}Form {form}, rules {rules} ({hash}), B12 Desk {program}.",
        code=code,
        who=f"{who}. " if who else "",
        form=judged.questionnaire.rpartition("|")[2],
        rules=judged.rules.rpartition("|")[2],
        hash=judged.hash[:8],
        program=__version__,
    )
