"""Settings: defaults, round trip, and a damaged file that is reported, kept and not in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.settings import Settings
from b12desk.store.settings import load_settings, save_settings, settings_path

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path))


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == Settings(
        reference="auto", paper="auto", theme="auto", text_scale=1.0, handout_language="en"
    )


def test_settings_come_back() -> None:
    chosen = Settings().changed(
        reference="uk",
        paper="letter",
        theme="dark",
        text_scale=1.5,
        handout_language="pt-BR",
        profile="uk",
        emergency_words="Call 2222.",
        crisis_words="Call the ward.",
        answered_by="staff",
        clinic="Hillside Practice",
        clinic_address="1 High Street",
        clinic_contact="01632 960001",
    )
    save_settings(chosen)
    assert load_settings() == chosen


@pytest.mark.parametrize(
    "wrong",
    [
        {"reference": "fr"},
        {"paper": "a5"},
        {"theme": ["dark"]},
        {"text_scale": 0.9},
        {"text_scale": 2.6},
        {"text_scale": True},
        {"text_scale": "1"},
        {"handout_language": "../en"},
        {"handout_language": None},
        {"colour": "blue"},
        {"profile": "fr"},
        {"emergency_words": 112},
        {"clinic": "a" * 121},
        {"clinic_address": "two\nlines"},
        {"clinic_contact": None},
        {"answered_by": "two words"},
        {"answered_by": None},
        {"crisis_words": "two\nlines"},
        {"crisis_words": "x" * 121},
    ],
    ids=str,
)
def test_a_wrong_value_is_named_and_the_next_start_has_the_defaults(wrong: dict[str, object]) -> None:
    save_settings(Settings(reference="efsa"))
    content = json.loads(settings_path().read_text()) | wrong
    settings_path().write_text(json.dumps(content))
    with pytest.raises(StoreError) as caught:
        load_settings()
    assert next(iter(wrong)) in str(caught.value)
    assert "settings.json.damaged" in caught.value.problems[0].fix
    kept = settings_path().with_name("settings.json.damaged")
    assert json.loads(kept.read_text()) == content
    assert load_settings() == Settings()


def test_all_wrong_values_are_named_at_once() -> None:
    save_settings(Settings())
    settings_path().write_text('{"format":"b12desk-settings","version":1,"paper":"a5","theme":"pink","text_scale":9}')
    with pytest.raises(StoreError) as caught:
        load_settings()
    assert len(caught.value.problems) == 3


def test_a_key_that_an_older_program_did_not_write_has_its_default() -> None:
    save_settings(Settings())
    settings_path().write_text('{"format":"b12desk-settings","version":1,"paper":"letter"}')
    assert load_settings() == Settings(paper="letter")


def test_a_newer_file_is_left_where_it_is() -> None:
    save_settings(Settings())
    settings_path().write_text('{"format":"b12desk-settings","version":2}')
    with pytest.raises(StoreError, match="newer"):
        load_settings()
    assert settings_path().exists()


def test_a_wrong_value_in_the_program_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="text_scale"):
        Settings().changed(text_scale=3)
    with pytest.raises(ValueError, match="colour"):
        Settings().changed(colour="blue")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("settings-*.json")), ids=lambda path: path.stem)
def test_every_released_settings_format_still_opens(path: Path) -> None:
    assert path.stem == f"settings-{json.loads(path.read_text())['version']}"
    save_settings(Settings())
    settings_path().write_bytes(path.read_bytes())
    assert load_settings() == Settings(reference="uk", paper="a4", theme="dark", text_scale=1.5, handout_language="en")


@pytest.mark.parametrize(
    ("chosen", "territory", "expected"),
    [
        ({}, "US", "us"),
        ({}, "GB", "uk"),
        ({}, "DE", "efsa"),
        ({}, "NO", "efsa"),
        ({}, "AU", "us"),
        ({}, "ZZ", "us"),
        ({"profile": "uk"}, "US", "uk"),
        ({"profile": "us"}, "DE", "us"),
        ({"reference": "efsa", "profile": "us"}, "US", "efsa"),
        ({"reference": "us"}, "GB", "us"),
    ],
)
def test_the_recommended_intake_is_that_of_the_country_unless_one_was_chosen(
    chosen: dict[str, object], territory: str, expected: str
) -> None:
    settings = Settings(**chosen)
    assert settings.reference_in(territory) == expected
    assert settings.profile == chosen.get("profile", "other")


def test_a_country_that_is_chosen_in_an_older_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"format": "b12desk-settings", "version": 1, "reference": "us", "profile": "uk"}', encoding="utf-8"
    )
    assert load_settings(path).reference_in("GB") == "us"
