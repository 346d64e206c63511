"""What was published cannot change its meaning under the same version, and the difference is told in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from b12desk import paths
from b12desk.cli.check import check, record
from b12desk.definitions import load
from b12desk.definitions.meaning import differences
from b12desk.definitions.publication import lint_publication, publish, read_record
from b12desk.errors import DefinitionError
from tests.gallery import gallery, write_form
from tests.older import write_older

FORM = "full"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """The ``full`` form of the gallery, recorded as published."""
    directory = write_form(tmp_path / "form", FORM)
    publish(gallery(FORM), directory)
    return directory


def change(directory: Path, name: str, old: str, new: str) -> None:
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(directory: Path) -> list[str]:
    """What `check` says of what was published, without the folder."""
    return [
        str(each).replace(f"{directory}/", "") for each in lint_publication(load(directory), read_record(directory))
    ]


def test_nothing_is_recorded_until_somebody_says_so(tmp_path: Path) -> None:
    directory = write_form(tmp_path / "form", FORM)
    text, well = check(directory)
    assert well
    assert text.count("\n") == 1
    assert record(directory).startswith("Published: 1/questionnaire.toml\nPublished: 1/rules.toml\n")
    text, well = check(directory)
    assert well
    assert "As published, but for looks and sources." in text
    assert record(directory).startswith("All of it was published before.\n")


def test_a_new_and_a_gone_question_are_told(form: Path) -> None:
    path = form / "questionnaire.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"numb"', '"number"'), encoding="utf-8")
    rules = form / "rules.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('"numb"', '"number"'), encoding="utf-8")
    found = [each.partition(" Version")[0] for each in told(form)]
    assert found[0] == "questionnaire.toml: number: changed since it was published: it is new."
    assert "questionnaire.toml: numb: changed since it was published: it is gone." in found


def test_a_changed_question_is_told_with_what_it_was(form: Path) -> None:
    change(form, "questionnaire.toml", 'text = "', 'text = "Otherwise: ')
    (only,) = told(form)
    assert "changed since it was published: 'text' was " in only
    assert " and is Otherwise: " in only
    assert only.endswith("Version 1 is published: give it a new version, or take this back.")


@pytest.mark.parametrize("line", ['icon = "pill"', 'prefix = "9"', 'shortText = "Otherwise"'])
def test_looks_may_change(form: Path, line: str) -> None:
    key = line.partition(" ")[0]
    path = form / "questionnaire.toml"
    lines = [each for each in path.read_text(encoding="utf-8").splitlines() if not each.startswith(f"{key} =")]
    at = next(place for place, each in enumerate(lines) if each.startswith("linkId"))
    path.write_text("\n".join((*lines[: at + 1], line, *lines[at + 1 :])), encoding="utf-8")
    assert told(form) == []


def test_a_step_of_the_version_sets_it_free(form: Path) -> None:
    change(form, "rules.toml", 'operator = ">', 'operator = "<')
    (only,) = told(form)
    assert only.startswith("rules.toml: ")
    assert ".when.operator' was >= and is <=. " in only
    change(form, "rules.toml", 'version = "1"', 'version = "1.1"')
    assert told(form) == []
    assert "Not published yet, and free to change: rules.toml 1.1." in check(form)[0]
    assert publish(load(form), form) == ("1.1/rules.toml",)
    assert check(form)[1]


def test_order_counts_only_for_recommendations() -> None:
    before = gallery(FORM).rules
    assert len(before.recommendation) > 2
    names = [each.code for each in before.recommendation]
    assert differences(before, before) == ()
    turned = replace(before, recommendation=before.recommendation[::-1], finding=before.finding[::-1])
    (only,) = differences(before, turned)
    assert only.name == "recommendation"
    assert only.how.startswith(f"'order' was {names[0]}, {names[1]}, ")
    assert f" and is {names[-1]}, {names[-2]}, " in only.how


def test_parts_that_came_and_went_are_told_and_many_are_counted() -> None:
    form = gallery(FORM).questionnaire
    page = form.item[0]
    asked = next(each for each in page.item if not each.help and each.is_question)
    changed = replace(asked, help="A hint", required=not asked.required, text="Other", repeats=True, max_length=7)
    turned = replace(form, item=(replace(page, item=tuple(changed if each is asked else each for each in page.item)),
                                 *form.item[1:]))  # fmt: skip
    (only,) = differences(form, turned)
    assert only.name == asked.link_id
    assert "'help' is new (A hint)" in only.how
    assert only.how.endswith(", and 1 more.")
    (back,) = differences(turned, form)
    assert "'help' is gone (it was A hint)" in back.how


def test_what_was_published_is_never_edited(form: Path) -> None:
    change(form, "published/1/rules.toml", "[[finding]]", "# later\n[[finding]]")
    assert told(form) == [
        "published/1/rules.toml: it is not what was published. Put the published file back: it is never edited."
    ]
    (form / "published" / "1" / "rules.toml").unlink()
    (only,) = told(form)
    assert only.endswith("the file is missing. It was published, and is needed. Put it back.")
    with pytest.raises(DefinitionError, match="Nothing was published"):
        publish(load(form), form)


def test_line_ends_are_no_edit(form: Path) -> None:
    path = form / "published" / "1" / "rules.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(form) == []


@pytest.mark.parametrize("row", ['"../x" = "1"', '"1/cases.toml" = "1"', '"1/rules.toml" = 5', "[table]"])
def test_a_record_that_is_none_is_told(form: Path, row: str) -> None:
    path = form / "published" / "recorded.toml"
    rest = "".join(each for each in path.read_text(encoding="utf-8").splitlines(keepends=True) if "rules" not in each)
    path.write_text(f"{rest}{row}\n", encoding="utf-8")
    (only,) = told(form)
    assert "this is no row of the record." in only
    path.write_text("=", encoding="utf-8")
    (only,) = told(form)
    assert "this is not TOML" in only


def test_a_record_that_cannot_be_read_against_today_is_told(form: Path) -> None:
    path = form / "published" / "1" / "rules.toml"
    path.write_text("later = true\n", encoding="utf-8")
    (form / "published" / "recorded.toml").unlink()
    assert "1/rules.toml" in publish(gallery(FORM), form)
    assert path.read_text(encoding="utf-8") == "later = true\n"
    assert any("published/1/rules.toml" in each for each in told(form))


def test_older_versions_that_lie_there_are_recorded_too(tmp_path: Path) -> None:
    directory = write_older(tmp_path / "form")
    assert publish(load(directory), directory) == ("0/questionnaire.toml", "1/questionnaire.toml", "1/rules.toml")
    assert check(directory)[1]


def test_a_version_that_can_name_no_folder_is_refused(tmp_path: Path) -> None:
    directory = write_form(tmp_path / "form", FORM)
    change(directory, "rules.toml", 'version = "1"', 'version = "../1"')
    with pytest.raises(DefinitionError, match=r"'\.\./1' cannot name a folder"):
        publish(load(directory), directory)
    assert not (directory / "published").exists()


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    directory = write_form(tmp_path / "form", FORM)
    (directory / "published").write_text("in the way", encoding="utf-8")
    with pytest.raises(DefinitionError, match="Not all was published"):
        publish(load(directory), directory)


def test_the_shipped_form_is_as_published() -> None:
    definition = load()
    recorded = (paths.forms_dir() / "published" / "recorded.toml").read_text(encoding="utf-8")
    for version in (definition.questionnaire.version, definition.rules.version):
        assert f'"{version}/' in recorded
    assert lint_publication(definition, read_record(paths.forms_dir())) == ()


def test_what_lies_there_and_is_no_file_is_said(tmp_path: Path) -> None:
    directory = write_form(tmp_path / "form", FORM)
    (directory / "published" / "0.9" / "rules.toml").mkdir(parents=True)
    with pytest.raises(DefinitionError, match="this is a folder, not a file"):
        publish(load(directory), directory)
    assert not (directory / "published" / "1").exists()
