"""Pictures for those who find reading hard: one beside each food and each symptom, never two foods with the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.engine.session import Session
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import Picture
from b12desk.ui.waiting.asked import block_of
from b12desk.ui.waiting.big_tiles import BigCheck, show_pictures
from b12desk.ui.waiting.measure import PICTURE, TARGET, mm, scale_of, use_ruler
from tests.ui.conftest import settle


def foods(shipped: Definition) -> list[Item]:
    """The questions about how often somebody eats something."""
    items = shipped.questionnaire.items.values()
    return [each for each in items if each.link_id.startswith("food_") and each.answer_value_set == "frequency"]


def lists_of_signs(shipped: Definition) -> list[Item]:
    """The lists of symptoms to tick, and of emergency signs of the body."""
    items = shipped.questionnaire
    pages = ("symptoms", "now")
    return [
        each
        for each in items.items.values()
        if items.page_of[each.link_id] in pages
        and len(each.answer_option) > 5
        and any(option.exclusive for option in each.answer_option)
    ]


def test_each_food_has_a_picture_of_its_own(shipped: Definition) -> None:
    found = [each.icon for each in foods(shipped)]
    assert len(found) == 13
    assert all(found)
    assert len(set(found)) == len(found)


def test_each_symptom_has_a_picture_and_no_two_of_a_list_the_same(shipped: Definition) -> None:
    lists = lists_of_signs(shipped)
    assert {each.link_id for each in lists} >= {"emergency_body", "emergency_nerves", "nerves", "general", "head_mouth"}
    for each in lists:
        signs = [option for option in each.answer_option if not option.exclusive]
        assert all(option.icon for option in signs), each.link_id
        assert len({option.icon for option in signs}) == len(signs), each.link_id
        assert not any(option.icon for option in each.answer_option if option.exclusive)


def inked(tile: BigCheck, area: QRect) -> int:
    """Pixels of the picture's colour in a part of a tile."""
    drawn, wanted = tile.grab(area).toImage(), style.colour("primary")
    return sum(drawn.pixelColor(x, y) == wanted for x in range(drawn.width()) for y in range(drawn.height()))


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_it_stands_between_mark_and_words_and_the_tile_holds_it(
    show: Callable[[QWidget], QWidget],
    shipped: Definition,
    qapp: QApplication,
    scale: float,
    direction: Qt.LayoutDirection,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    use_ruler(3.78)
    options = shipped.questionnaire.items["nerves"].answer_option
    tiles = [BigCheck(each.code, each.display) for each in options]
    show_pictures(tiles, options)
    for tile, option in zip(tiles, options, strict=True):
        tile.setLayoutDirection(direction)
        tile.resize(900, tile.heightForWidth(900))
        show(tile)
        settle()
        assert tile.height() >= mm(TARGET)
        mark, side = style.sp(12 + 24), tile.picture_side
        place = QRect(mark + style.sp(12), (tile.height() - side) // 2, side, side)
        words = QRect(place.right() + style.sp(12), 0, 300, tile.height())
        if direction is Qt.LayoutDirection.RightToLeft:
            place, words = (
                QRect(900 - each.right() - 1, each.top(), each.width(), each.height()) for each in (place, words)
            )
        if not option.icon:
            assert inked(tile, place) == 0
            continue
        assert side >= mm(PICTURE)
        assert place.top() >= 0
        assert inked(tile, place) > side
        assert inked(tile, words) == 0
        assert tile.text() == option.display, "nobody hears of it"


def test_two_pictures_are_two_drawings(shipped: Definition) -> None:
    names = {each.icon for each in foods(shipped)}
    names |= {option.icon for each in lists_of_signs(shipped) for option in each.answer_option if option.icon}
    drawn = {bytes(style.pixmap(str(name), "primary", 48).toImage().constBits()) for name in names}
    assert len(drawn) == len(names)


@pytest.mark.parametrize("size", [1, 3, 6])
def test_the_picture_of_a_food_stands_beside_the_question_as_large(
    show: Callable[[QWidget], QWidget], shipped: Definition, qapp: QApplication, size: int
) -> None:
    use_ruler(3.78)
    style.apply_style(qapp, Appearance("light", scale_of(size)))
    questionnaire = shipped.questionnaire
    item = questionnaire.items["food_egg"]
    session = Session(questionnaire, datetime(2026, 3, 2, 9, tzinfo=UTC))
    block = block_of(questionnaire, session.state(item.link_id), main=True)
    block.resize(900, 700)
    show(block)
    settle()
    (sign,) = [each for each in block.findChildren(Picture) if each.isVisible()]
    assert sign.width() >= mm(PICTURE)
    assert sign._drawn.toImage() == style.pixmap("egg", "primary", sign.width()).toImage()
    place = sign.mapTo(block, sign.rect().topRight())
    assert place.x() < block.heading.mapTo(block, block.heading.rect().topLeft()).x()
