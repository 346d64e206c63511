"""The summary is a contract: for every sample case exactly its words, in their order, under their heads, in their ink.

What must stand on the page is worked out here from the rules and the assessment, never by the page's own code; what
does stand there is read off the laid-out page by position.
"""

from __future__ import annotations

from functools import cache

import pytest

from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Box, Line, Mark, Page, Shape, Text, texts
from b12desk.theme import LIGHT
from tests.report import page_faults
from tests.report.papers import no_spaces
from tests.sample_cases import cases, covering, definition, judged, vignettes

STRENGTHS = {"strong": "Strong", "moderate": "Moderate", "weak": "Weak"}
WEIGHT = ["strong", "moderate", "weak"]
HEADINGS = (
    "What was found",
    "In the patient's words",
    "Suggested first test",
    "Before the blood is taken",
    "B12 in the diet",
    "Bear in mind",
    "Reading the result",
    "Clinician's decision",
    "Sources",
)
"""In the order of the page."""


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


# the top: recommendation and range


def check_top(case: str) -> None:
    """Title, sentence, flags in order, guideline; urgent on the urgent ground and in its ink, nothing else is."""
    found, rules, top = judged(case), definition().rules, sections(case)[""]
    rule = rules.recommendations[found.recommendation]
    flags = found.of_kind("red-flag")
    whole = joined(top)
    assert ("Redflags:acttoday" in whole) is bool(flags)
    at = 0
    for words in (rule.title, rule.sentence, *(rules.findings[each.id].text for each in flags), rule.guideline):
        place = whole.find(no_spaces(words), at)
        assert place >= 0, words
        at = place + len(no_spaces(words))
    title = max((run for run in top if run.text in rule.title), key=lambda run: run.size)
    assert title.colour == (LIGHT.error if flags else LIGHT.primary)
    around = [
        mark.fill
        for page, mark in marks_of(case)
        if isinstance(mark, Box) and page == 0 and mark.width > 300 and mark.y <= title.y <= mark.y + mark.height
    ]
    assert around == [LIGHT.error_soft if flags else LIGHT.primary_soft]
    if found.settled:
        assert "Stillopen" not in whole
        return
    low, high = (rules.recommendations[code].title for code in found.could_be)
    range_words = f"Still open: more answers could move this between \u201c{low}\u201d and \u201c{high}\u201d."
    assert no_spaces(range_words) in whole
    items = definition().questionnaire.items
    assert ("Woulddecideit:" in whole) is bool(found.deciding)
    decides = whole[whole.find("Woulddecideit:") :]
    places = [decides.find(no_spaces(items[each].label)) for each in found.deciding if "." not in each]
    assert -1 not in places
    assert places == sorted(places)


# findings


def check_findings(case: str) -> None:
    """Every finding in its table, the most important first, its strength under that head; its remark in grey."""
    found, rules, runs = judged(case), definition().rules, sections(case)["What was found"]
    ordered = [
        each
        for kind in ("risk-factor", "symptom", "context")
        for each in sorted(found.of_kind(kind), key=lambda each: (not each.common, WEIGHT.index(each.strength)))
    ]
    if not ordered:
        return
    heads = ("Details", "Strength", "Sources")
    edge = min(run.x for run in runs if run.text == "Details")
    left = [run for run in inked(runs) if run.x < edge - 0.5]
    named, small = "", joined([run for run in runs if run.colour == LIGHT.muted])
    for finding in ordered:
        rule = rules.findings[finding.id]
        named += rule.text + "; ".join(mark.text for mark in rule.mark if mark.tag in finding.marks and mark.text)
        assert no_spaces(rule.remark) in small
    told, named = (without_brackets(each) for each in (joined(left), no_spaces(named)))
    assert told.endswith(named)
    first = told[: -len(named)]
    assert bool(first) is not any(each.kind in {"risk-factor", "symptom"} for each in ordered)
    strengths = [STRENGTHS[each.strength] + ("NICE list*" if each.common else "") for each in ordered]
    assert joined(inked(column(runs, heads, 1))) == no_spaces("".join(strengths))


# tests, cautions, notes


def check_tests_and_notes(case: str) -> None:
    """Exactly its tests with their own reasons, its cautions and its notes, in order, and nothing beside them."""
    found, rules, parts = judged(case), definition().rules, sections(case)
    tests = {each.code: each for each in rules.test}
    pretests = {each.code: each.text for each in rules.pretest}
    notes = {each.code: each.text for each in rules.note}
    for heading, wanted in (
        ("Suggested first test", [tests[each.code].text + tests[each.code].reason for each in found.tests]),
        ("Before the blood is taken", [pretests[each] for each in found.pretest]),
        ("Bear in mind", [notes[each] for each in found.notes]),
    ):
        assert (heading in parts) is bool(wanted), heading
        assert joined(inked(parts.get(heading, []))) == no_spaces("".join(wanted)), heading


# the table of thresholds


def check_thresholds(case: str) -> None:
    """Each threshold under its own head, by its place from left to right."""
    rules, runs = definition().rules, sections(case)["Reading the result"]
    heads = ("Test", "Deficiency confirmed", "Indeterminate", "Deficiency unlikely")
    end = next(index for index, run in enumerate(runs) if run.text.startswith("Local laboratory"))
    rows = rules.threshold
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
    """The parts in the order of a decision."""
    there = [each for each in sections(case) if each in HEADINGS]
    beside = judged(case).tests == () and judged(case).pretest == ()  # then the diet stands beside the remarks
    order = sorted(there, key=HEADINGS.index)
    if beside and "Bear in mind" in there and "B12 in the diet" in there:
        at = order.index("B12 in the diet")
        order[at : at + 2] = ["Bear in mind", "B12 in the diet"]
    assert there == order


@pytest.mark.parametrize("case", cases())
def test_the_page_says_exactly_what_was_concluded(case: str) -> None:
    check_top(case)
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
    if diet is None:
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
    if found is None or found.applies is False or found.unmeasured:
        assert markers == []
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
