"""The assessment as calm plain text, 80 columns: what ``b12desk score`` prints for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from b12desk.cli.names import printable
from b12desk.engine.diet import recommended
from b12desk.engine.frequency import Shown, points_text, sentences, shown
from b12desk.engine.settled import EarlyEnd, early_end
from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.model.assessment import Assessment, Diet, FindingKind
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report.words import otherwise_words, urgency_words

_WIDTH = 80


class _Sources:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self, definition: Definition) -> None:
        self._sources = definition.sources.by_key
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """The numbers of ``keys`` in brackets."""
        numbers = (self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys)
        return f"[{', '.join(str(each) for each in numbers)}]"

    def lines(self) -> Iterator[str]:
        """The list at the end."""
        for key, number in self._numbers.items():
            source = self._sources[key]
            year = str(source.year or "")
            text = ". ".join(
                part.rstrip(".") for part in (source.title, source.publisher, year, source.locator) if part
            )
            yield from _entry(f"{text}.", f"[{number}]".rjust(4) + " ")
            if source.url:
                yield f"     {printable(source.url)}"


def plain(
    definition: Definition,
    assessment: Assessment,
    catalogue: Catalogue = ENGLISH,
    response: QuestionnaireResponse | None = None,
) -> str:
    """The text for one assessment in the language of ``catalogue``, ending with a line break.

    A ``response`` that was carried over from an older version of the form, or finished early, is said to be.
    """
    with catalogue.used():
        return _plain(translated(definition, catalogue), translated(assessment, catalogue), response)


def _plain(definition: Definition, assessment: Assessment, response: QuestionnaireResponse | None) -> str:
    sources = _Sources(definition)
    lines = [
        *_headline(definition, assessment, sources),
        *_carried(definition, response),
        *_open(definition, assessment, early_end(definition, response, assessment) if response else None),
    ]
    kinds: tuple[tuple[FindingKind, str], ...] = (
        ("risk-factor", _("Risk factors")),
        ("symptom", _("Symptoms and signs")),
        ("context", _("Context")),
    )
    for kind, heading in kinds:
        lines += _section(heading, _findings(definition, assessment, kind, sources))
    lines += _section(_("Notes"), _notes(definition, assessment, sources))
    lines += _section(_("Suggested first test"), _tests(definition, assessment, sources))
    lines += _section(_("Before the blood is taken"), _pretests(definition, assessment, sources))
    lines += _recommended(definition, assessment, sources)
    if definition.foods is not None and assessment.diet is not None and not assessment.flagged:
        lines += _section(definition.foods.words.command_line, _intake(assessment.diet, sources))
    told = shown(definition, assessment)
    if told is not None:
        lines += _section(printable(told.rules.title), _score(definition, told, sources))
    lines += _section(_("Sources"), sources.lines())
    versions = _("Form {form}, rules {rules}.", form=assessment.questionnaire, rules=assessment.rules)
    lines += ["", *wrap(versions, _WIDTH), f"SHA-256 {assessment.hash}"]
    return "\n".join(lines) + "\n"


def _headline(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    rule = definition.rules.headline(assessment.recommendation, assessment.urgency)
    yield printable(rule.title.upper())
    yield from wrap(rule.sentence, _WIDTH)
    yield from wrap(_("Guideline: {text} {sources}", text=rule.guideline, sources=sources.cite(rule.sources)), _WIDTH)
    yield from _flags(definition, assessment, sources)
    if assessment.only_unrelated:
        yield ""
        yield from wrap(" ".join((_("Emergency first."), otherwise_words(definition.rules, assessment))), _WIDTH)


def _flags(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    """The red flags by level, the soonest first, each in its own words and with its own sources."""
    for level, flags in assessment.by_level(definition.rules.urgencies):
        yield ""
        if level == assessment.urgency:
            yield urgency_words(level).upper()
        else:
            yield printable(definition.rules.urgencies[level].title)
        for finding in flags:
            rule = definition.rules.findings[finding.id]
            text = " ".join(
                each for each in (f"{rule.text.rstrip('.')}.", rule.remark, sources.cite(finding.sources)) if each
            )
            yield from _entry(text, "  - ")


def _carried(definition: Definition, response: QuestionnaireResponse | None) -> Iterator[str]:
    """That the answers come from an older version of the form, and what to ask again."""
    if response is None or not response.carried_from:
        return
    yield ""
    text = _("From form {version}, which asked less exactly.", version=response.carried_version)
    if response.ask_again:
        labels = [f"{definition.questionnaire.items[each].label} ({each})" for each in response.ask_again]
        text = _("{text} Ask again: {questions}.", text=text, questions=current().listed(labels))
    yield from wrap(text, _WIDTH)


def _open(definition: Definition, assessment: Assessment, early: EarlyEnd | None) -> Iterator[str]:
    """What was not asked, what was not answered, and whether it matters."""
    if early is not None:
        yield ""
        yield from wrap(early.words, _WIDTH)
    count = len(assessment.open_items) - len(early.not_asked if early else ())
    if not count:
        return
    yield ""
    if assessment.settled:
        yield from wrap(_("Open questions: {count}; none of them could change this.", count=count), _WIDTH)
        return
    low, high = (definition.rules.recommendations[code].title for code in assessment.could_be)
    text = (
        _("Open questions: {count}. Depending on them it could be anything from '{low}' to '{high}'.",
          count=count, low=low, high=high)
        if low != high
        else _("Open questions: {count}. Depending on them it could be more urgent.", count=count)
    )  # fmt: skip
    yield from wrap(text, _WIDTH)
    yield _("These decide:")
    for link_id in assessment.deciding:
        yield from _entry(f"{definition.questionnaire.items[link_id].label} ({link_id})", "  - ")


def _findings(definition: Definition, assessment: Assessment, kind: FindingKind, sources: _Sources) -> Iterator[str]:
    weights = {"strong": _("evidence strong"), "moderate": _("evidence moderate"), "weak": _("evidence weak")}
    for finding in assessment.of_kind(kind):
        rule = definition.rules.findings[finding.id]
        listed = definition.rules.common_list
        weight = "" if kind == "context" else weights[finding.strength]
        if finding.common and listed is not None:
            weight = _("{list}, {weight}", list=listed.words, weight=weight) if weight else listed.words
        basis = f" ({weight})" if weight else ""
        yield from _entry(f"{rule.text}{basis} {sources.cite(finding.sources)}", "  - ")
        for mark in rule.mark:
            if mark.tag in finding.marks and mark.text:
                yield from _entry(mark.text, "      ")


def _notes(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    for note in definition.rules.note:
        if note.code in assessment.notes:
            yield from _entry(f"{note.text} {sources.cite(note.sources)}", "  - ")


def _tests(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    texts = {(test.code, test.reason): test.text for test in definition.rules.test}
    for test in assessment.suggested:
        text = texts[test.code, test.reason]
        yield from _entry(f"{text.rstrip('.')}. {test.reason} {sources.cite(test.sources)}", "  - ")


def _pretests(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    for rule in definition.rules.pretest:
        if rule.code in assessment.pretest:
            yield from _entry(f"{rule.text} {sources.cite(rule.sources)}", "  - ")


def _recommended(definition: Definition, assessment: Assessment, sources: _Sources) -> Iterator[str]:
    """The recommended intake, apart from the estimate and whatever was answered."""
    words, keys = recommended(definition.foods, assessment.country)
    if words:
        yield ""
        yield from wrap(f"{words} {sources.cite(keys)}", _WIDTH)


def _intake(intake: Diet, sources: _Sources) -> Iterator[str]:
    amount = intake.mcg_per_day
    about = _("at least {amount:g}", amount=amount) if intake.at_least else _("about {amount:g}", amount=amount)
    text = _("Rough estimate: {about} micrograms a day. {label}: {reference:g} micrograms a day.",
             about=about,
             label=intake.reference_label, reference=intake.reference)  # fmt: skip
    yield from _entry(f"{text} {sources.cite(intake.reference_sources)}", "  ")


def _score(definition: Definition, told: Shown, sources: _Sources) -> Iterator[str]:
    rules, score = told
    yield from _entry(" ".join((f"{points_text(score)}.", *sentences(rules, score), sources.cite(rules.sources))), "  ")
    for each in score.predictors:
        if each.text:
            yield from _entry(_("{points}: {text}", points=each.low, text=each.text), "  - ")
        elif each.high:
            yield from _entry(_("{low} to {high}: {text}, open", low=each.low, high=each.high,
                                text=rules.predictors[each.id].text), "  - ")  # fmt: skip
    if not score.settled:
        labels = (f"{definition.questionnaire.items[link_id].label} ({link_id})" for link_id in score.open_items)
        yield from _entry(_("Open: {labels}.", labels=current().listed(labels)), "  ")
    if score.unmeasured:
        names = current().listed(definition.rules.findings[each].text for each in score.unmeasured)
        yield from _entry(_("Strong reasons that this score does not measure: {names}.", names=names), "  ")


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines; nothing when there are none."""
    found = list(lines)
    return ["", heading, *found] if found else []


def _entry(text: str, lead: str) -> list[str]:
    """``text`` wrapped under ``lead``, following lines indented as far."""
    return wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
