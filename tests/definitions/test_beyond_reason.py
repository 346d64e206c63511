"""Forms made to do harm: characters nobody sees, numbers beyond reason, and sizes that once cost minutes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from b12desk.definitions.lint import inspect
from tests.gallery import gallery_files

FILES = gallery_files("full")
RULE = FILES["rules.toml"].decode().split("[[finding]]")[1]


def refused(name: str, content: str) -> list[str]:
    """The problems of the form with one file changed: place without the folder, cause, fix."""
    definition, problems = inspect(Path("form"), {**FILES, f"{name}.toml": content.encode()})
    assert problems or definition is not None
    return [str(each).replace("form/", "") for each in problems]


def replaced(name: str, old: str, new: str) -> list[str]:
    text = FILES[f"{name}.toml"].decode()
    assert old in text
    return refused(name, text.replace(old, new, 1))


HIDDEN = {
    "ESC": "\\u001b",
    "NUL": "\\u0000",
    "BEL": "\\u0007",
    "DEL": "\\u007F",
    "CSI": "\\u009b",
    "carriage return": "\\r",
    "tab": "\\t",
    "bidi override": "\\u202e",
    "bidi isolate": "\\u2066",
    "mark of direction": "\\u200f",
    "line separator": "\\u2028",
    "paragraph separator": "\\u2029",
    "next line": "\\u0085",
    "no-width": "\\u200b",
    "tag": "\\U000e0041",
}
PLACES = {
    "a title": ("rules", 'title = "', "title"),
    "a text": ("questionnaire", 'text = "', "text"),
    "a linkId": ("questionnaire", 'linkId = "', "linkId"),
    "a code": ("questionnaire", 'code = "', "code"),
    "a source": ("sources", 'title = "', "title"),
    "a source's key": ("sources", 'key = "', "key"),
    "an id": ("rules", 'id = "', "id"),
    "a handout": ("handout", 'heading = "', "heading"),
    "a score": ("score", 'text = "', "text"),
    "a food": ("foods", 'serving = "', "serving"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_character_that_nobody_can_see_is_named_with_its_line(place: str, hidden: str) -> None:
    name, start, key = PLACES[place]
    text = FILES[f"{name}.toml"].decode()
    line = text[: text.index(start)].count("\n") + 1
    code = {"\\r": "000D", "\\t": "0009"}.get(HIDDEN[hidden], HIDDEN[hidden][2:].lstrip("0").upper().rjust(4, "0"))
    found = replaced(name, start, start + HIDDEN[hidden])
    wanted = re.compile(
        rf"{name}\.toml:{line}: (.*: )?'{key}' holds U\+{code}, a character that nobody can see\. Take it out\."
    )
    assert [each for each in found if wanted.fullmatch(each)], found
    assert all(each.isprintable() for each in found)


def test_a_line_break_is_named_and_how_to_write_a_long_text() -> None:
    found = replaced("rules", 'title = "', 'title = "One\\nSHA-256 ')
    assert [each for each in found if "'title' holds a line break. Write it on one line;" in each]
    joined = FILES["rules.toml"].decode().replace('designNote = "', 'designNote = """\\\n  ', 1)
    start = joined.index('designNote = """')
    end = joined.index('"\n', start + 16)
    assert refused("rules", joined[:end] + '"""\n' + joined[end + 2 :]) == []


