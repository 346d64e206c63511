"""The map of a table: one mistake at a time, each found, placed and told how to mend."""

# ruff: noqa: E501 -- one mistake a line reads like a table

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from b12desk.definitions.checks import units as units_module
from b12desk.errors import Problem
from b12desk.model.units import convert
from b12desk.tables.map_gates import check_openings
from b12desk.tables.map_reader import names_any, other_units, read_map
from b12desk.tables.numbers import as_number
from b12desk.tables.table_map import TableMap
from tests.gallery import gallery
from tests.mutations import mutate, swap_words

FULL = gallery("full").questionnaire
CHECKOUT = Path(__file__).parents[2]
MAPS = [*(CHECKOUT / "tests" / "fixtures").glob("*_map.toml"), *(CHECKOUT / "docs" / "validation").glob("*-map.toml")]
HEADER = ("person", "years", "preg", "metf", "metf_days", "mg", "worn", "numb", "eggs", "prod", "born", "day")
GOOD = """
format = 1
title = "a made-up table"
id = "person"
authored = "2020-06-30"

[[constant]]
linkId = "gate"
answer = "yes"
because = "everybody was asked"

[[constant]]
linkId = "drug.since"
answer = "2019"
because = "nobody was asked"
onlyIf = { drug = "now" }

[[column]]
name = "years"
linkId = "age"
clip = true

[[column]]
name = "preg"
linkId = "pregnant"
codes = { "0" = "no", "1" = "yes", "9" = "not-sure", "." = "" }
proxy = "a test in the laboratory"

[[column]]
name = "metf"
linkId = "drug"
codes = { "0" = "no", "1" = "now", "2" = "past" }

[[column]]
name = "metf_days"
linkId = "drug.duration"
unit = "d"
codes = { "77777" = "not-sure" }
onlyIf = { drug = ["now", "past"] }

[[column]]
name = "mg"
linkId = "drug.dose"
unit = "mg"
onlyIf = { drug = "now" }

[[column]]
name = "worn"
linkId = "tired"
ranges = [{ below = 2, code = "no" }, { code = "yes" }]

[[column]]
name = "numb"
linkId = "numb"
codes = { "1" = true, "0" = false, "." = "" }

[[column]]
name = "eggs"
linkId = "food_eggs"
codes = { "0" = "never" }

[[column]]
name = "numb"
linkId = "food_eggs"
codes = { "1" = "daily", "0" = "" }

[[column]]
name = "prod"
linkId = "products"
codes = { "a" = ["tablet", "spray"], "b" = "none" }
"""


def read(tmp_path: Path, text: str, header: tuple[str, ...] | None = HEADER) -> tuple[TableMap | None, list[str]]:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    mapping, problems = read_map(tmp_path / "map.toml", FULL, header)
    return mapping, [str(each) for each in problems]


def test_a_good_map_has_no_problem(tmp_path: Path) -> None:
    mapping, problems = read(tmp_path, GOOD)
    assert problems == []
    assert mapping is not None
    assert mapping.columns == ("person", "years", "preg", "metf", "metf_days", "mg", "worn", "numb", "eggs", "prod")


def test_a_day_for_each_row(tmp_path: Path) -> None:
    mapping, problems = read(tmp_path, GOOD.replace('authored = "2020-06-30"', 'authoredColumn = "day"'))
    assert problems == []
    assert mapping is not None
    assert mapping.columns[:2] == ("person", "day")


