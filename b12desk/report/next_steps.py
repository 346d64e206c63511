"""What the clinician may do next: first test, warnings before it, remarks, the decision; how to read the result.

Rules: nothing is recommended that a rule with a source does not say; local laboratory ranges come first; the intake
estimate is always called rough, and stands on no page with a red flag; the recommended intake stands on every one.
"""

from __future__ import annotations

from b12desk.engine.diet import recommended
from b12desk.engine.frequency import brief, figures_of, frequency, points_text, shown
from b12desk.i18n import _, parted
from b12desk.model.assessment import SurveyScore
from b12desk.model.score import ScoreRules
from b12desk.report.content import Content
from b12desk.report.findings import essential_notes
from b12desk.report.typeset.document import (
    Beside,
    Block,
    Bullets,
    Column,
    Gauge,
    Heading,
    Inline,
    Panel,
    Paragraph,
    Ruled,
    ScoreBand,
    ScoreChart,
    Span,
    Table,
)
from b12desk.report.words import amid, number_words

_TESTS_SHARE = 0.5


def tests(content: Content) -> tuple[Block, ...]:
    """First tests, and beside them what to heed before the blood is taken."""
    rules, cite = content.definition.rules, content.citations.span
    wording = {each.code: each for each in rules.test}
    warnings = {each.code: each for each in rules.pretest}
    first = _bulleted(
        _("Suggested first test"),
        [
            (Span(wording[each.code].text, "strong"), Span(each.reason, "small"), *cite(each.sources))
            for each in content.assessment.suggested
        ],
    )
    before = _bulleted(
        _("Before the blood is taken"),
        [(Span(warnings[code].text, "small"), *cite(warnings[code].sources)) for code in content.assessment.pretest],
    )
    return (Beside(first, before, _TESTS_SHARE),) if first and before else (*first, *before)


def essential(content: Content) -> tuple[Block, ...]:
    """The remarks that page one holds: safety rests on them."""
    return _bulleted(_("Bear in mind"), _notes(content, essential_notes(content)[: content.room.first]))


def background(content: Content) -> tuple[Block, ...]:
    """The other remarks, and the intake estimate beside them."""
    first = essential_notes(content)[: content.room.first]
    others = [each for each in content.assessment.notes if each not in first and each not in content.room.notes]
    title = _("Bear in mind, too") if first else _("Bear in mind")
    remarks = _listed(content, title, _notes(content, others))
    right = _intake(content)
    share = 0.6 if content.room.tables else 0.7
    return (Beside(remarks, right, share),) if remarks and right else (*remarks, *right)


def _notes(content: Content, codes: list[str]) -> list[Inline]:
    """Remarks that go with the recommendation."""
    wording = {each.code: each for each in content.definition.rules.note}
    return [(Span(wording[code].text, "small"), *content.citations.span(wording[code].sources)) for code in codes]


def _listed(content: Content, title: str, entries: list[Inline]) -> tuple[Block, ...]:
    """A list, or one paragraph where there is no room for it."""
    if content.room.tables or not entries:
        return _bulleted(title, entries)
    head = Span(_("{title}:", title=title), "label")
    return (Paragraph((head, *(span for each in entries for span in each))),)


def intake_line(content: Content) -> tuple[Block, ...]:
    """The recommended intake: in every summary, apart from the estimate."""
    words, sources = recommended(content.definition.foods, content.assessment.country)
    return (Paragraph((Span(words, "small"), *content.citations.span(sources))),) if words else ()


