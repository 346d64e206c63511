"""The made-up language itself: what it changes, what it leaves alone, and that it finds what was forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from b12desk.i18n import Catalogue, _, n_, p_
from tests.pseudo import _ACCENTED, GROWTH, PSEUDO, PSEUDO_LEFT, pseudo, untranslated

FONTS = Path(__file__).parents[1] / "resources" / "fonts"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{count:,} more", "{count:,} ɱɱóŕéé"),
        ("&Next", "&Ńńéẋťť"),
        ("usage: %(prog)s", "úúśáǵǵé: %(prog)s"),
        ("<b>No</b> &amp; 12", "<b>Ńńó</b> &amp; 12"),
    ],
)
def test_names_tags_and_keys_stay(text: str, told: str) -> None:
    assert pseudo(text) == told


def test_it_is_longer() -> None:
    text = "Which risk factors suggest a blood test, and why"
    letters = sum(map(str.isalpha, text))
    assert len(pseudo(text)) - len(text) == pytest.approx(GROWTH * letters, abs=1)


@pytest.mark.parametrize("name", ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"])
def test_the_paper_has_a_glyph_for_each_letter(name: str) -> None:
    assert set(map(ord, _ACCENTED)) <= set(TTFont(FONTS / name).getBestCmap())


@pytest.mark.parametrize("catalogue", [PSEUDO, PSEUDO_LEFT])
def test_every_door_of_the_catalogue_speaks_it(catalogue: Catalogue) -> None:
    with catalogue.used():
        said = [_("Settings"), *(n_("1 page", "{count} pages", each) for each in (1, 2)), p_("sex", "Sex at birth")]
        forgotten = (_("Never extracted"), p_("another context", "Sex at birth"))
    assert untranslated(" ".join(said)) == []
    assert said[2].startswith("2 ")
    assert forgotten == ("Never extracted", "Sex at birth")


def test_what_was_forgotten_is_found_and_what_stays_is_not() -> None:
    text = f"{pseudo('Read the')} Some Title\nof 1999, page"
    assert untranslated(text) == ["Some", "Title", "of", "page"]
    assert untranslated(text, ["Some Title of 1999", "age"]) == ["page"]