MISTAKES = [
    ("format = 1", "format = 2", ":2: the map has format 2, and this program reads format 1."),
    ("format = 1", "format = 0", "'format' must be 1."),
    ("format = 1", 'format = "1"', "'format' must be 1."),
    ('id = "person"\n', "", "the key 'id' is missing. Add it."),
    ("proxy =", "prxy =", "preg: unknown key 'prxy'. Did you mean 'proxy'?"),
    ('because = "everybody was asked"\n', "", "gate: the key 'because' is missing. Add it."),
    ('authored = "2020-06-30"\n', "", "the map needs either 'authored' or 'authoredColumn'."),
    ('authored = "2020-06-30"', 'authored = "2020-06-30"\nauthoredColumn = "day"', "the map needs either"),
    ("2020-06-30", "2020-06", "this is not a day. Write YYYY-MM-DD."),
    ("2020-06-30", "30.6.2020", "this is not a day. Write YYYY-MM-DD."),
    ('authored = "2020-06-30"', 'authoredColumn = "dya"', "the table has no column 'dya'. Did you mean 'day'?"),
    ('id = "person"', 'id = "persn"', "the table has no column 'persn'. Did you mean 'person'?"),
    ('name = "years"', 'name = "year"', ":19: the table has no column 'year'. Did you mean 'years'?"),
    ('linkId = "age"', 'linkId = "agee"', "years: there is no question 'agee'. Did you mean 'age'?"),
    ('linkId = "age"', 'linkId = "age_years"', "years: nobody is asked 'age_years': it is worked out."),
    ('linkId = "age"', 'linkId = "hint"', "years: there is no question 'hint'."),
    ('linkId = "gate"', 'linkId = "gaet"', "gaet: there is no question 'gaet'. Did you mean 'gate'?"),
    ('answer = "yes"', 'answer = "yse"', "gate: this is no answer to 'gate' (choice). Known codes: yes, no, not-sure"),
    ('answer = "yes"', "answer = []", "gate: this is no answer to 'gate' (choice)."),
    ('answer = "2019"', 'answer = "last year"', "drug.since: this is no answer to 'drug.since' (date)."),
    ('linkId = "drug.since"\nanswer = "2019"', 'linkId = "gate"\nanswer = "no"', ""),
    ('because = "nobody was asked"\nonlyIf = { drug = "now" }', 'because = "x"', ""),
    ('linkId = "drug.since"\nanswer = "2019"\nbecause = "nobody was asked"\nonlyIf = { drug = "now" }', 'linkId = "gate"\nanswer = "no"\nbecause = "x"', "gate: this question has a constant answer already. Remove one."),
    ('linkId = "pregnant"', 'linkId = "gate"', "preg: 'gate' has a constant answer, so this column says nothing."),
    ('name = "numb"\nlinkId = "food_eggs"', 'name = "eggs"\nlinkId = "food_eggs"', "eggs: the column answers 'food_eggs' already."),
    ('onlyIf = { drug = "now" }\n\n[[column]]\nname = "worn"', 'onlyIf = { tired = "yes" }\n\n[[column]]\nname = "worn"', "mg: 'onlyIf' looks at 'tired', which is not mapped before."),
    ('onlyIf = { drug = ["now", "past"] }', 'onlyIf = { drug = ["now", "psat"] }', "metf_days: 'drug' has no option 'psat'. Did you mean 'past'?"),
    ('onlyIf = { drug = ["now", "past"] }', 'onlyIf = { durg = "now" }', "metf_days: 'onlyIf' looks at 'durg', which is not mapped before. Did you mean 'drug'?"),
    ('codes = { "0" = "no", "1" = "yes", "9"', 'codes = { "0" = "nein", "1" = "yes", "9"', "preg: 'pregnant' has no option 'nein'."),
    ('codes = { "0" = "never" }\n', "", "eggs: a choice question needs either 'codes' or 'ranges'."),
    ('codes = { "0" = "never" }', 'codes = { "0" = "never" }\nranges = [{ code = "daily" }]', "eggs: a choice question needs either"),
    ('codes = { "1" = true, "0" = false, "." = "" }\n', "", "numb: a boolean question needs 'codes'."),
    ('"1" = true', '"1" = "yes"', "numb: true and false answer a boolean question, and nothing else does."),
    ('codes = { "0" = "never" }', 'codes = { "0" = true }', "eggs: true and false answer a boolean question"),
    ('linkId = "age"\nclip = true', 'linkId = "drug.name"', "years: a string question cannot be mapped."),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nranges = [{ code = "x" }]', "years: 'ranges' give codes, and a integer takes none."),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nunit = "a"', "years: 'age' is never given in 'a'."),
    ('linkId = "age"', 'linkId = "birth_date"', "years: the question has no limits to clip to."),
    ('unit = "d"\n', "", "metf_days: a quantity is given in a unit. Add unit; known: mo, a, d, wk."),
    ('unit = "d"', 'unit = "mg"', "metf_days: 'drug.duration' is never given in 'mg'."),
    ('"1" = "yes", "9"', '"0.0" = "yes", "9"', "preg: the cell '0.0' is named twice."),
    ('"." = "" }\nproxy', '" " = "" }\nproxy', "preg: an empty cell is no answer."),
    ('"b" = "none"', '"b" = []', ""),
    ('"0" = "never"', '"0" = ["never", "daily"]', "eggs: the question takes one answer. Name one code."),
    ('{ below = 2, code = "no" }, { code = "yes" }', '{ below = 2, code = "no" }, { below = 3, code = "yes" }', "worn: the last range has no end."),
    ('{ below = 2, code = "no" }, { code = "yes" }', '{ code = "no" }, { code = "yes" }', "worn: every range but the last ends somewhere."),
    ('{ below = 2, code = "no" }, { code = "yes" }', '{ below = 2, code = "no" }, { below = 2, code = "no" }, { code = "yes" }', "worn: the ranges do not rise."),
    ('{ code = "yes" }]', '{ code = "yse" }]', "worn: 'tired' has no option 'yse'. Did you mean 'yes'?"),
    ('linkId = "gate"', 'linkId = "gas"', "metf: 'drug' stands behind 'gate', which this map leaves closed. Map 'gate', with a [[constant]] if everybody was asked."),
    ('answer = "yes"', 'answer = "no"', "metf: 'drug' stands behind 'gate', which this map leaves closed."),
    ('"2" = "past" }', '"2" = "past", "1" = "no" }', "this is not TOML"),
    ("onlyIf = { drug = [", "onlyif = { drug = [", "metf_days: unknown key 'onlyif'. Did you mean 'onlyIf'?"),
    ('codes = { "0" = "never" }', 'code = { "0" = "never" }', "eggs: unknown key 'code'. Did you mean 'codes'?"),
    ('title = "a made-up table"', 'title = "t"\nquestionnaire = "urn:test:other"', ":4: the map was written for another form, or another version of it. Look it through, then write urn:test:full|1."),
    ('title = "a made-up table"', 'title = "t"\nquestionnaire = "urn:test:full|2"', ":4: the map was written for another form"),
    ('title = "a made-up table"', 'title = "t"\nquestionnaire = "urn:test:full|1"', ""),
    ('title = "a made-up table"', 'title = "t"\nquestionnaire = "urn:test:full"', ""),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nclip = 200', ""),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nclip = 0', "years: 'clip' names a number within the question's limits, so nothing is clipped. Name the highest number"),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nclip = false', ""),
    ('linkId = "age"\nclip = true', 'linkId = "birth_date"\nclip = 3', "years: the question has no limits to clip to."),
    ('linkId = "age"\nclip = true', 'linkId = "age"\nclip = "yes"', "years: 'clip' must be true or false or a number."),
    ('unit = "mg"', 'unit = "mg"\nclip = 5000', "mg: 'clip' names a number within the question's limits"),
    ('unit = "mg"', 'unit = "mg"\nclip = 9000.5', ""),
    ('unit = "mg"', 'unit = "d"\nclip = 9000', "mg: 'drug.dose' is never given in 'd'."),
    ('linkId = "drug.dose"\nunit = "mg"\nonlyIf = { drug = "now" }', 'linkId = "drug.dose"\nunit = "mg"\nonlyIf = { drug = "no" }', "mg: 'onlyIf' holds only where 'drug' keeps 'drug.dose' closed. Name the answers that open it."),
    ('answer = "2019"\nbecause = "nobody was asked"\nonlyIf = { drug = "now" }', 'answer = "2019"\nbecause = "x"\nonlyIf = { drug = ["past", "no"] }', "drug.since: 'onlyIf' holds only where 'drug' keeps 'drug.since' closed."),
    ('onlyIf = { drug = ["now", "past"] }', 'onlyIf = { drug = ["now", "past", "no"] }', ""),
    ('onlyIf = { drug = ["now", "past"] }', 'onlyIf = { drug = "not-sure" }', "metf_days: 'onlyIf' waits for an answer to 'drug' that this map never gives. Mend 'onlyIf', or the codes."),
    ('onlyIf = { drug = ["now", "past"] }', 'onlyIf = { age = "now" }', "metf_days: 'age' has no option 'now'."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[f"{n}-{m[2][:40]}" for n, m in enumerate(MISTAKES)])
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    found = read(tmp_path, GOOD.replace(old, new, 1))[1]
    assert any(message in each for each in found) if message else not found, found