def score(content: Content) -> tuple[Block, ...]:
    """The survey score beside its picture; in words alone where there is no room for tables."""
    beside = shown(content.definition, content.assessment)
    if beside is None or beside.score.applies is False:
        return ()
    rules, found = beside
    told = frequency(rules, found)
    title = _("{title}: {points}", title=rules.title, points=points_text(found))
    words: Inline = (
        Span(brief(rules, found), "small"),
        Span(_earned(rules, found), "muted"),
        *content.citations.span(rules.sources),
    )
    if told is None:
        names = parted(content.definition.rules.findings[each].text for each in found.unmeasured)
        reasons = Span(_("Strong reasons not measured by it: {names}.", names=names), "small-strong")
        return (Paragraph((Span(f"{title}.", "strong"), reasons, *words)),)
    fewest, most = sorted((figures_of(told.low.per_100), figures_of(told.high.per_100)))
    chart = ScoreChart(
        tuple(ScoreBand(each.from_, each.to, _("{share:.1f}", share=each.per_100)) for each in rules.band),
        found.points,
        found.points_max,
        points_text(found),
        fewest,
        most,
        _("of 100"),
        strip=content.room.inline,
    )
    if content.room.inline:
        return (Paragraph((Span(f"{title}.", "strong"), *words), keep=True), chart)
    return (Beside((Heading(title), Paragraph(words)), (chart,), 0.62),)


def _earned(rules: ScoreRules, found: SurveyScore) -> str:
    """Where the points come from."""
    parts = []
    for each in found.predictors:
        if each.low != each.high:
            name = rules.predictors[each.id].text
            parts.append(_("{low} to {high} for {name}, still open", low=each.low, high=each.high, name=amid(name)))
        elif each.text:
            parts.append(_("{points} for \u201c{text}\u201d", points=each.low, text=each.text))
    return _("Points: {parts}.", parts=parted(parts)) if parts else _("No answer earned a point.")


def reading(content: Content) -> tuple[Block, ...]:
    """How to read the result, when a test is suggested: a table of thresholds, and whose ranges come first."""
    rules, cite = content.definition.rules, content.citations.span
    heads = rules.threshold_heads
    suggested = {each.code for each in content.assessment.suggested}
    told = [each for each in rules.threshold if suggested and (not each.tests or not suggested.isdisjoint(each.tests))]
    if not told or heads is None or not content.room.reading:
        return ()
    columns = (
        Column(_("Test"), 0.2),
        Column(heads.deficient, 0.26),
        Column(heads.indeterminate, 0.29),
        Column(heads.unlikely, 0.25),
    )
    rows = tuple(
        (
            (Span(each.test, "small-strong"), *cite(each.sources)),
            (Span(each.deficient, "small"),),
            (Span(each.indeterminate, "small"),),
            (Span(each.unlikely, "small"),),
        )
        for each in told
    )
    note = (Span(rules.threshold_note, "muted"),) if rules.threshold_note else ()
    local = Span(_("Local laboratory ranges come first."), "small-strong")
    return (
        Heading(_("Reading the result")),
        Table(columns, rows, keep=True),
        Paragraph((local, *note, *cite(rules.threshold_sources))),
    )


def decision() -> tuple[Block, ...]:
    """The place to decide and sign."""
    choices = (
        ((_("Order the tests:"), 0.5), (_("Treat now, with:"), 0.5)),
        ((_("Refer to:"), 0.5), (_("No test, because:"), 0.5)),
        ((_("Other plan, or review on:"), 1.0),),
    )
    fields = ((_("Name"), 0.38), (_("Signature"), 0.38), (_("Date"), 0.24))
    return (Panel("plain", (Heading(_("Clinician's decision")), Ruled(choices, fields))),)


def _bulleted(title: str, entries: list[Inline]) -> tuple[Block, ...]:
    return (Heading(title), Bullets(tuple(entries))) if entries else ()


def _intake(content: Content) -> tuple[Block, ...]:
    intake, foods = content.assessment.diet, content.definition.foods
    if intake is None or foods is None or content.assessment.flagged:
        return ()
    amount = _("{amount} mcg a day", amount=number_words(intake.mcg_per_day))
    words = _("at least {amount}", amount=amount) if intake.at_least else _("about {amount}", amount=amount)
    label = _("Rough estimate: {words}", words=words)
    reference = f"{intake.reference_label} {number_words(intake.reference)}"
    sources = (*foods.sources, *intake.reference_sources)
    return (
        Heading(foods.words.paper),
        Gauge(intake.mcg_per_day, intake.reference, label, reference, intake.at_least),
        Paragraph((Span(foods.words.paper_remark, "muted"), *content.citations.span(sources))),
    )
