"""Where things stand in a TOML text."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.definitions.positions import line_numbers, line_of
from tests.gallery import NAMES, gallery_files

TEXT = '''# a comment
title = "x"
"quoted key".below = 'lit'
long = """
three
lines \\""" still
"""
raw = \'\'\'
two\'\'\'
list = [
  1, # with [ brackets ] in a comment
  { a = "}", b = [2, 3] },
]
empty = []
none = {}
date = 2026-11-22T09:00:00Z

[table]
key = true
[table.deep]
key = 1.5

[[item]]
linkId = "one"
[[item.item]]
linkId = "two"
[[item.item]]
linkId = "three"
enableWhen = [
  { question = "a" },
  { question = "b", answer = [
    "yes", "no" ] },
]
[[item]]
linkId = "four"
[item.more]
key = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("quoted key", "below"), 3),
        (("long",), 4),
        (("raw",), 8),
        (("list",), 10),
        (("list", 0), 11),
        (("list", 1), 12),
        (("list", 1, "b", 1), 12),
        (("empty",), 14),
        (("none",), 15),
        (("date",), 16),
        (("table",), 18),
        (("table", "deep", "key"), 21),
        (("item",), 23),
        (("item", 0), 23),
        (("item", 0, "linkId"), 24),
        (("item", 0, "item", 0), 25),
        (("item", 0, "item", 1, "linkId"), 28),
        (("item", 0, "item", 1, "enableWhen", 0), 30),
        (("item", 0, "item", 1, "enableWhen", 1, "answer", 1), 32),
        (("item", 1, "linkId"), 35),
        (("item", 1, "more", "key"), 37),
    ],
)
def test_line_of_every_kind_of_place(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert line_of(line_numbers(TEXT), path) == line


def test_an_unknown_place_has_the_line_of_its_parent() -> None:
    lines = line_numbers(TEXT)
    assert line_of(lines, ("item", 1, "nothing", 3)) == 34
    assert line_of(lines, ("nothing",)) == 1
    assert line_of({}, ()) == 1


def paths_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, each in inside for found in ((*path, key), *paths_in(each, (*path, key)))]


@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_every_gallery_form_has_its_own_line(name: str) -> None:
    for content in gallery_files(name).values():
        text = content.decode()
        lines = line_numbers(text)
        rows = text.split("\n")
        for path in paths_in(tomllib.loads(text)):
            assert path in lines
            if isinstance(path[-1], str):
                assert path[-1] in rows[lines[path] - 1]


@pytest.mark.parametrize("text", ["a = [}", "a = {=}", "a = {", "[a", "a = [[1", '[a.""'])
def test_it_stops_at_what_it_does_not_expect(text: str) -> None:
    assert line_of(line_numbers(text), ("a",)) == 1


@given(st.text(alphabet="[]{}=\"'#\\,.ab1 \n", max_size=60))
def test_what_is_not_toml_ends_without_trouble(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in line_numbers(text).values())