def test_a_constant_that_stands_twice_under_one_condition_is_named(tmp_path: Path) -> None:
    entry = GOOD[GOOD.index('[[constant]]\nlinkId = "drug.since"') : GOOD.index("[[column]]")]
    found = read(tmp_path, GOOD.replace(entry, entry + entry.replace("2019", "2018")))[1]
    assert [each.partition(": ")[2] for each in found] == [
        "drug.since: this question has a constant answer already. Remove one."
    ]
    other = entry.replace('"now"', '["now"]')
    assert len(read(tmp_path, GOOD.replace(entry, entry + other))[1]) == 1
    assert read(tmp_path, GOOD.replace(entry, entry + entry.replace('drug = "now"', 'gate = "yes"')))[1] == []


def test_a_table_with_none_of_the_columns_is_left_to_its_reader(tmp_path: Path) -> None:
    mapping, problems = read(tmp_path, GOOD, ("one", "other", "other"))
    assert (problems, mapping is None) == ([], False)
    assert mapping is not None
    assert not names_any(mapping, ("one", "other"))
    assert names_any(mapping, ("one", " Met F_"))


@pytest.mark.parametrize(
    ("header", "name"), [("YEARS", "YEARS"), ("Ye-ars", "Ye-ars"), ("years\u200b", "years\\u200b"), ("yaers", "yaers")]
)
def test_a_column_in_other_letters_is_suggested(tmp_path: Path, header: str, name: str) -> None:
    found = read(tmp_path, GOOD, tuple(header if each == "years" else each for each in HEADER))[1]
    assert [each.partition(":19: ")[2] for each in found] == [
        f"the table has no column 'years'. Did you mean '{name}'?"
    ]


