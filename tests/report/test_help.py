"""Where help is found at once, on paper: in the box of an emergency, and on every handout in the urgent panel."""

from __future__ import annotations

import pytest

from b12desk.engine.scoring import assess
from b12desk.model.values import Coding
from b12desk.report.handout import handout_document, handout_pdf
from b12desk.report.summary import summary_pdf
from b12desk.report.typeset.document import Panel, Paragraph
from b12desk.settings import HelpWords
from tests.definitions.test_profiles import answered, form
from tests.report.papers import no_spaces, page_texts

EMERGENCY = {"gas": (Coding(code="yes"),), "numb": (True,)}


def summary(words: HelpWords | None, answers: dict[str, tuple[object, ...]]) -> str:
    definition = form() if words is None else form().at_clinic(words)
    given = answered(definition, answers)  # type: ignore[arg-type]  # answers of two kinds
    return no_spaces(page_texts(summary_pdf(definition, given, assess(definition, given)))[0])


def test_the_summary_tells_the_number_below_the_flags_of_an_emergency() -> None:
    page = summary(HelpWords("uk"), EMERGENCY)
    assert page.index("Laughinggasandnumbfeet") < page.index("Call3.")
    assert "Talkto4." not in page
    assert "Call3." not in summary(HelpWords("uk"), {"numb": (True,)})
    assert "Call3." not in summary(None, EMERGENCY)


@pytest.mark.parametrize("words", [HelpWords("us"), HelpWords("uk", "Call 2222."), HelpWords()])
def test_the_handout_tells_both_whatever_was_answered(words: HelpWords) -> None:
    definition = form().at_clinic(words)
    assert definition.local is not None
    sheets = [handout_pdf(definition, answered(definition, each)) for each in ({}, {"numb": (True,)})]
    assert sheets[0] == sheets[1]
    shown = no_spaces(" ".join(page_texts(sheets[0])))
    panels = [each for each in handout_document(definition, answered(definition, {})).blocks if isinstance(each, Panel)]
    (panel,) = [each for each in panels if each.tone == "urgent"]
    told = [span.text for block in panel.blocks if isinstance(block, Paragraph) for span in block.spans]
    assert told[-2:] == list(definition.local.told)
    assert all(no_spaces(each) in shown for each in definition.local.told)
