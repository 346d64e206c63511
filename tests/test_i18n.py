"""Two languages in one process, and formats by language."""

from __future__ import annotations

import datetime
import gettext
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from b12desk.i18n import ENGLISH, Catalogue, _, current, load_catalogue, n_, np_, p_

CHECKOUT = Path(__file__).parents[1]


class Loud(gettext.NullTranslations):
    """Every text in capitals, but for names in brackets."""

    def gettext(self, message: str) -> str:
        return "!" + message

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}!{message}"


def test_a_catalogue_speaks_until_its_block_ends() -> None:
    with Catalogue("de", Loud()).used():
        assert _("{n:,.1f} and {name}", n=1234.5, name="1,234.5") == "!1.234,5 and 1,234.5"
        assert p_("verb", "Open") == "verb!Open"
        with ENGLISH.used():
            assert _("{n:,}", n=1234) == "1,234"
        assert current().language == "de"
    assert current() is ENGLISH


def test_a_count_chooses_its_form() -> None:
    assert [n_("1 page", "{count} pages", each) for each in (1, 2)] == ["1 page", "2 pages"]
    assert np_("paper", "1 page", "{count} pages", 3) == "3 pages"


@pytest.mark.parametrize(
    ("language", "number", "date", "month", "time", "names", "either"),
    [
        ("en", "2,000.5", "12 March 2019", "March 2019", "14:05", "a, b, c", "a, b or c"),
        ("de", "2.000,5", "12. März 2019", "März 2019", "14:05", "a, b und c", "a, b oder c"),
    ],
)
def test_formats(language: str, number: str, date: str, month: str, time: str, names: str, either: str) -> None:
    catalogue = Catalogue(language)
    day = datetime.date(2019, 3, 12)
    assert catalogue.number(Decimal("2000.50")) == number
    assert (catalogue.date(day), catalogue.month(day), catalogue.time(datetime.time(14, 5))) == (date, month, time)
    assert (catalogue.listed("abc"), catalogue.listed("abc", either=True)) == (names, either)


def test_lines_begin_on_the_right_in_hebrew_alone() -> None:
    assert [Catalogue(each).right_to_left for each in ("he", "pt-BR")] == [True, False]
    assert not ENGLISH.right_to_left


def test_a_language_without_a_file_is_refused(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path, "en") is ENGLISH
    with pytest.raises(OSError, match="No translation file"):
        load_catalogue(tmp_path, "de")


def test_the_template_for_translators_is_in_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path))
    monkeypatch.syspath_prepend(CHECKOUT / "packaging")
    monkeypatch.delitem(sys.modules, "catalogue", raising=False)
    import catalogue

    assert catalogue.TEMPLATE.read_bytes() == catalogue.template(), "run `make catalogue`"
