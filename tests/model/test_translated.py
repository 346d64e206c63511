"""A form in another language: its texts change, and nothing that decides."""

from __future__ import annotations

import gettext
from dataclasses import replace

import pytest

from b12desk.definitions import load
from b12desk.i18n import ENGLISH, Catalogue
from b12desk.model.definition import Definition
from b12desk.model.translated import translated


class Named(gettext.NullTranslations):
    """Every text with its context before it."""

    def gettext(self, message: str) -> str:
        return f"!{message}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}!{message}"


GERMAN = Catalogue("de", Named())


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Definition:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path))
    return load()


def test_texts_have_their_place_as_context_and_identity_stays(form: Definition) -> None:
    told = translated(form, GERMAN)
    sex = told.questionnaire.items["sex"]
    assert sex.text == f"sex!{form.questionnaire.items['sex'].text}"
    assert sex.answer_option[0].display.startswith(f"sex={sex.answer_option[0].code}!")
    assert told.rules.finding[0].text == f"{form.rules.finding[0].id}!{form.rules.finding[0].text}"
    assert told.handout.section[0].body[0] == f"{form.handout.section[0].id}!{form.handout.section[0].body[0]}"
    assert (told.hash, told.questionnaire.canonical, told.sources) == (
        form.hash,
        form.questionnaire.canonical,
        form.sources,
    )
    assert replace(told.rules.finding[0], text=form.rules.finding[0].text).when is form.rules.finding[0].when


def test_english_is_the_form_itself(form: Definition) -> None:
    assert translated(form, ENGLISH) is form


def test_not_sure_is_in_the_language_in_use(form: Definition) -> None:
    questionnaire = form.questionnaire
    link_id = next(
        each
        for each, item in questionnaire.items.items()
        if "not-sure" in item.unknown and all(one.code != "not-sure" for one in item.answer_option)
    )
    with GERMAN.used():
        assert "!Not sure" in [each.display for each in questionnaire.options(link_id)]
    assert "Not sure" in [each.display for each in questionnaire.options(link_id)]
