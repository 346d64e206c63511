"""The patient's handout: plain words, large type, foods in pictures. The same for everybody but for a few own lines.

Rules: nothing of the result and none of the answers is printed; a section's condition (pregnancy, breastfeeding, MS)
only chooses whether the section stands there, and an unknown condition leaves it out; the recommended intake is that
of the clinic's country. The name is printed if it was given, and whose sheet it is stands on every page. No italics,
no underlining, no capitals, even where lines begin, line spacing 1.4.
"""

from __future__ import annotations

from dataclasses import replace

from b12desk.engine.scoring import condition_holds
from b12desk.errors import Problem, ReportError
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.assessment import Country
from b12desk.model.definition import Definition
from b12desk.model.handout import HandoutSection
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.translated import translated
from b12desk.report.identity import clinic_lines, grouped, printed_name, printed_number, who
from b12desk.report.imprint import short_banner, warning
from b12desk.report.typeset.clean_text import WHOLE
from b12desk.report.typeset.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Inline,
    Panel,
    Paragraph,
    Picture,
    Pictures,
    Ruled,
    Span,
)
from b12desk.report.typeset.pdf import render
from b12desk.report.typeset.type_sizes import HANDOUT, LARGE_PRINT, Paper
from b12desk.report.words import date_words, language_of


def handout_pdf(
    definition: Definition,
    response: QuestionnaireResponse,
    *,
    paper: Paper = "a4",
    large_print: bool = False,
    country: Country = "us",
    catalogue: Catalogue = ENGLISH,
) -> bytes:
    """The handout as PDF, 14 pt or (``large_print``) 18 pt. Raises ReportError when fonts or icons are missing."""
    with catalogue.used():
        form = translated(definition, catalogue)
        return render(handout_document(form, response, paper=paper, large_print=large_print, country=country))


def handout_document(
    definition: Definition,
    response: QuestionnaireResponse,
    *,
    paper: Paper = "a4",
    large_print: bool = False,
    country: Country = "us",
) -> Document:
    """The handout as a tree, in the language in use; the form is already in it. Raises ReportError without one."""
    handout = definition.handout
    if handout is None:
        cause = _("the form has no handout.toml.")
        raise ReportError(_("There is no handout"), [Problem(definition.questionnaire.canonical, cause)])
    day = date_words(response.authored_date)
    foot = clinic_lines((day, *definition.letterhead), "label")
    blocks: list[Block] = [Heading(handout.title, 0), *_for_whom(grouped(response.subject, nhs=definition.nhs))]
    for section in handout.section:
        here = section.country in (None, country)
        if here and (section.when is None or condition_holds(definition, response, section.when)):
            blocks += _section(definition, section)
    return Document(
        title=handout.title,
        subject=handout.title,
        language=language_of(definition.questionnaire),
        paper=paper,
        sheet=LARGE_PRINT if large_print else HANDOUT,
        blocks=tuple(blocks),
        footer=((*_whose(response.subject), Span(handout.footer, "label")), *foot),
        created=response.authored,
        right_to_left=current().right_to_left,
        banner=short_banner(definition.imprint),
        barred=bool(warning(definition.imprint)),
    )


def _for_whom(subject: Subject) -> tuple[Block, ...]:
    """The name; when it cannot be printed, a line to write it on, and the number."""
    name, number = printed_name(subject), printed_number(subject)
    if name.whole:
        return (Paragraph((Span(_("For {name}", name=name.words), limit=WHOLE),)),) if name.words else ()
    known = (Span(_("For {name}", name=name.words), limit=WHOLE),) if name.words else ()
    told = Span(_("This page cannot print all of the name. Please write it by hand."), below=bool(known))
    marked = (Paragraph((Span(_("Record number:")), Span(number.words, "strong", WHOLE))),) if number.words else ()
    return (Paragraph((*known, told)), Ruled((), ((_("Name"), 1.0),)), *marked)


def _whose(subject: Subject) -> Inline:
    """The name at the foot of each page, so that sheets that were taken apart come together again."""
    return who(replace(subject, identifier=""))


def _section(definition: Definition, section: HandoutSection) -> tuple[Block, ...]:
    body: list[Block] = [Paragraph((Span(text),)) for text in section.body]
    if section.bullet:
        body.append(Bullets(tuple((Span(text),) for text in section.bullet)))
    if section.control == "urgent" and definition.local is not None:
        body += [Paragraph((Span(told, "strong"),)) for told in definition.local.told]
    heading = Heading(section.heading, 1, section.icon, urgent=section.control == "urgent")
    if section.control in ("main-message", "urgent"):
        return (Panel("urgent" if section.control == "urgent" else "accent", (heading, *body)),)
    if section.control == "food-table":
        if definition.foods is None:
            return (heading, *body)
        rows = tuple(
            Picture(each.icon, each.food, each.serving, each.amount, each.much) for each in definition.foods.picture
        )
        return (heading, *body, Pictures((_("Food"), definition.foods.words.picture), rows))
    return (heading, *body)
