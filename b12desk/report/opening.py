"""The top of the summary: whose page it is, what the answers meet, which answers do not count, what is open.

Rules: title, name, birth, number and day stand in the same place on every summary. Red flags stand first and are
unmistakable, the soonest first, each with its own sources. An answer to a question that does not apply counts for
nothing; the program's own intakes hold none, but a record from elsewhere may, and then the page names it: it may be a
red flag.
"""

from __future__ import annotations

from b12desk.engine.enablement import enabled_in
from b12desk.engine.facts import Facts
from b12desk.engine.remarks import contradictions
from b12desk.engine.uncounted import tells
from b12desk.i18n import N_, _, n_
from b12desk.model.patient_walk import Way
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding, PartialDate
from b12desk.report.content import Content
from b12desk.report.findings import flag_line
from b12desk.report.identity import grouped, name_spans, number_label, number_spans
from b12desk.report.typeset.clean_text import visible_text
from b12desk.report.typeset.document import Block, Bullets, FactGrid, Panel, Paragraph, Span
from b12desk.report.words import (
    age_words,
    amid,
    answers_words,
    date_words,
    listed,
    name_parts,
    otherwise_words,
    partial_date_words,
    urgency_words,
)

_LISTED_FLAGS = 6
"""How many red flags of a level stand each on its own line where room is short."""
_SHARES = (0.42, 0.29, 0.29)
_UNCOUNTED_ANSWER = 60


def uncounted_answers(facts: Facts, response: QuestionnaireResponse) -> tuple[str, ...]:
    """The linkIds that carry a definite answer although the item does not apply, in questionnaire order.

    An answer that says what its absence would mean anyway (``absentMeans``) is none of them.
    """
    items, enabled = facts.questionnaire.items, enabled_in(facts)
    return tuple(
        link_id
        for link_id, item in items.items()
        if link_id not in enabled and item.is_question and tells(item, response.answers.get(link_id, ()))
    )


def patient(content: Content) -> Block:
    """Whose answers these are, from whom and of which day."""
    nhs, facts = content.definition.nhs, content.facts
    subject = grouped(content.response.subject, nhs=nhs)
    missing = _("not given")
    roles = facts.questionnaire.roles
    asked = facts.answers_of(roles.birth_date) if roles.birth_date else ()
    born = subject.birth_date or next((each for each in asked if isinstance(each, PartialDate)), None)
    birth = partial_date_words(born) if born else missing
    age = age_words(facts)
    name = (_("Patient"), name_spans(subject))
    number = (number_label(subject, nhs=nhs), number_spans(subject))
    born_on = (_("Born (age)"), (Span(f"{birth} ({age})" if age else birth),))
    sex = (_("Sex at birth"), (Span(content.said(roles.sex) or missing),))
    day = (_("Answered on"), (Span(_day(content.response)),))
    by = (_("Answered by"), (Span(_respondent(content) or missing),))
    return FactGrid(((name, sex), (born_on, number), (day, by)), _SHARES)


def disclosed(content: Content) -> tuple[Block, ...]:
    """The first line: what the patient answered alone and nobody has discussed yet, what is private of it by name."""
    told = content.definition.disclosed
    if not told.alone:
        return ()
    said = n_(
        "The patient answered {count} question alone.", "The patient answered {count} questions alone.", told.alone
    )
    if not told.undiscussed:
        spans = [Span(said, "strong"), Span(_("The answers were discussed since."))]
    else:
        open_ = n_(
            "{count} answer has not been discussed with anybody yet.",
            "{count} answers have not been discussed with anybody yet.",
            told.undiscussed,
        )
        spans = [Span(said, "strong"), Span(open_, "strong")]
        if told.private:
            spans.append(Span(_("Among them: {names}.", names=content.names(told.private))))
    return (Paragraph(tuple(spans)),)


def _day(response: QuestionnaireResponse) -> str:
    """The day of work; with the day on which it was begun, if that was an earlier one."""
    day = date_words(response.authored_date)
    if response.begun is None or response.begun.date() >= response.authored_date:
        return day
    return _("begun {first}, finished {last}", first=date_words(response.begun.date()), last=day)


_COMPANY: dict[Way, str] = {
    "alone": N_("alone"),
    "staff": N_("helped by staff"),
    "relative": N_("helped by a relative or carer"),
    "interpreter": N_("through an interpreter"),
    "paper": N_("on paper, typed in by staff"),
}


def _respondent(content: Content) -> str:
    """Who answered, in the clinician's words instead of the patient's "me", and how.

    At a screen handed over staff said who it is; a paper says so itself.
    """
    ways = content.definition.disclosed.ways
    told = listed([_(_COMPANY[each]) for each in ways], len(ways))
    said = _said_to_answer(content) if ways in {(), ("paper",)} else _("the patient")
    return _("{who}, {ways}", who=said, ways=told) if said and told else said or told


def _said_to_answer(content: Content) -> str:
    """What was answered to the question who answers."""
    asked = content.facts.questionnaire.roles.respondent
    codes = [each.code for each in (content.facts.answers_of(asked) if asked else ()) if isinstance(each, Coding)]
    options = content.facts.questionnaire.options(asked) if codes else ()
    return next((each.on_paper for each in options if each.code in codes), "") or content.said(asked)