@pytest.mark.parametrize(
    "text",
    ["caf\u00e9", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d", "a\u00a0b", "\u2013"],
)
def test_every_script_and_its_joiners_may_be_written(text: str) -> None:
    assert replaced("handout", 'title = "', f'title = "{text}') == []


def test_a_hidden_character_in_a_key_is_named() -> None:
    found = refused("sources", '"a\\u001b[31m" = 1\n' + FILES["sources.toml"].decode())
    assert any("holds U+001B" in each for each in found)


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        ("1e308", "'maxValue' is a number beyond reason."),
        ("-1e308", "'maxValue' is a number beyond reason."),
        ("1e999", "'maxValue' must be a finite number."),
        ("nan", "'maxValue' must be a finite number."),
        ("-inf", "'maxValue' must be a finite number."),
        ("1" + "0" * 400, "'maxValue' is a number beyond reason."),
        ("0x" + "f" * 9000, "'maxValue' is a number beyond reason."),
        ("1" + "0" * 9000, "a number has too many digits."),
        ("2_000_000_000", "'maxValue' is a number beyond reason."),
    ],
    ids=lambda each: each[:12],
)
def test_a_number_beyond_reason_is_named_with_its_line(number: str, cause: str) -> None:
    text = FILES["questionnaire.toml"].decode()
    place = re.search(r"maxValue = \d+", text)
    assert place
    line = text[: place.start()].count("\n") + 1
    found = refused("questionnaire", text[: place.start()] + f"maxValue = {number}" + text[place.end() :])
    assert any(each.startswith(f"questionnaire.toml:{line}: ") and cause in each for each in found), found


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("questionnaire", 'date = "2026-', 'date = "2026-02-30', "'date' is no day of the calendar."),
        ("rules", 'date = "', 'date = "0000-01-01', "'date' is no day of the calendar."),
        ("score", 'reviewed = "', 'reviewed = "soon', "'reviewed' is no day of the calendar."),
        ("foods", "mcgPerServing = ", "mcgPerServing = 99999", "'mcgPerServing' is more than 10,000 micrograms."),
        ("foods", "mcgPerDay = ", "mcgPerDay = 99999", "'mcgPerDay' is more than 10,000 micrograms."),
        ("questionnaire", "value = ", "value = -1", "is not from 0 to 1,000."),
        ("questionnaire", "value = ", "value = 100000", "is not from 0 to 1,000."),
    ],
    ids=lambda each: each[:14],
)
def test_a_value_that_cannot_be_meant_is_named(name: str, old: str, new: str, told: str) -> None:
    text = FILES[f"{name}.toml"].decode()
    place = re.search(f'{re.escape(old)}[^\n",}}]*', text)
    assert place
    found = refused(name, text[: place.start()] + new + text[place.end() :])
    assert [each for each in found if told in each and re.match(rf"{name}\.toml:\d+: ", each)], found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("minAge = -1", "'minAge' is not from 0 to 150."),
        ("minAge = 151", "'minAge' is not from 0 to 150."),
        ("maxAge = 1000", "'maxAge' is not from 0 to 150."),
    ],
)
def test_an_age_that_nobody_has_is_named(row: str, told: str) -> None:
    head = "[[reference]]\n"
    text = FILES["foods.toml"].decode()
    table = text.index(head) + len(head)
    key = row.split(" = ", maxsplit=1)[0]
    rest = re.sub(rf"^{key} = .*\n", "", text[table:], count=1, flags=re.MULTILINE)
    found = refused("foods", text[:table] + row + "\n" + rest)
    assert [each for each in found if told in each and "Write an age in years." in each], found


@pytest.mark.parametrize(("year", "good"), [(1499, False), (1500, True), (2100, True), (2101, False), (-5, False)])
def test_the_year_of_a_source_is_one_of_print(year: int, good: bool) -> None:
    text = re.sub(r"^year = .*\n", "", FILES["sources.toml"].decode(), flags=re.MULTILINE)
    found = refused("sources", text.replace("[[source]]\n", f"[[source]]\nyear = {year}\n", 1))
    assert bool(found) is not good


EXTRA = (
    '\n[[item]]\nlinkId = "zz"\ntype = "group"\ntext = "Z"\n'
    '[[item.item]]\nlinkId = "zq"\ntype = "{type}"\ntext = "Q"\nsources = ["S1"]\n{more}\n'
)


OPTIONS = EXTRA.replace("{type}", "choice").replace(
    "{more}", "answerOption = [" + '{ code = "a", display = "A" },' * 5000 + "]"
)


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("quantity", 'unitOption = [{ code = "mg", display = "mg" }]\nminValue = -1', "neither can its 'minValue'."),
        ("quantity", 'unitOption = [{ code = "mg", display = "mg" }]\nmaxValue = -1', "neither can its 'maxValue'."),
        ("integer", "minValue = 2\nmaxValue = 1", "minValue is greater than maxValue. Swap them."),
        ("text", "maxLength = 100000", "maxLength is 10,000 at most."),
        ("text", "maxLength = -1", "maxLength is a whole number above 0"),
        ("boolean", 'icon = "hart"', "there is no icon 'hart'. Did you mean 'heart'?"),
        ("boolean", 'icon = "../../secret"', "there is no icon '../../secret'. Leave icon out."),
        ("boolean", 'icon = ""', "there is no icon ''. Leave icon out."),
    ],
    ids=lambda each: each[-16:],
)
def test_an_item_that_cannot_be_meant_is_named(kind: str, more: str, told: str) -> None:
    text = FILES["questionnaire.toml"].decode()
    found = refused("questionnaire", text + EXTRA.replace("{type}", kind).replace("{more}", more))
    assert [each for each in found if each.startswith("questionnaire.toml:") and " zq: " in each and told in each], (
        found
    )


@pytest.mark.parametrize(("kind", "good"), [("integer", True), ("decimal", True)])
def test_a_limit_below_zero_may_be_meant_where_it_is_no_quantity(kind: str, good: bool) -> None:
    text = FILES["questionnaire.toml"].decode()
    found = refused("questionnaire", text + EXTRA.replace("{type}", kind).replace("{more}", "minValue = -40"))
    assert (found == []) is good


@pytest.mark.parametrize("place", ["handout", "foods"])
def test_an_unknown_icon_of_the_handout_is_named(place: str) -> None:
    head = "[[section]]\n" if place == "handout" else "[[picture]]\n"
    text = FILES[f"{place}.toml"].decode()
    table = text.index(head) + len(head)
    rest = re.sub(r"^icon = .*\n", "", text[table:], count=1, flags=re.MULTILINE)
    found = refused(place, text[:table] + 'icon = "mlik"\n' + rest)
    assert [each for each in found if "there is no icon 'mlik'. Did you mean 'milk'?" in each], found