def test_units_that_names_of_columns_speak_of(tmp_path: Path) -> None:
    mapping, _problems = read(tmp_path, GOOD)
    assert mapping is not None
    assert list(other_units(mapping, "age")) == []
    names = {"years": "age_months", "metf_days": "metf_weeks", "mg": "dose mcg", "worn": "worn_years", "preg": "days"}
    text = GOOD
    for name, other in names.items():
        text = text.replace(f'name = "{name}"', f'name = "{other}"')
    mapping, _problems = read(tmp_path, text, None)
    assert mapping is not None
    assert list(other_units(mapping, "age")) == [
        ("age_months", "its name speaks of mo, and its numbers count as a."),
        ("metf_weeks", "its name speaks of wk, and its numbers count as d."),
        ("dose mcg", "its name speaks of ug, and its numbers count as mg."),
    ]


def test_suggestions_for_a_huge_table_are_soon_given_up(tmp_path: Path) -> None:
    header = ("person", *(f"colunm_{number}" for number in range(15_000)))
    found = read(tmp_path, GOOD.replace('name = "years"', 'name = "column_1"'), header)[1]
    assert "the table has no column 'column_1'. Did you mean 'colunm_1'?" in found[0]
    assert found[1].endswith("the table has no column 'preg'.")


def test_all_problems_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace('"9" = "not-sure"', '"9" = "dunno"').replace('name = "eggs"', 'name = "egg"')
    found = read(tmp_path, text)[1]
    lines = text.split("\n")
    assert [each.partition("map.toml:")[2].partition(":")[0] for each in found] == [
        str(lines.index('name = "egg"') + 1),
        str(next(n for n, line in enumerate(lines) if "dunno" in line) + 1),
    ]


def test_a_column_that_the_table_has_twice_is_named(tmp_path: Path) -> None:
    assert (
        "the table has several columns 'years'. Give each its own name."
        in read(tmp_path, GOOD, (*HEADER, "years"))[1][0]
    )
    assert read(tmp_path, GOOD, (*HEADER, "idle", "idle"))[1] == []


def test_without_a_header_columns_are_not_compared(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD.replace('name = "years"', 'name = "other"'), None)[1] == []


def test_a_map_without_columns_is_named(tmp_path: Path) -> None:
    bare = GOOD[: GOOD.index("[[constant]]")] + "column = []\n"
    assert "the map has no column. Add a [[column]]." in read(tmp_path, bare)[1][0]


def test_a_map_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    mapping, (problem,) = read_map(tmp_path / "nothing.toml", FULL, None)
    assert mapping is None
    assert problem == Problem(str(tmp_path / "nothing.toml"), "the file is missing.", "Name the map with --map.")
    (tmp_path / "folder").mkdir()
    assert read_map(tmp_path / "folder", FULL, None)[1][0].cause == "this is a folder, not a file."
    for name in ("nul\0", "x" * 300):
        assert read_map(tmp_path / name, FULL, None)[1][0].cause.startswith("the file cannot be read (")