def recommendation(content: Content) -> Block:
    """The box at the top; red flags stand in it, and it is unmistakable then."""
    judged = content.assessment
    rule = content.definition.rules.headline(judged.recommendation, judged.urgency)
    inside: list[Block] = [
        Paragraph((Span(rule.title, "urgent" if judged.flagged else "lead"),)),
        Paragraph((Span(rule.sentence),)),
        Paragraph((Span(rule.guideline, "small-strong"), *content.citations.span(rule.sources))),
        *_flags(content),
        *(Paragraph((Span(told, "strong"),)) for told in content.definition.help_for(judged)),
    ]
    if judged.only_unrelated:
        inside.append(
            Paragraph(
                (
                    Span(_("Emergency first."), "strong"),
                    Span(otherwise_words(content.definition.rules, judged), "small"),
                )
            )
        )
    return Panel("urgent" if judged.flagged else "accent", tuple(inside), urgency_words(judged.urgency))


def _flags(content: Content) -> list[Block]:
    """The red flags under the words of their level, the soonest first; the first level is the head of the box."""
    blocks: list[Block] = []
    for level, flags in content.assessment.by_level(content.definition.rules.urgencies):
        if blocks:
            blocks.append(Paragraph((Span(content.definition.rules.urgencies[level].title, "alarm"),)))
        entries = tuple(flag_line(content, each) for each in flags)
        if content.room.inline and len(entries) > _LISTED_FLAGS:
            blocks.append(Paragraph(tuple(span for each in entries for span in (Span("\N{BULLET}"), *each))))
        else:
            blocks.append(Bullets(entries))
    return blocks


def carried(content: Content) -> tuple[Block, ...]:
    """That the answers were given to an older version of the form, and what to ask again."""
    response, applies = content.response, content.facts.applies
    if not response.carried_from:
        return ()
    said = Span(_("From form {version}, which asked less exactly.", version=response.carried_version), "strong")
    again = tuple(each for each in response.ask_again if applies.get(each) is not False)
    if not again:
        return (Panel("plain", (Paragraph((said,)),)),)
    names = Span(_("{names}.", names=content.names(again)))
    return (Panel("plain", (Paragraph((said, Span(_("Ask again:"), "strong"), names)),)),)


def uncounted(content: Content) -> tuple[Block, ...]:
    """Answers that the assessment did not look at."""
    ruled_out = [each for each in content.uncounted if content.facts.applies[each] is False]
    undecided = [each for each in content.uncounted if content.facts.applies[each] is not False]
    lines = (
        (_("Answered, but not counted because an earlier answer rules the question out:"), ruled_out),
        (_("Answered, but not counted because an earlier question is open:"), undecided),
    )
    told = tuple(
        Paragraph(
            (
                Span(words, "strong"),
                Span(_("{answers}.", answers=_answers_named(content, each))),
                Span(_("Check these with the patient."), "strong"),
            )
        )
        for words, each in lines
        if each
    )
    return (Panel("plain", told),) if told else ()


def contradicting(content: Content) -> tuple[Block, ...]:
    """Answers that do not go together, in the words in which they were asked back."""
    told = contradictions(content.facts)
    if not told:
        return ()
    head = Span(_("These answers do not go together:"), "strong")
    words = tuple(Span(each.text) for each in told)
    return (Panel("plain", (Paragraph((head, *words, Span(_("Check these with the patient."), "strong"))),)),)


def _answers_named(content: Content, link_ids: list[str]) -> str:
    """Questions with their answers, e.g. ``Stroke signs (yes)``; details such as a duration come last."""
    questionnaire = content.definition.questionnaire
    named = []
    for link_id in sorted(link_ids, key=lambda each: each.rpartition(".")[0] in questionnaire.items):
        said = answers_words(questionnaire, link_id, content.response.answers[link_id])
        stem = questionnaire.items.get(link_id.rpartition(".")[0])
        label = questionnaire.items[link_id].label
        whole, own = name_parts(label)
        question = _("{question}, {detail}", question=stem.label, detail=amid(own or whole)) if stem else label
        answer = visible_text(said, _UNCOUNTED_ANSWER)
        answer = answer.lower() if answer in {_("Yes"), _("No")} else answer
        named.append(_("{question} ({answer})", question=question, answer=answer))
    return listed(named, content.room.names)


def open_questions(content: Content) -> Block:
    """What was not answered and whether it matters."""
    judged = content.assessment
    early = content.early
    not_asked = frozenset(early.not_asked) if early else frozenset()
    still_open = tuple(each for each in judged.open_items if each not in not_asked)
    ended = [Span(early.words)] if early else []
    if judged.settled and not judged.open_items:
        every = (
            _("Every question that applies was answered.") if content.uncounted else _("Every question was answered.")
        )
        return Paragraph((Span(every),))
    if judged.settled:
        if not still_open:
            return Paragraph(tuple(ended))
        text = _("{names}. None of these could change the recommendation.", names=content.names(still_open))
        return Paragraph((Span(_("Not answered, or not sure:"), "strong"), Span(text), *ended))
    low, high = (content.definition.rules.recommendations[code].title for code in judged.could_be)
    spans = [
        Span(_("Still open:"), "strong"),
        Span(
            _("more answers could move this between \u201c{low}\u201d and \u201c{high}\u201d.", low=low, high=high)
            if low != high
            else _("more answers could make this more urgent.")
        ),
        Span(_("Would decide it:"), "strong"),
        Span(_("{names}.", names=content.names(judged.deciding))),
    ]
    rest = len(set(still_open) - set(judged.deciding))
    if rest:
        spans.append(Span(_("Open, but makes no difference: {count}.", count=rest), "muted"))
    return Paragraph((*spans, *ended))
