"""A clinic's letterhead: at the foot of the summary and of the handout, where it moves nothing."""

from __future__ import annotations

from dataclasses import replace

from b12desk.engine.scoring import assess
from b12desk.report.handout import handout_document
from b12desk.report.summary import summary_pages
from b12desk.settings import Settings
from tests.report import sample
from tests.report.page_faults import lines_of, text_in

CLINIC = Settings(clinic="Hillside Practice", clinic_contact="01632 960001").letterhead
LINE = "Hillside Practice \N{MIDDLE DOT} 01632 960001"


def test_it_is_as_many_lines_as_were_given() -> None:
    assert CLINIC == ("Hillside Practice", "01632 960001")
    assert Settings().letterhead == ()


def test_it_stands_on_every_page_of_the_summary_and_moves_nothing_of_the_head() -> None:
    given = sample.response()
    plain = sample.definition()
    heads = []
    for definition in (plain, replace(plain, letterhead=CLINIC)):
        _document, pages = summary_pages(definition, given, assess(definition, given))
        told = [LINE in map(text_in, lines_of(page)) for page in pages]
        assert told == [bool(definition.letterhead)] * len(pages)
        heads.append([(text_in(each), each.left, each.top) for each in lines_of(pages[0])][:12])
    assert heads[0] == heads[1]


def test_it_stands_behind_the_day_at_the_foot_of_the_handout_and_moves_nothing_else() -> None:
    definition = sample.definition()
    plain = handout_document(definition, sample.response())
    headed = handout_document(replace(definition, letterhead=CLINIC), sample.response())
    assert headed.blocks == plain.blocks
    assert headed.footer[:-1] == plain.footer[:-1]
    (day,) = [each.text for each in plain.footer[-1]]
    assert [each.text for each in headed.footer[-1]] == [f"{day} \N{MIDDLE DOT} {LINE}"]