CONSTANT = '[[constant]]\nlinkId = "drug.since"\nanswer = "2019"'
LATE = "the date lies after the day from which ages count. Mend the date, or the day from which ages count."
EARLY = "the date lies more than 120 years before the day from which ages count. Mend the date, or the day from which"


@pytest.mark.parametrize(
    ("link_id", "answer", "message"),
    [
        ("age", "-5", "age: the number is outside the question's limits, 0 to 120. Mend it."),
        ("age", "999", "age: the number is outside the question's limits, 0 to 120. Mend it."),
        ("age", "1" + "0" * 8, "age: the number is outside the question's limits, 0 to 120. Mend it."),
        ("age", "120", ""),
        ("birth_date", '"2050-01-01"', f"birth_date: {LATE}"),
        ("birth_date", '"9999"', f"birth_date: {LATE}"),
        ("birth_date", '"2020-07"', f"birth_date: {LATE}"),
        ("birth_date", '"2020"', ""),
        ("birth_date", '"1800"', f"birth_date: {EARLY}"),
        ("birth_date", '"1898-12-31"', f"birth_date: {EARLY}"),
        ("birth_date", '"1900-01-01"', ""),
        ("drug.dose", '{ value = 5001, unit = "mg" }', "drug.dose: the number is outside the question's limits, 0 to 5000 mg."),
        ("drug.dose", '{ value = 5000, unit = "mg" }', ""),
        ("drug.duration", '{ value = 5000, unit = "d" }', ""),
    ],
)  # fmt: skip
def test_a_constant_keeps_to_the_limits_of_its_question(
    tmp_path: Path, link_id: str, answer: str, message: str
) -> None:
    text = GOOD.replace('name = "years"\nlinkId = "age"\nclip = true', 'name = "worn"\nlinkId = "gas"\n'
                        'codes = { "0" = "no" }')  # fmt: skip
    constant = f'[[constant]]\nlinkId = "{link_id}"\nanswer = {answer}\nbecause = "x"\nonlyIf = {{ gate = "yes" }}\n'
    found = read(tmp_path, text.replace(CONSTANT, f"{constant}\n{CONSTANT}"))[1]
    assert any(message in each for each in found) if message else not found, found


def test_limits_hold_in_every_unit_and_no_number_is_no_number(tmp_path: Path) -> None:
    from b12desk.definitions.checks.units import within
    from b12desk.model.values import Quantity

    item = replace(FULL.items["drug.duration"], min_value=0.0, max_value=24.0)
    within = {(value, unit): within(item, Quantity(value=Decimal(value), unit=unit))
              for value, unit in (("24", "mo"), ("25", "mo"), ("2", "a"), ("3", "a"), ("730", "d"), ("731", "d"), ("99", "?"))}  # fmt: skip
    assert [name for name, good in within.items() if good] == [("24", "mo"), ("2", "a"), ("730", "d")]
    text = 'format = 1\ntitle = "t"\nid = "i"\nauthored = "2020-01-01"\ncolumn = []\n'
    text += '[[constant]]\nlinkId = "q"\nanswer = nan\nbecause = "x"\n'
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    assert read_map(tmp_path / "map.toml", gallery("decimal").questionnaire, None)[1]


