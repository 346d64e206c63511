"""Lines, flow and pages: nothing runs over its room, nothing is lost, what belongs together stays together."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.paths import resources_dir
from b12desk.report.typeset import fonts, icons
from b12desk.report.typeset import type_sizes as layout
from b12desk.report.typeset.clean_text import visible_text
from b12desk.report.typeset.display_list import Box, Group, texts
from b12desk.report.typeset.document import Span
from b12desk.report.typeset.line_breaking import wrap
from b12desk.report.typeset.pagination import Frame, Piece, kept, paginate, stack
from b12desk.theme import LIGHT, contrast

MAKER = runpy.run_path(str(Path(__file__).parents[2] / "packaging/make_outlines.py"))
WORDS = st.text(alphabet=st.sampled_from("abcWil \u00e9\u0416\n\u00a0[]"), max_size=400)


@given(st.lists(WORDS, min_size=1, max_size=4), st.floats(min_value=20, max_value=500))
def test_no_line_is_wider_than_its_column_and_no_character_is_lost(parts: list[str], width: float) -> None:
    roles = ("body", "strong", "small", "lead")
    spans = tuple(Span(part, roles[index]) for index, part in enumerate(parts))
    lines = wrap(spans, width, layout.SUMMARY)
    for line in lines:
        for run in line.runs:
            assert run.x + fonts.width(run.text, run.face) * run.size <= width + 0.1
    set_text = "".join(run.text for line in lines for run in line.runs).replace(" ", "")
    assert set_text == "".join(visible_text(part) for part in parts).replace(" ", "").replace("\n", "")


def test_a_new_span_can_begin_a_new_line() -> None:
    lines = wrap((Span("first"), Span("second", below=True)), 500, layout.SUMMARY)
    assert [line.runs[0].text for line in lines] == ["first", "second"]


@given(st.lists(st.tuples(st.floats(1, 300), st.booleans(), st.booleans()), max_size=40))
def test_every_piece_lands_on_a_page_that_has_room(made: list[tuple[float, bool, bool]]) -> None:
    pieces = [Piece(height, keep=keep, space=space) for height, keep, space in made]
    pages = paginate(pieces, 310)
    solid = [piece for piece in pieces if not piece.space]
    assert [piece for page in pages for piece in page if not piece.space] == solid
    assert all(sum(piece.height for piece in page) <= 310.001 for page in pages)


def test_a_heading_goes_to_the_next_page_with_what_follows_it() -> None:
    pages = paginate([Piece(80), *kept([Piece(20), Piece(30)])], 100)
    assert [[piece.height for piece in page] for page in pages] == [[80], [20, 30]]


def test_a_tables_head_stands_again_on_the_next_page() -> None:
    head = Piece(10, keep=True)
    rows = [Piece(40, head=head) for _ in range(3)]
    pages = paginate([head, *rows], 100)
    assert [[piece.height for piece in page] for page in pages] == [[10, 40, 40], [10, 40]]


def test_pieces_of_one_frame_share_one_ground() -> None:
    frame = Frame(layout.LOOKS["accent"], 200)
    marks, height = stack([Piece(10), Piece(10, frame=frame), Piece(15, frame=frame), Piece(10)])
    grounds = [mark for mark in marks if isinstance(mark, Box) and mark.width == 200]
    assert height == 45
    assert [(mark.y, mark.height) for mark in grounds] == [(10, 25)]


def test_text_keeps_its_place_through_groups() -> None:
    line = wrap((Span("here"),), 100, layout.SUMMARY)[0]
    moved = next(texts((Group(10, 20, (Group(1, 2, line.runs),)),)))
    assert (moved.x, moved.y) == (11, 22 + line.runs[0].y)


@pytest.mark.parametrize(
    ("sheet", "smallest"),
    [(layout.SUMMARY, 8.5), (layout.COMPACT, 8.5), (layout.HANDOUT, 14), (layout.LARGE_PRINT, 18)],
)
def test_no_type_is_smaller_than_promised_and_lines_have_air(sheet: layout.Sheet, smallest: float) -> None:
    for role, style in sheet.styles.items():
        assert style.size >= smallest, role
        assert style.leading >= style.size * 1.2, role
    assert sheet.style("body").leading >= sheet.style("body").size * (1.4 if smallest >= 14 else 1.2)


def test_all_type_on_paper_has_enough_contrast() -> None:
    for sheet in (layout.SUMMARY, layout.COMPACT, layout.HANDOUT, layout.LARGE_PRINT):
        for role, style in sheet.styles.items():
            dark = {"on-dark": [LIGHT.primary, LIGHT.error], "void": [LIGHT.error], "void-small": [LIGHT.error]}
            grounds = dark.get(role, ["#ffffff", LIGHT.primary_soft])
            assert all(contrast(style.colour, ground) >= 4.5 for ground in grounds), role


def test_the_tone_of_urgency_is_dark_in_greyscale_too() -> None:
    assert contrast(LIGHT.error, "#ffffff") >= 5
    assert contrast(LIGHT.on_primary, LIGHT.error) >= 5


def test_every_shipped_icon_can_be_drawn() -> None:
    names = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
    assert names
    for name in names:
        for letter, *numbers in icons.outline(name):
            assert letter in ("M", "L", "C", "Z")
            assert all(-4 <= number <= 28 for number in numbers if isinstance(number, float))


def test_the_outlines_are_those_of_the_shipped_icons() -> None:
    folder = resources_dir() / "icons"
    assert MAKER["outlines"]() == (folder / "outlines.json").read_text(encoding="utf-8"), "make_outlines.py"


@pytest.mark.parametrize(
    "inside",
    ['<circle cx="3" cy="3" r="2"/>', '<path d="M0 0h1" transform="scale(2)"/>', '<path d="M0 0Q1 1 2 2"/>'],
)
def test_an_icon_that_holds_more_than_plain_paths_is_refused(tmp_path: Path, inside: str) -> None:
    odd = tmp_path / "odd.svg"
    odd.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{inside}</svg>', encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.svg"):
        MAKER["outline"](odd)
