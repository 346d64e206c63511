"""The result page is a contract: for every sample case exactly its words, in their order, in their place and colour.

What must stand on the page is worked out here from the rules and the assessment, never by the page's own code; what
does stand there is read off the screen by position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.intakes import local_time
from b12desk.desk.open_intake import Choices, OpenIntake, Result
from b12desk.desk.papers import Papers, make_pdf
from b12desk.engine.diet import Reference
from b12desk.engine.facts import Facts
from b12desk.engine.ordering import Interval
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.model.assessment import Assessment, Finding
from b12desk.model.rules import FindingRule
from b12desk.model.values import Quantity
from b12desk.report.words import answers_words
from b12desk.settings import HelpWords
from b12desk.store.settings import Settings
from b12desk.theme import LIGHT
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.result.intake_gauge import IntakeGauge
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.result.score_picture import ScorePicture
from tests.sample_cases import cases, covering, definition, judged, vignettes
from tests.staff import ana
from tests.ui.conftest import NOW, Desk, settle
from tests.ui.maria import MARIA

Show = Callable[[QWidget], QWidget]

# What a clinician must see, written out once more by hand.
GROUNDS = {
    "urgent": "error",
    "out-of-scope": "neutral",
    "known-cause": "warning",
    "already-treated": "info",
    "offer-test": "info",
    "consider-test": "info",
    "clinical-judgement": "warning",
    "insufficient": "warning",
    "risk-only": "neutral",
    "no-trigger": "success",
}
GROUPS = {
    "red-flag": "Red flags",
    "symptom": "Symptoms and signs",
    "risk-factor": "Risk factors",
    "context": "Also known",
}
STRENGTHS = {"strong": "strong evidence", "moderate": "moderate evidence", "weak": "weak evidence"}
WEIGHT = ["strong", "moderate", "weak"]
BANDS = {"emergency-now": "Red flags: act now", "same-day": "Red flags: act today"}


class Line(NamedTuple):
    """A text on the screen and how it looks: the role whose size, weight and colour it has; "link" for a button."""

    role: str
    text: str


def page_of(show: Show, case: str, reference: Reference = "us") -> ResultPage:
    response, found = vignettes()[case].response, judged(case, reference)
    intake = OpenIntake(definition(), Session(definition().questionnaire, NOW), make_pdf, local_time, ana)
    papers = Papers(definition(), response, found, "a4")
    made = ResultPage(intake, Result(response, found, Choices(reference), papers), lambda: None)
    made.resize(1100, 3000)
    show(made)
    return made


def role_of(label: QLabel) -> str:
    for name, role in style.ROLES.items():
        font = label.font()
        if (font.pixelSize(), font.bold(), label.foregroundRole()) == (style.sp(role.size), role.bold, role.colour):
            return name
    raise AssertionError(f"{label.text()!r} looks like no role")


def lines(owner: QWidget) -> list[Line]:
    """The visible texts inside ``owner`` as a person reads them: from the top, then from the left."""
    found = []
    for each in (*owner.findChildren(QLabel), *owner.findChildren(Link)):
        if each.isVisibleTo(owner) and each.text():
            at = each.mapTo(owner, QPoint(0, 0))
            role = role_of(each) if isinstance(each, QLabel) else "link"
            found.append((at.y(), at.x(), Line(role, each.text().replace("&&", "&"))))
    return [line for _y, _x, line in sorted(found, key=lambda each: each[:2])]


def card(page: ResultPage, heading: str) -> QWidget:
    """The card of the page under ``heading``."""
    (label,) = [each for each in page.findChildren(QLabel) if each.text() == heading and role_of(each) == "heading"]
    owner = label.parentWidget()
    assert owner is not None
    return owner


def headings(page: ResultPage) -> list[str]:
    owner = page.widget()
    assert owner is not None
    return [each.text for each in lines(owner) if each.role == "heading"]


def ground(widget: QWidget) -> str:
    """The palette name of the colour that fills the middle of the right edge of ``widget``."""
    image = widget.grab().toImage()
    seen = image.pixelColor(image.width() - 8, image.height() // 2).name()
    return next((name for name, colour in LIGHT._asdict().items() if colour == seen), seen)


# banner


def check_banner(page: ResultPage, case: str) -> None:
    """The recommendation or level of urgency, its sentence, the guideline, the flags; on the ground of its tone."""
    found = judged(case)
    rules = definition().rules
    flags = [rules.findings[each.id] for each in found.findings if each.kind == "red-flag"]
    levels = [each for each in rules.urgency if any(flag.urgency == each.code for flag in flags)]
    rule = levels[0] if levels else rules.recommendations[found.recommendation]
    banner = page.findChild(QWidget, "recommendation")
    assert banner is not None
    expected = [Line("error", BANDS[level.code]) for level in levels[:1]]
    expected += [Line("banner", rule.title), Line("body", rule.sentence), Line("small", rule.guideline)]
    for level in levels:
        expected += [Line("error", level.title)] if level is not levels[0] else []
        for flag in flags:
            if flag.urgency == level.code:
                expected += [Line("strong", f"\N{BULLET} {flag.text}")]
                expected += [Line("small", flag.remark)] if flag.remark else []
    expected += [Line("strong", each) for each in definition().at_clinic(HelpWords()).help_for(found)]
    if flags and not any(flag.related for flag in flags):
        tests = {each.code: each.text.rstrip(".") for each in rules.test}
        otherwise = f"These answers would otherwise be: {rules.recommendations[found.otherwise].title}."
        first = f" First test: {'; '.join(tests[each.code] for each in found.tests)}." if found.tests else ""
        expected += [Line("strong", "Emergency first."), Line("small", otherwise + first)]
    assert lines(banner) == expected
    assert ground(banner) == f"{GROUNDS[found.recommendation]}_soft"
    assert banner.accessibleName() == f"{rule.title}. {rule.sentence}"


def test_every_recommendation_is_among_the_cases() -> None:
    assert {judged(case).recommendation for case in vignettes()} == set(GROUNDS)


# what is open


def check_open(page: ResultPage, case: str) -> None:
    """Both ends of what it could be, and the questions that decide it, in order."""
    found = judged(case)
    box = page.findChild(QWidget, "could-be")
    low, high = (definition().rules.recommendations[code].title for code in found.could_be)
    if not found.deciding:
        assert box is None
        return
    assert box is not None
    items = definition().questionnaire.items
    could = f"lie anywhere from “{low}” to “{high}”" if low != high else "be more urgent"
    assert lines(box) == [
        Line("strong", "Not settled: open questions could change this"),
        Line("body", f"With every question answered it could {could}."),
        *(Line("link", f"Answer: {items[each].label}") for each in found.deciding),
    ]
    assert ground(box) == "warning_soft"


# why


def basis(rule: FindingRule, finding: Finding) -> str:
    parts = ["on NICE's list"] if finding.common else []
    if rule.kind in {"risk-factor", "symptom"}:
        parts.append(STRENGTHS[rule.strength])
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def details(case: str, rule: FindingRule) -> str:
    facts = Facts(definition().questionnaire, vignettes()[case].response)
    items = definition().questionnaire.items
    told = []
    for link_id in rule.detail:
        answers = facts.answers_of(link_id)
        index = facts.values.get(link_id) if items[link_id].calculated == "dose-years" else None
        if index and isinstance(index[0], Interval):
            told.append(f"usage index {index[0].low.quantize(Decimal('0.01')).normalize():f}")
        if not answers:
            continue
        text = answers_words(definition().questionnaire, link_id, answers)
        what, _colon, own = items[link_id].label.partition(": ")
        own = own[:1].upper() + own[1:] or what
        if not isinstance(answers[0], Quantity):
            told.append(f"{own}: {text}")
        elif answers[0].unit not in {"d", "wk", "mo", "a", "ug", "mg"}:
            told.append(f"{own} {text}")
        else:
            belongs = {each.rpartition(".")[0] or each for each in rule.detail}
            own_time = link_id.rpartition(".")[0] in {"", rule.id} or len(belongs) == 1
            told.append(text if own_time else f"{what}: {text}")
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def in_order(found: Assessment) -> Iterator[tuple[str, list[Finding]]]:
    for kind in GROUPS:
        group = [each for each in found.findings if each.kind == kind]
        if group:
            soonest = list(BANDS)
            yield (
                kind,
                sorted(
                    group,
                    key=lambda each: (
                        soonest.index(each.urgency) if each.urgency else 0,
                        not each.common,
                        WEIGHT.index(each.strength),
                    ),
                ),
            )


def expected_reasons(case: str, found: Assessment) -> list[Line]:
    rules = definition().rules
    expected = [Line("heading", "Why")]
    if found.findings:
        expected.append(Line("link", "Show sources"))
    else:
        return [*expected, Line("body", "No risk factor and no symptom was reported.")]
    for kind, group in in_order(found):
        expected.append(Line("error" if kind == "red-flag" else "strong", GROUPS[kind]))
        for finding in group:
            rule = rules.findings[finding.id]
            expected.append(Line("strong" if finding.common or kind == "red-flag" else "body", rule.text))
            marks = [mark.text for mark in rule.mark if mark.tag in finding.marks]
            told = [details(case, rule), basis(rule, finding), *marks, rule.remark]
            expected += [Line("small", text[:1].upper() + text[1:]) for text in told if text]
    return expected


def check_reasons(page: ResultPage, case: str) -> None:
    """Every finding with its details, strength and remarks, the most important first."""
    box = page.findChild(QWidget, "reasons")
    assert box is not None
    assert lines(box) == expected_reasons(case, judged(case))


@pytest.mark.parametrize("case", covering()[::6])
def test_every_finding_shows_its_own_sources(show: Show, case: str) -> None:
    found = judged(case)
    page = page_of(show, case)
    known = {each.key: each for each in definition().sources.source}
    for finding in found.findings:
        row = page.findChild(QWidget, f"finding:{finding.id}")
        assert row is not None
        before = lines(row)
        switch = page.findChild(Link, "sources")
        assert switch is not None
        switch.click()
        page.widget().adjustSize() if page.widget() else None
        cited = [each for each in lines(row) if each not in before]
        expected = [
            ", ".join(part for part in (each.title, each.publisher, str(each.year or ""), each.locator) if part)
            for each in (known[key] for key in finding.sources)
        ]
        assert [each.text for each in cited] == [f"Source: {text}" for text in expected]
        switch.click()


# tests, cautions, notes


def check_tests_and_notes(page: ResultPage, case: str) -> None:
    """Exactly its tests, cautions and notes, in order."""
    found = judged(case)
    rules = definition().rules
    flags = found.of_kind("red-flag")
    suggested = () if flags and not any(each.related for each in flags) else found.tests
    if suggested or found.pretest:
        tests = {each.code: each for each in rules.test}
        heading = "Suggested first test" if suggested else "Before the blood is taken"
        expected = [Line("heading", heading)]
        for each in suggested:
            expected += [Line("strong", tests[each.code].text), Line("hint", tests[each.code].reason)]
        expected += [Line("body", next(w.text for w in rules.pretest if w.code == code)) for code in found.pretest]
        assert lines(card(page, heading)) == expected
    else:
        assert not {"Suggested first test", "Before the blood is taken"} & set(headings(page))
    if found.notes:
        texts = [next(note.text for note in rules.note if note.code == code) for code in found.notes]
        assert lines(card(page, "Notes")) == [Line("heading", "Notes"), *(Line("body", text) for text in texts)]
    else:
        assert "Notes" not in headings(page)


def test_the_cases_know_every_test_every_caution_and_every_note() -> None:
    rules, all_found = definition().rules, [judged(case) for case in vignettes()]
    assert {each.code for found in all_found for each in found.tests} == {each.code for each in rules.test}
    assert {code for found in all_found for code in found.pretest} == {each.code for each in rules.pretest}
    assert {code for found in all_found for code in found.notes} == {each.code for each in rules.note}


# the cards in their order


def check_order(page: ResultPage, case: str) -> None:
    """The cards in the order of a decision."""
    found = judged(case)
    flags = found.of_kind("red-flag")
    suggested = found.tests and (not flags or any(each.related for each in flags))
    order = ["Why"]
    order += ["Suggested first test"] if suggested else ["Before the blood is taken"] if found.pretest else []
    order += ["B12 from food"] if found.diet is not None and not flags else []
    title = definition().score.title if definition().score else ""
    rules = definition().score
    beside = rules is not None and found.recommendation in rules.beside and not found.of_kind("red-flag")
    scored = [each for each in headings(page) if title and each.startswith(title)]
    assert len(scored) == (1 if beside and found.score is not None else 0)
    order += scored
    order += ["Notes"] if found.notes else []
    assert headings(page) == order


@pytest.mark.parametrize("case", cases())
def test_the_page_says_exactly_what_was_concluded(show: Show, case: str) -> None:
    page = page_of(show, case)
    check_banner(page, case)
    check_open(page, case)
    check_reasons(page, case)
    check_tests_and_notes(page, case)
    check_order(page, case)


def test_files_that_were_written_are_named_below_the_recommendation(show: Show) -> None:
    page = page_of(show, covering()[0])
    page.show_written(["/a/summary.pdf", "/a/handout.pdf"])
    settle()
    inside = page.widget()
    assert inside is not None
    seen = lines(inside)
    at = seen.index(Line("strong", "Written"))
    assert seen[at + 1] == Line("body", "/a/summary.pdf\n/a/handout.pdf")
    banner = page.findChild(QWidget, "recommendation")
    assert banner is not None
    assert seen.index(lines(banner)[-1]) < at < seen.index(Line("heading", "Why"))


@pytest.mark.parametrize("reference", ["us", "efsa"])
def test_the_recommended_intake_stands_below_everything_in_an_emergency_too(show: Show, reference: Reference) -> None:
    emergency = next(case for case in vignettes() if judged(case).urgency == "emergency-now")
    inside = page_of(show, emergency, reference).widget()
    assert inside is not None
    *_others, line, foot = lines(inside)
    assert foot.text.startswith("Reference ")
    own = "RDA 2.4 mcg a day (US adults; 2.6 pregnant, 2.8 breastfeeding)."
    assert line.text.partition(" EFSA")[0] == own
    assert ("EFSA adult adequate intake 4 mcg a day" in line.text) is (reference == "efsa")


# pictures


def columns(image: QImage, colour: str, top: int, bottom: int) -> list[int]:
    """The x of every column between two heights in which a palette colour is seen."""
    wanted = style.colour(colour).rgb()
    return [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) == wanted for y in range(top, min(bottom, image.height())))
    ]


def amount(case: str) -> Iterator[object]:
    """What tells one gauge from another: the estimate and the reference."""
    diet = judged(case).diet
    if diet is not None and not judged(case).flagged:
        yield diet.mcg_per_day == 0, diet.mcg_per_day < diet.reference, diet.mcg_per_day > 2 * diet.reference
        yield diet.reference_label


def points(case: str) -> Iterator[object]:
    """What tells one picture of the score from another; nothing where no figure may be shown."""
    score = judged(case).score
    rules, found = definition().score, judged(case)
    beside = rules is not None and found.recommendation in rules.beside and not found.of_kind("red-flag")
    if score is not None and score.applies is not False and not score.unmeasured and beside:
        yield score.band_low
        yield score.band_high
        yield score.settled


@pytest.mark.parametrize("case", covering(amount))
@pytest.mark.parametrize("reference", ["us", "uk", "efsa"])
def test_the_gauge_is_as_long_as_the_estimate_and_marks_the_reference(
    show: Show, case: str, reference: Reference
) -> None:
    intake = judged(case, reference).diet
    assert intake is not None
    gauge = page_of(show, case, reference).findChild(IntakeGauge)
    assert gauge is not None
    image = gauge.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    most = max(2 * intake.reference, 5.0)
    middle = image.height() // 2
    filled = columns(image, "primary", middle - 4, middle + 4)
    ratio = image.width() / gauge.width()
    expected = max(4.0, (gauge.width() - 2) * min(intake.mcg_per_day / most, 1.0)) * ratio
    assert len(filled) == pytest.approx(expected, abs=4)
    assert filled[0] <= 4 * ratio
    marks = columns(image, "text", middle - 14, middle - 8)  # the foot of the marker, above the bar
    at = (1 + (gauge.width() - 2) * intake.reference / most) * ratio
    near = [x for x in marks if abs(x - at) <= 7 * ratio]
    assert near, (marks, at)
    assert sum(near) / len(near) == pytest.approx(at, abs=2)
    assert f"{intake.reference:g} micrograms a day" in gauge.accessibleDescription()


@pytest.mark.parametrize("case", covering(points))
def test_the_marker_of_the_score_stands_over_its_points(show: Show, case: str) -> None:
    found = judged(case).score
    picture = page_of(show, case).findChild(ScorePicture)
    assert found is not None
    assert picture is not None
    image = picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    step = (picture.width() - 2) / (found.points_max + 1)
    text = columns(image, "text", style.sp(22), style.sp(30))
    low, high = (1 + (points + 0.5) * step for points in found.points)
    assert min(text) == pytest.approx(low, abs=style.sp(7))
    assert max(text) == pytest.approx(high, abs=style.sp(7))


@pytest.mark.parametrize("reference", ["us", "uk", "efsa"])
def test_the_reference_intake_is_that_of_the_settings(open_desk: Callable[..., Desk], reference: Reference) -> None:
    desk = open_desk(Settings(reference=reference))
    desk.hand.press("new")
    desk.answer_all(MARIA)
    desk.hand.press("next")
    gauge = desk.intake.page.findChild(IntakeGauge)
    assert gauge is not None
    expected = assess(desk.window.reception.desk.definition, desk.session.response(), reference=reference).diet
    assert expected is not None
    (adult,) = [
        row for row in definition().foods.reference if (row.country, row.label) == (reference, expected.reference_label)
    ]
    assert f"{adult.label} {adult.mcg_per_day:g} micrograms a day." in gauge.accessibleDescription()