def test_units_are_converted_as_the_engine_converts_them() -> None:
    sizes = units_module._SIZES
    kinds = (("d", "wk", "mo", "a"), ("ug", "mg"), ("g/L", "g/dL"))
    assert sorted(sizes) == sorted(name for kind in kinds for name in kind)
    for kind in kinds:
        for one, other in permutations(kind, 2):
            assert convert(Decimal(6), one, other) == Decimal(6) * Decimal(sizes[one]) / Decimal(sizes[other])


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_map_is_a_list_of_problems_or_a_map(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    (tmp_path / "map.toml").write_bytes(random.choice((mutate, swap_words))(GOOD, random))
    mapping, problems = read_map(tmp_path / "map.toml", FULL, HEADER)
    assert mapping is not None or problems
    assert all(each.where.startswith(str(tmp_path)) and each.cause for each in problems)


SMALL = """
format = 1
title = "t"
id = "person"
authored = "2020-06-30"
{constants}
[[column]]
name = "years"
linkId = "{link_id}"
{more}
"""


def closed(tmp_path: Path, name: str, link_id: str, more: str, constants: dict[str, str]) -> bool:
    """Whether the map of one column leaves its question closed, in a form of the gallery or the shipped one."""
    from b12desk.definitions.loader import load

    questionnaire = load().questionnaire if name == "b12" else gallery(name).questionnaire
    written = "".join(
        f'[[constant]]\nlinkId = "{key}"\nanswer = {value}\nbecause = "x"\n' for key, value in constants.items()
    )
    (tmp_path / "map.toml").write_text(SMALL.format(constants=written, link_id=link_id, more=more), encoding="utf-8")
    mapping, problems = read_map(tmp_path / "map.toml", questionnaire, None)
    assert mapping is not None
    assert not [each for each in problems if "closed" not in each.cause], problems
    return bool(problems)


YES_NO = 'codes = { "0" = "no", "1" = "yes" }'
PREGNANT = 'codes = { "0" = "none-of-these", "1" = "pregnant" }'


@pytest.mark.parametrize(
    ("link_id", "more", "constants", "wanted"),
    [
        ("pregnancy", PREGNANT, {}, True),
        ("pregnancy", PREGNANT, {"sex": '"male"', "age": "30"}, True),
        ("pregnancy", PREGNANT, {"sex": '"female"'}, True),
        ("pregnancy", PREGNANT, {"sex": '"female"', "age": "30"}, False),
        ("pregnancy", PREGNANT, {"sex": '"female"', "birth_date": '"1990"'}, False),
        ("age", "", {}, False),
        ("food_milk", 'codes = { "0" = "never" }', {}, True),
        ("food_milk", 'codes = { "0" = "never" }', {"diet_pattern": '"none-of-these"'}, False),
        ("food_egg", 'codes = { "0" = "never" }', {"diet_pattern": '"none-of-these"'}, True),
        ("food_egg", 'codes = { "0" = "never" }', {"diet_pattern": '"none-of-these"', "food_estimate": '"yes"'}, False),
        ("diet_few.days", 'codes = { "0" = "0-days" }', {"diet_pattern": '"few-animal"'}, False),
        ("diet_few.days", 'codes = { "0" = "0-days" }', {"diet_pattern": '["vegan", "allergy"]'}, True),
        ("diet_few.days", 'codes = { "0" = "0-days" }', {}, True),
        ("suicidal_intent", YES_NO, {}, True),
        ("suicidal_intent", YES_NO, {"emergency_thoughts": '"end-life"'}, False),
        ("b12_taken.dose", 'unit = "ug"', {"b12_taken": '"own-b12"'}, False),
        ("b12_taken.dose", 'unit = "ug"', {"b12_taken": '"not-sure"'}, True),
    ],
)  # fmt: skip
def test_gates_that_a_map_leaves_closed(
    tmp_path: Path, link_id: str, more: str, constants: dict[str, str], wanted: bool
) -> None:
    assert closed(tmp_path, "b12", link_id, more, constants) is wanted


@pytest.mark.parametrize("path", MAPS, ids=lambda each: each.name)
def test_the_maps_of_this_repository_fit_the_shipped_form(path: Path) -> None:
    from b12desk.definitions.loader import load

    mapping, problems = read_map(path, load().questionnaire, None)
    assert not problems
    assert mapping is not None


def test_the_example_of_the_guide_fits_the_shipped_form(tmp_path: Path) -> None:
    from b12desk.definitions.loader import load

    guide = (CHECKOUT / "forms" / "README.md").read_text(encoding="utf-8")
    (tmp_path / "map.toml").write_text("format = 1" + guide.partition("format = 1")[2].partition("```")[0])
    mapping, problems = read_map(tmp_path / "map.toml", load().questionnaire, ("seqn", "metformin", "metformin_days"))
    assert not problems
    assert mapping is not None


def test_numbers() -> None:
    assert as_number(" 1.0 ") == as_number("1") == 1
    assert as_number("-2.5e3") == -2500
    assert as_number(".5") is not None
    assert [
        each for each in ("", "x", "nan", "inf", "1e999", "1" * 13, "٣", "1,5", "0x1", "1_0") if as_number(each)
    ] == []


def test_openings_are_checked_in_a_map_that_names_nothing_that_is_there(tmp_path: Path) -> None:
    mapping, _problems = read(tmp_path, GOOD)
    assert mapping is not None
    from b12desk.definitions.toml_file import Table, parse

    table = parse(tmp_path / "map.toml", GOOD.encode())
    assert isinstance(table, Table)
    assert list(check_openings(table, mapping, gallery("choice").questionnaire)) == []
