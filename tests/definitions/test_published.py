"""Older versions of a form: read when they are needed, and every mistake of a map is found, placed and told."""

# ruff: noqa: E501 -- one mistake a line reads like a table

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.cli.check import check
from b12desk.definitions.published import Published, lint_published
from b12desk.errors import DefinitionError
from tests.gallery import gallery
from tests.older import CARRY, OLD, write_older

FULL = gallery("full")
MISTAKES = [
    ('to = "urn:test:full|1"', 'to = "urn:test:full|2"', ":3: 'to' is not the version that it leads to. Write urn:test:full|1."),
    ('from = "urn:test:full|0"', 'from = "urn:test:full|3"', ":2: 'from' is not the version that it leads from. Write urn:test:full|0."),
    ('from = "gas_last"', 'from = "gas_lost"', "gas_last.months: 'gas_lost' is no date of the old form. Did you mean 'gas_last'?"),
    ('linkId = "gas_last.months"\nfrom', 'linkId = "numb"\nfrom', "numb: the old form has an item of this name."),
    ('to = "tired"', 'to = "tird"', "tird: there is no question 'tird' in version 1. Did you mean 'tired'?"),
    ('to = "tired"', 'to = "hint"', "hint: there is no question 'hint' in version 1."),
    ('from = "fatigue"', 'from = "food"', "tired: there is no question 'food' in version 0."),
    ('to = "tired"', 'to = "drug"', "drug: this question is copied to twice."),
    ('to = "tired"', 'to = "numb"', "numb: answers to 'fatigue' are no answers to 'numb'."),
    ('to = "drug.dose"', 'to = "drug.duration"', "drug.duration: answers to 'drug_old.dose' are no answers to 'drug.duration'."),
    ("codes = { current", "codes = { curent", "drug: 'drug_old' has no option 'curent'. Did you mean 'current'?"),
    ("codes = { current", "# codes = { current", "drug: answers to 'drug_old' are no answers to 'drug'."),
    ('code = "spray"', 'code = "sprai"', "products: 'products' has no option 'sprai'. Did you mean 'spray'?"),
    ('code = "spray"', 'code = "tablet"', "products: nothing is said of these options: spray."),
    ('linkId = "gas"\ncode = "no"', 'linkId = "gas"\ncode = "prefer-not-to-say"', "gas: 'gas' has no option 'prefer-not-to-say'."),
    ('linkId = "gas"\ncode = "no"', 'linkId = "gas"', "gas: the row neither answers nor asks again."),
    ('linkId = "gas"\ncode = "no"', 'linkId = "gaz"\ncode = "no"', "gaz: there is no question 'gaz' in version 1. Did you mean 'gas'?"),
    ('{ question = "sprays"', '{ question = "spray"', "products: there is no item 'spray'. Did you mean 'sprays'?"),
    ('{ question = "sprays", answer = "yes" }', "{ any = [] }", "products: the list of conditions is empty."),
    ('{ question = "sprays", answer = "yes" }', '{ not = { condition = "x" } }', "products: a map looks at answers only."),
    ('linkId = "drug_old.why"', 'linkId = "drug_old.whi"', "drug_old.whi: there is no question 'drug_old.whi' in version 0."),
    ('linkId = "drug_old.why"', 'linkId = "drug_old.why"\ncodes = ["x"]', "drug_old.why: 'drug_old.why' has no option 'x'."),
    ('because = "nobody read it"', 'because = " "', "drug_old.why: it does not say why."),
    ('[[dropped]]\nlinkId = "drug_old.why"', '[[notAsked]]\nlinkId = "products"\ncodes = ["pill"]', "products: 'products' has no option 'pill'."),
    ('[[dropped]]\nlinkId = "drug_old.why"', '[[notAsked]]\nlinkId = "products"\ncodes = ["spray"]', "drug_old.why: the map says nothing of this question of the old form."),
    ('code = "yes"', 'cod = "yes"', "gas: unknown key 'cod'. Did you mean 'code'?"),
    ('codes = { current = "now" }', "codes = 5", "drug: 'codes' must be a table."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[each[1] for each in MISTAKES])
def test_a_mistake_of_the_map_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert CARRY.count(old) >= 1
    directory = write_older(tmp_path / "form", carry=CARRY.replace(old, new, 1))
    found = [str(each) for each in lint_published(FULL, directory)]
    assert any(message in each for each in found), found
    assert all(str(directory / "published" / "0" / "carry.toml") in each for each in found)


def test_codes_that_the_map_does_not_tell_apart_are_named(tmp_path: Path) -> None:
    carry = CARRY.replace('[[copy]]\nfrom = "drug_old"\nto = "drug"\ncodes = { current = "now" }\n', "")
    row = '[[answer]]\nlinkId = "drug"\ncode = "now"\nwhen = { question = "drug_old", answer = "current" }\n'
    (problem,) = lint_published(FULL, write_older(tmp_path / "form", carry=carry + row))
    assert problem.cause == "the map does not tell these codes apart: no, past."
    assert problem.where.endswith("drug_old")
    gone = row + '[[dropped]]\nlinkId = "drug_old"\ncodes = ["past"]\nbecause = "it is over"\n'
    assert lint_published(FULL, write_older(tmp_path / "form", carry=carry + gone)) == ()


def test_a_repeated_question_does_not_become_a_single_one(tmp_path: Path) -> None:
    old = OLD.replace('linkId = "fatigue"', 'linkId = "fatigue"\nrepeats = true')
    causes = [each.cause for each in lint_published(FULL, write_older(tmp_path / "form", old=old))]
    assert causes == ["answers to 'fatigue' are no answers to 'tired'."]


def test_check_reads_the_older_versions_always(tmp_path: Path) -> None:
    directory = write_older(tmp_path / "form")
    assert check(directory)[1]
    (directory / "published" / "0" / "carry.toml").write_text("from = 5", encoding="utf-8")
    text, well = check(directory)
    assert not well
    assert "carry.toml:1" in text


def test_a_version_needs_both_files(tmp_path: Path) -> None:
    directory = write_older(tmp_path / "form")
    (directory / "published" / "0" / "questionnaire.toml").unlink()
    (problem,) = lint_published(FULL, directory)
    assert str(problem).endswith("the file is missing. A published version holds questionnaire.toml and carry.toml.")
    with pytest.raises(DefinitionError, match=r"Version 0 of the form cannot be used \(problems: 1\)"):
        Published(FULL, directory).find("urn:test:full|0")
    (directory / "published" / "0" / "questionnaire.toml").write_text("= 5", encoding="utf-8")
    assert "this is not TOML" in lint_published(FULL, directory)[0].cause


def test_a_form_without_older_versions_has_none(tmp_path: Path) -> None:
    published = Published(FULL, tmp_path)
    assert not published.knows("urn:test:full|0")
    assert published.find("urn:test:full|0") is None
    assert published.holding(["drug_old"]) is None
    assert lint_published(FULL, tmp_path) == ()


def test_only_an_older_version_of_this_form_is_known(tmp_path: Path) -> None:
    published = Published(FULL, write_older(tmp_path / "form"))
    assert published.knows("urn:test:full|0")
    strange = ("urn:test:full|1", "urn:test:full", "urn:other|0", "urn:test:full|../0", "urn:test:full|7")
    assert not any(published.knows(each) for each in strange)
    found = published.find("urn:test:full|0")
    assert found is not None
    assert found.questionnaire.canonical == "urn:test:full|0"
    assert published.find("urn:test:full|0") is found, "it is read once"


def test_questions_tell_the_version_when_nothing_else_does(tmp_path: Path) -> None:
    directory = write_older(tmp_path / "form")
    later = directory / "published" / "0.10"
    later.mkdir()
    (later / "notes.txt").write_text("no version")
    published = Published(FULL, directory)
    assert published.holding(["tired", "age"]) is None, "today's form asks these"
    assert published.holding(["drug_old", "age"]) is published.find("urn:test:full|0")
    assert published.holding(["drug_old", "nobody_asks_this"]) is None