# time: counted in steps of the interpreter, which a busy machine does not change


def steps(work: Callable[[], object]) -> int:
    """How many calls of Python functions ``work`` makes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def gates(number: int) -> str:
    rows = (
        f'[[item.item]]\nlinkId = "z{place}"\ntype = "boolean"\ntext = "Q"\nsources = ["S1"]\n'
        f'enableWhen = [{{ question = "nobody{place}", answer = true }}]\n'
        for place in range(number)
    )
    return '\n[[item]]\nlinkId = "zz"\ntype = "group"\ntext = "Z"\n' + "".join(rows)


def laughs(number: int) -> str:
    """Named conditions, each the one before it twice: opened up, they are 2 to the power of their number."""
    first = '[[condition]]\nid = "c0"\nwhen = { question = "drug.dose", operator = ">", answer = 1, unit = "mg" }\n'
    return first + "".join(
        f'[[condition]]\nid = "c{place}"\nwhen = {{ {way} = [{{ condition = "c{place - 1}" }}, '
        f'{{ condition = "c{place - 1}" }}] }}\n'
        for place in range(1, number)
        for way in ("all" if place % 2 else "any",)
    )


GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "copies of a rule": ("rules", lambda number: FILES["rules.toml"].decode() + f"[[finding]]{RULE}" * number),
    "unknown keys": (
        "rules",
        lambda number: "".join(f"unknown{n} = 1\n" for n in range(number)) + FILES["rules.toml"].decode(),
    ),
    "unknown linkIds": ("questionnaire", lambda number: FILES["questionnaire.toml"].decode() + gates(number)),
    "conditions in conditions": (
        "rules",
        lambda number: FILES["rules.toml"].decode().replace("[[finding]]", laughs(number) + "[[finding]]", 1),
    ),
}


@pytest.mark.parametrize("kind", GROWING)
def test_work_grows_no_faster_than_the_form(kind: str) -> None:
    name, made = GROWING[kind]
    few, many = (steps(lambda number=number: refused(name, made(number))) for number in (100, 400))  # type: ignore[misc]
    assert many <= 6 * few


@pytest.mark.parametrize("kind", ["unknown keys", "unknown linkIds"])
def test_close_words_are_looked_for_only_as_long_as_somebody_may_read_them(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counted(_word: str, known: dict[str, None], **_options: object) -> list[str]:
        nonlocal compared
        compared += len(known)
        return []

    monkeypatch.setattr("b12desk.definitions.error_words.get_close_matches", counted)
    name, made = GROWING[kind]
    assert len(refused(name, made(900))) >= 900
    assert compared <= 20_000


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("questionnaire", OPTIONS, "zq: 'answerOption' has 5,000 entries; no more than 500 can be meant."),
        ("rules", f"[[finding]]{RULE}" * 1000, "'finding' has "),
        ("rules", "\n[" + ".".join("a" * 90_000) + "]", "a key has more than 32 parts."),
        ("rules", "\n" + ".".join("a" * 90_000) + " = 1", "a key has more than 32 parts."),
        ("rules", "\nx = { " + '"a" . ' * 90_000 + "b = 1 }", "a key has more than 32 parts."),
        ("rules", "\nx = [" + "1," * 20_000 + "]", "'x' has 20,000 entries"),
        ("rules", "\n" + "".join(f"[t{n}]\n" for n in range(6000)), "the file has 6,0"),
        ("rules", '\nx = "' + "x" * 20_000 + '"', "'x' is longer than 10,000 characters."),
        ("rules", "\n" + "k" * 20_000 + " = 1", "unknown key 'kkk"),
        ("rules", "\nx = " + "[" * 5000 + "]" * 5000, "the values are nested too deeply. Nest lists"),
    ],
    ids=["options", "rules", "header", "key", "quoted key", "list", "tables", "text", "long key", "deep"],
)  # fmt: skip
def test_more_than_any_form_needs_is_refused_at_a_glance(name: str, more: str, told: str) -> None:
    found = refused(name, FILES[f"{name}.toml"].decode() + more)
    assert any(told in each for each in found), found[:3]
    assert all(len(each) < 400 for each in found)


def test_a_condition_that_names_itself_is_told_as_what_it_is() -> None:
    text = FILES["rules.toml"].decode()
    dose = '{ question = "drug.dose", operator = ">", answer = 1, unit = "mg" }'
    loop = f'[[condition]]\nid = "loop"\nwhen = {{ all = [{{ condition = "loop" }}, {dose}] }}\n'
    found = refused("rules", text.replace("[[finding]]", loop + "[[finding]]", 1))
    assert any("loop: the condition 'loop' is used before it is defined. Move it up." in each for each in found)
