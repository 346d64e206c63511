"""The summary is a contract: for every sample case exactly its words, in their order, under their heads, in their ink.

What must stand on the page is worked out here from the rules and the assessment, never by the page's own code; what
does stand there is read off the laid-out page by position.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from b12desk.engine.diet import Reference
from b12desk.engine.scoring import assess
from b12desk.engine.settled import early_end
from b12desk.model.assessment import Assessment, Finding
from b12desk.model.response import QuestionnaireResponse, Subject, new_response
from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Box, Line, Mark, Page, Shape, Text, texts
from b12desk.report.typeset.type_sizes import Paper
from b12desk.theme import LIGHT
from tests.gallery import NAMES, gallery
from tests.report import page_faults, sample
from tests.report.papers import no_spaces
from tests.sample_cases import cases, covering, definition, judged, vignettes

STRENGTHS = {"strong": "Strong", "moderate": "Moderate", "weak": "Weak"}
WEIGHT = ["strong", "moderate", "weak"]
PAGE_ONE = (
    "What was found",
    "Suggested first test",
    "Before the blood is taken",
    "Bear in mind",
    "Clinician's decision",
)
PAGE_TWO = (
    "What else was found",
    "In the patient's words",
    "Bear in mind, too",
    "B12 in the diet",
    "Reading the result",
    "Sources",
)
HEADINGS = (*PAGE_ONE, *PAGE_TWO)
"""In the order of a decision; without an essential remark "Bear in mind" stands in the place of "Bear in mind, too"."""
OPEN = ("Not answered, or not sure:", "Still open:", "Every question")
"""How the part begins that says what is open."""
LONGEST = {"display": "W" * 200, "identifier": "W" * 100}


@cache
def pages(case: str) -> tuple[Page, ...]:
    return summary_pages(definition(), vignettes()[case].response, judged(case))[1]


def joined(runs: list[Text]) -> str:
    return no_spaces("".join(run.text for run in runs))


def inked(runs: list[Text]) -> list[Text]:
    """Runs without small print in grey (heads of tables, remarks) and without the numbers of sources."""
    return [run for run in runs if run.colour != LIGHT.muted and not is_citation(run)]


def is_citation(run: Text) -> bool:
    return run.colour == LIGHT.primary and not run.face.endswith("Bold")


def without_brackets(text: str) -> str:
    """A mark stands below its finding, or beside it in brackets."""
    return text.replace("(", "").replace(")", "")


def sections(case: str) -> dict[str, list[Text]]:
    """The runs under each heading, in drawing order; "" is what stands above the first. Footers are left out."""
    score = definition().score
    found: dict[str, list[Text]] = {"": []}
    at = ""
    for page in pages(case):
        for run in texts(page.marks[:1]):
            bold = run.face.endswith("Bold")
            if bold and score is not None and run.text.startswith(f"{score.title}:"):
                at = "score"  # a heading, or the beginning of its paragraph
                found[at] = [run]
            elif bold and run.colour == LIGHT.primary and run.text in HEADINGS:
                at = run.text
                found[at] = []
            else:
                found[at].append(run)
    return found


def marks_of(case: str) -> list[tuple[int, Mark]]:
    """Boxes, lines and shapes where they really stand, each with the number of its page."""
    return [
        (number, mark)
        for number, page in enumerate(pages(case))
        for mark in page_faults.marks_of(page)
        if not isinstance(mark, Text)
    ]


def column(runs: list[Text], heads: tuple[str, ...], number: int) -> list[Text]:
    """The runs that stand under a head of a table, by their place from left to right."""
    edges = [next(run.x for run in runs if run.text == head) for head in heads]
    assert edges == sorted(edges)
    right = (*edges, 10_000.0)[number + 1]
    return [run for run in runs if edges[number] - 0.5 <= run.x < right - 0.5]


def page_one(case: str) -> str:
    return joined(list(texts(pages(case)[0].marks[:1])))


def in_turn(whole: str, parts: list[str]) -> list[int]:
    """Where each of ``parts`` stands, each after the one before."""
    at, found = 0, []
    for words in map(no_spaces, parts):
        place = whole.find(words, at)
        assert place >= 0, words
        found.append(place)
        at = place + len(words)
    return found


def by_weight(found: Assessment) -> list[Finding]:
    """The reasons, the most important first; what is only known last."""
    reasons = [each for each in found.findings if each.kind != "red-flag"]
    return sorted(reasons, key=lambda each: (each.kind == "context", not each.common, WEIGHT.index(each.strength)))


def grouped(findings: list[Finding]) -> list[Finding]:
    """As the tables stand: risk factors, symptoms, what else is known."""
    return [each for kind in ("risk-factor", "symptom", "context") for each in findings if each.kind == kind]


# the top: recommendation or level of urgency, red flags, range


def check_top(case: str) -> None:
    """Title, sentence, guideline, flags by level; urgent on the urgent ground and in its ink, nothing else is."""
    found, rules, top = judged(case), definition().rules, sections(case)[""]
    levels = [each for each in rules.urgency if any(flag.urgency == each.code for flag in found.findings)]
    rule = levels[0] if levels else rules.recommendations[found.recommendation]
    whole = joined(top)
    bands = {"emergency-now": "Red flags: act now", "same-day": "Red flags: act today"}
    for code, words in bands.items():
        assert (no_spaces(words) in whole) is bool(levels and levels[0].code == code)
    parts = [rule.title, rule.sentence, rule.guideline]
    for level in levels:
        parts += [level.title] if level is not levels[0] else []
        for flag in found.of_kind("red-flag"):
            if flag.urgency == level.code:
                parts += [rules.findings[flag.id].text, rules.findings[flag.id].remark]
    in_turn(whole, parts)
    flags = found.of_kind("red-flag")
    unrelated = bool(flags) and not any(rules.findings[each.id].related for each in flags)
    assert (no_spaces("Emergency first. These answers would otherwise be:") in whole) is unrelated
    if unrelated:
        tests = {each.code: each.text for each in rules.test}
        in_turn(
            whole,
            [
                "otherwise be:",
                rules.recommendations[found.otherwise].title,
                *(tests[each.code] for each in found.tests),
            ],
        )
    title = max((run for run in top if run.text in rule.title), key=lambda run: run.size)
    assert title.colour == (LIGHT.error if flags else LIGHT.primary)
    around = [
        mark.fill
        for page, mark in marks_of(case)
        if isinstance(mark, Box) and page == 0 and mark.width > 300 and mark.y <= title.y <= mark.y + mark.height
    ]
    assert around == [LIGHT.error_soft if flags else LIGHT.primary_soft]


def check_flag_sources(case: str) -> None:
    """Behind each flag the numbers of its own sources, and of no others."""
    found, rules = judged(case), definition().rules
    top = joined(sections(case)[""])
    listing = joined(sections(case)["Sources"])
    for flag in found.of_kind("red-flag"):
        rule = rules.findings[flag.id]
        behind = top[top.index(no_spaces(rule.text)) :]
        behind = behind[behind.index(no_spaces(rule.remark)) + len(no_spaces(rule.remark)) :]
        numbers = re.match(r"\[([\d,]+)\]", behind)
        assert numbers is not None, flag.id
        own = {
            (each.title, each.publisher, each.year)
            for each in map(definition().sources.by_key.get, flag.sources)
            if each
        }
        assert len(numbers[1].split(",")) == len(own)
        entries = [listing.partition(f"[{number}]")[2].partition("[")[0] for number in numbers[1].split(",")]
        for name, publisher, _year in own:
            assert any(no_spaces(publisher or name[:20]) in entry for entry in entries), (flag.id, name)


def check_open(case: str) -> None:
    """What is open stands below the reasons and the tests, above the recommended intake and the decision."""
    found, rules, whole = judged(case), definition().rules, page_one(case)
    last = (
        "Before the blood is taken"
        if found.pretest
        else "Suggested first test"
        if found.suggested
        else "What was found"
    )
    assert definition().foods is not None
    rda = definition().foods.words.recommended
    if found.settled:
        early = early_end(definition(), vignettes()[case].response, found)
        if early is not None and set(found.open_items) <= set(early.not_asked):
            opened = early.words
        else:
            opened = "Not answered, or not sure:" if found.open_items else "question"
        assert "Stillopen" not in whole
        in_turn(whole, [last, opened, rda, "Clinician's decision"])
        return
    low, high = (rules.recommendations[code].title for code in found.could_be)
    opened = f"Still open: more answers could move this between \u201c{low}\u201d and \u201c{high}\u201d."
    if low == high:
        assert found.urgency == "same-day"
        opened = "Still open: more answers could make this more urgent."
    in_turn(whole, [last, opened, rda, "Clinician's decision"])
    items = definition().questionnaire.items
    assert ("Woulddecideit:" in whole) is bool(found.deciding)
    decides = whole[whole.find("Woulddecideit:") :]
    places = [
        decides.find(no_spaces(items[each].label.partition(": ")[0])) for each in found.deciding if "." not in each
    ]
    assert -1 not in places
    assert places == sorted(places)


# findings


def check_findings(case: str) -> None:
    """The most important in tables on page one, with their strength, and the others overleaf: none is lost."""
    found, rules, runs = judged(case), definition().rules, sections(case)["What was found"]
    ordered = by_weight(found)
    if not ordered:
        return
    counted = re.search(r"(?:and(\d+)more|(\d+)findings?,)overleaf", joined(runs))
    moved = int(counted[1] or counted[2]) if counted else 0
    first, others = ordered[: len(ordered) - moved], ordered[len(ordered) - moved :]
    in_turn(
        joined(sections(case).get("What else was found", [])),
        [rules.findings[each.id].text for each in grouped(others)],
    )
    assert ("What else was found" in sections(case)) is bool(others)
    if not first:
        return
    heads = ("Details", "Strength", "Sources")
    edge = min(run.x for run in runs if run.text == "Details")
    end = next((at for at, run in enumerate(runs) if run.text.startswith(OPEN)), len(runs))
    left = [run for run in inked(runs[:end]) if run.x < edge - 0.5]
    named, small = "", joined([run for run in runs if run.colour == LIGHT.muted])
    apart = no_spaces("On the reasons overleaf:") in (
        second := joined([run for page in pages(case)[1:] for run in texts(page.marks[:1])])
    )
    for finding in grouped(first):
        rule = rules.findings[finding.id]
        marks = "; ".join(mark.text for mark in rule.mark if mark.tag in finding.marks and mark.text)
        named += rule.text + ("" if apart else marks)
        assert no_spaces(rule.remark) in (second if apart else small)
        assert no_spaces(marks) in (second if apart else joined(left))
    told, named = (without_brackets(each) for each in (joined(left), no_spaces(named)))
    told = told.removesuffix(f"and{moved}moreoverleaf")
    assert told.endswith(named)
    assert bool(told[: -len(named)]) is not any(each.kind in {"risk-factor", "symptom"} for each in ordered)
    strengths = [
        ("" if each.kind == "context" else STRENGTHS[each.strength]) + ("NICE list*" if each.common else "")
        for each in grouped(first)
    ]
    assert joined(inked(column(runs[:end], heads, 1))) == no_spaces("".join(strengths))


# tests, cautions, notes


def check_tests_and_notes(case: str) -> None:
    """Exactly its tests with their own reasons, its cautions and its notes, in order, and nothing beside them."""
    found, rules, parts = judged(case), definition().rules, sections(case)
    tests = {each.code: each for each in rules.test}
    pretests = {each.code: each.text for each in rules.pretest}
    unrelated = bool(found.of_kind("red-flag")) and not any(each.related for each in found.of_kind("red-flag"))
    for heading, wanted in (
        (
            "Suggested first test",
            [] if unrelated else [tests[each.code].text + tests[each.code].reason for each in found.tests],
        ),
        ("Before the blood is taken", [pretests[each] for each in found.pretest]),
    ):
        assert (heading in parts) is bool(wanted), heading
        assert joined(inked(parts.get(heading, []))).startswith(no_spaces("".join(wanted))), heading
    notes = [each for each in rules.note if each.code in found.notes]
    whole = joined([run for page in pages(case) for run in inked(list(texts(page.marks[:1])))])
    essential = [each.text for each in notes if each.essential]
    others = [each.text for each in notes if not each.essential]
    places = in_turn(whole, [*essential, *others])
    decision = whole.index(no_spaces("Clinician's decision"))
    assert all(place < decision for place in places[: len(essential)])
    assert all(place > decision for place in places[len(essential) :])


# the table of thresholds


def check_thresholds(case: str) -> None:
    """Only those of the tests that are suggested; each under its own head, by its place from left to right."""
    tests = {each.code for each in judged(case).suggested}
    rows = [each for each in definition().rules.threshold if tests & set(each.tests)]
    assert ("Reading the result" in sections(case)) is bool(rows)
    if not rows:
        return
    runs = sections(case)["Reading the result"]
    heads = ("Test", "Deficiency confirmed", "Indeterminate", "Deficiency unlikely")
    end = next(index for index, run in enumerate(runs) if run.text.startswith("Local laboratory"))
    for number, cells in enumerate(
        (
            [each.test for each in rows],
            [each.deficient for each in rows],
            [each.indeterminate for each in rows],
            [each.unlikely for each in rows],
        )
    ):
        assert joined(inked(column(runs[:end], heads, number))) == no_spaces("".join(cells)), heads[number]


def check_order(case: str) -> None:
    """The parts in the order of a decision; the first of them on page one."""
    there = [each for each in sections(case) if each in HEADINGS]
    remarks = any(each.essential for each in definition().rules.note if each.code in judged(case).notes)
    two = PAGE_TWO if remarks else tuple("Bear in mind" if each == "Bear in mind, too" else each for each in PAGE_TWO)
    one = PAGE_ONE if remarks else tuple(each for each in PAGE_ONE if each != "Bear in mind")
    assert there == [each for each in (*one, *two) if each in there]
    assert no_spaces("Clinician's decision") in page_one(case)


@pytest.mark.parametrize("case", cases())
def test_the_page_says_exactly_what_was_concluded(case: str) -> None:
    check_top(case)
    check_flag_sources(case)
    check_open(case)
    check_findings(case)
    check_tests_and_notes(case)
    check_thresholds(case)
    check_order(case)
    check_gauge(case)
    check_score(case)


# pictures


def check_gauge(case: str) -> None:
    """The bar ends at the estimate and the dashed line stands at the reference, on the scale that is printed."""
    diet = judged(case).diet
    dashed = [(page, mark) for page, mark in marks_of(case) if isinstance(mark, Line) and mark.dash]
    if diet is None or judged(case).of_kind("red-flag"):
        assert dashed == []
        return
    ((page, line),) = dashed
    near = [mark for number, mark in marks_of(case) if number == page and abs(mark.y - line.y) < 30]
    (bar,) = [
        mark
        for mark in near
        if isinstance(mark, Box) and mark.fill == LIGHT.raised and mark.y < line.to_y < mark.y + 30 and mark.width > 90
    ][:1]
    ticks = sorted(
        mark.x
        for mark in near
        if isinstance(mark, Line) and mark.x == mark.to_x and mark.y == pytest.approx(bar.y + bar.height)
    )
    figures = [run for run in sections(case)["B12 in the diet"] if run.text.isdigit() and run.colour == LIGHT.muted]
    figures = figures[: len(ticks)]
    assert [int(run.text) for run in figures] == [index * int(figures[1].text) for index in range(len(ticks))]
    unit = (ticks[1] - ticks[0]) / int(figures[1].text)
    assert ticks[0] == pytest.approx(bar.x)
    assert line.x == pytest.approx(bar.x + diet.reference * unit)
    filled = [mark for mark in near if isinstance(mark, Box) and mark.fill == LIGHT.primary and mark.y == bar.y]
    assert [mark.x + mark.width for mark in filled] == [
        pytest.approx(bar.x + each * unit) for each in [diet.mcg_per_day] if each
    ]
    words = joined(sections(case)["B12 in the diet"])
    amount = f"{diet.mcg_per_day:g} mcg a day"
    assert no_spaces(f"Rough estimate: {'at least' if diet.at_least else 'about'} {amount}") in words
    assert no_spaces(f"{diet.reference_label} {diet.reference:g}") in words


def check_score(case: str) -> None:
    """The marker stands over the points, their bands are marked, and as many figures are filled as were found."""
    rules, found = definition().score, judged(case).score
    assert rules is not None
    shapes = [mark for _page, mark in marks_of(case) if isinstance(mark, Shape)]
    markers = sorted(mark.x for mark in shapes if mark.fill == LIGHT.text)
    beside = judged(case).recommendation in rules.beside and not judged(case).of_kind("red-flag")
    if found is None or found.applies is False or found.unmeasured or not beside:
        assert markers == []
        assert beside or no_spaces(rules.title) not in joined(
            [run for page in pages(case) for run in texts(page.marks[:1])]
        )
        return
    boxes = [
        mark
        for _page, mark in marks_of(case)
        if isinstance(mark, Box) and mark.fill in {LIGHT.raised, LIGHT.primary_soft}
    ]
    rows = [[each for each in boxes if each.y == one.y] for one in boxes]
    bands = next(sorted(row, key=lambda box: box.x) for row in rows if len(row) == len(rules.band))
    step = (bands[-1].x + bands[-1].width + 2 - bands[0].x) / (found.points_max + 1)
    low, high = found.points
    assert [box.fill == LIGHT.primary_soft for box in bands] == [
        band.from_ <= high and low <= band.to for band in rules.band
    ]
    if sections(case)["score"][0].colour == LIGHT.primary:
        places = [bands[0].x + (points + 0.5) * step for points in sorted(set(found.points))]
    else:  # all in one row, where every band is as wide as the others
        places = [box.x + box.width / 2 for box in bands if box.fill == LIGHT.primary_soft]
    assert markers == [pytest.approx(each) for each in places]
    shares = sorted(rules.bands[each].per_100 for each in (found.band_low, found.band_high))
    people = {
        colour: sum(
            sum(command[0] == "Z" for command in mark.commands) // 2
            for mark in shapes
            if mark.fill == colour and len(mark.commands) > 10 and mark.stroke != LIGHT.text
        )
        for colour in (LIGHT.primary, LIGHT.surface)
    }
    assert people[LIGHT.primary] == round(shares[0])
    assert people[LIGHT.surface] == round(shares[1]) - round(shares[0])


def test_the_quick_choice_has_every_test_every_caution_and_every_note() -> None:
    """What the choice leaves out, no quick test would see go wrong."""
    rules, all_found = definition().rules, [judged(case) for case in covering()]
    assert {each.recommendation for each in all_found} == set(rules.recommendations)
    assert {each.code for found in all_found for each in found.tests} == {each.code for each in rules.test}
    assert {code for found in all_found for code in found.pretest} == {each.code for each in rules.pretest}
    assert {code for found in all_found for code in found.notes} == {each.code for each in rules.note}


# page one


def named(case: str, **subject: str) -> QuestionnaireResponse:
    given = vignettes()[case].response
    return replace(given, subject=replace(given.subject, **subject))


def lines_on(page: Page, words: str) -> list[page_faults.Area]:
    """The lines of text that begin so, and where they stand."""
    return [each for each in page_faults.lines_of(page) if page_faults.text_in(each).startswith(words)]


def check_decision(laid: tuple[Page, ...], name: str) -> None:
    """The place to decide and sign stands whole on page one, with its four choices, under everything else."""
    first = laid[0]
    (heading,) = lines_on(first, "Clinician's decision")
    (panel,) = (
        each
        for each in page_faults.drawn(first, Box)
        if each.mark.stroke == LIGHT.edge
        and each.mark.fill is None
        and each.top < heading.top < each.bottom
        and each.right - each.left > 300
    )
    footer = min(each.top for each in page_faults.lines_of(replace(first, marks=first.marks[1:])))
    assert panel.bottom < footer, name
    ticks = [
        each
        for each in page_faults.drawn(first, Box)
        if each.mark.stroke == LIGHT.text and panel.top < each.top < panel.bottom
    ]
    assert len(ticks) == 5, name
    for words in ("Order the tests:", "Treat now, with:", "Refer to:", "No test, because:", "Other plan", "Signature"):
        (line,) = lines_on(first, words)
        assert panel.left < line.left < panel.right
        assert panel.top < line.top < panel.bottom, (name, words)
    assert all(not lines_on(page, "Clinician's decision") for page in laid[1:])


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("case", cases())
def test_page_one_decides_however_long_the_name_is(case: str, paper: Paper) -> None:
    """Flags, tests, cautions, recommended intake and decision never leave it, and there are two pages at most."""
    found, rules, form = judged(case), definition().rules, definition()
    laid = summary_pages(form, named(case, **LONGEST), found, paper=paper)[1]
    assert len(laid) <= 2
    check_decision(laid, case)
    assert [each for page in laid for each in page_faults.overlaps(page)] == []
    first = joined(list(texts(laid[0].marks[:1])))
    pretests = {each.code: each.text for each in rules.pretest}
    tests = {each.code: each.text for each in rules.test}
    assert form.foods is not None
    for words in (
        *(rules.findings[each.id].text for each in found.of_kind("red-flag")),
        *(rules.findings[each.id].remark for each in found.of_kind("red-flag")),
        *(tests[each.code].rstrip(".") for each in found.tests),
        *(pretests[each] for each in found.pretest),
        form.foods.words.recommended,
    ):
        assert no_spaces(words) in first, words


@pytest.mark.parametrize("name", NAMES)
def test_page_one_decides_on_every_small_form(name: str) -> None:
    form = gallery(name)
    given = replace(new_response(form.questionnaire.canonical, sample.AUTHORED), subject=Subject(**LONGEST))
    check_decision(summary_pages(form, given, assess(form, given))[1], name)


def test_title_name_birth_number_and_day_stand_in_the_same_place_on_every_summary() -> None:
    """So that a scanner finds them: whatever was found, and however the rest is set."""
    places: dict[str, set[tuple[float, float]]] = {}
    subjects = ({"display": "Ada Byron", "identifier": "943 476 5919"}, LONGEST)
    for case, subject in product(covering()[::4], subjects):
        first = summary_pages(definition(), named(case, **subject), judged(case))[1][0]
        for words in (definition().questionnaire.summary_title, "Patient", "Born (age)", "Identifier", "Answered on"):
            (line,) = lines_on(first, words)[:1]
            below = min(
                (each for each in page_faults.lines_of(first) if each.top > line.top and each.left == line.left),
                key=lambda each: each.top,
            )
            places.setdefault(words, set()).add((round(line.left, 2), round(line.top, 2)))
            places.setdefault(f"below {words}", set()).add((round(below.left, 2), round(below.top, 2)))
    assert all(len(each) == 1 for each in places.values()), places


def test_the_reasons_that_do_not_fit_are_counted_and_stand_overleaf() -> None:
    """The most important stay; who has a great many keeps the tests and the decision on page one all the same."""
    crowded = max(vignettes(), key=lambda case: len(judged(case).findings))
    reasons = by_weight(judged(crowded))
    texts_of = {each.id: no_spaces(definition().rules.findings[each.id].text) for each in reasons}
    laid = summary_pages(definition(), named(crowded, **LONGEST), judged(crowded))[1]
    first, second = (joined(list(texts(page.marks[:1]))) for page in laid)
    counted = re.search(r"and(\d+)moreoverleaf", first)
    assert counted is not None
    moved = int(counted[1])
    assert 0 < moved < len(reasons)
    assert all(texts_of[each.id] in first for each in reasons[:-moved])
    assert all(texts_of[each.id] in second for each in reasons[-moved:])


COUNTRIES: dict[Reference, str] = {
    "us": "",
    "uk": "UK adult reference intake 1.5 mcg a day; UK reference intake when breastfeeding 2 mcg a day.",
    "efsa": "EFSA adult adequate intake 4 mcg a day;",
}


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_recommended_intake_stands_on_every_page_with_that_of_the_clinics_country(country: Reference) -> None:
    """In an emergency and without any answer about food too, apart from the estimate, in figures that are the rows'."""
    line = "RDA 2.4 mcg a day (US adults; 2.6 pregnant, 2.8 breastfeeding)."
    foods = definition().foods
    assert foods is not None
    rows = sorted({f"{row.mcg_per_day:g}" for row in foods.reference if row.country == "us" and row.min_age == 14})
    assert rows == sorted(re.findall(r"\d\.\d", line))
    emergency = next(case for case in vignettes() if judged(case).urgency == "emergency-now")
    nothing = new_response(definition().questionnaire.canonical, sample.AUTHORED)
    for given in (vignettes()[emergency].response, nothing):
        laid = summary_pages(definition(), given, assess(definition(), given, reference=country))[1]
        whole = joined(list(texts(laid[0].marks[:1])))
        decision = whole.index(no_spaces("Clinician's decision"))
        assert whole.index(no_spaces(f"{line} {COUNTRIES[country]}")) < decision
    assert (no_spaces("reference intake") in whole) is (country == "uk")


def test_a_form_without_foods_prints_no_recommended_intake() -> None:
    form = replace(definition(), foods=None)
    given = new_response(form.questionnaire.canonical, sample.AUTHORED)
    laid = summary_pages(form, given, assess(form, given))[1]
    assert "RDA" not in joined(list(texts(laid[0].marks[:1])))
