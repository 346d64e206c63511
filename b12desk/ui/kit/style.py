"""One look for the whole program: typeface, palette, style sheet and tinted icons.

Rules: one look per process (as one language); a widget asks for a colour by its name in `theme.Palette`, never by
value; lengths that belong to text go through `sp`, so that they grow with the text size of the settings.
"""

from __future__ import annotations

import re
from functools import cache
from string import Template
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from b12desk.paths import resources_dir
from b12desk.theme import CONTRAST, DARK, LIGHT, Appearance, Palette

FAMILY = "Noto Sans"
BASE_SIZE = 16
QT_STYLE = "Fusion"
"""For the command line of the QApplication: `setStyle` gives the style back as a Python object, which takes 9 ms."""
_FALLBACK_GLYPHS = ["Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica Neue"]


class Role(NamedTuple):
    """How a label of one kind looks: size in pixels at the usual text size, weight, palette role of its colour."""

    size: int
    bold: bool
    colour: QPalette.ColorRole


_TEXT, _MUTED = QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText
ROLES: dict[str, Role] = {
    "body": Role(16, False, _TEXT),
    "strong": Role(16, True, _TEXT),
    "title": Role(27, True, _TEXT),
    "banner": Role(22, True, _TEXT),
    "heading": Role(20, True, _TEXT),
    "page": Role(22, True, _TEXT),
    "section": Role(18, True, _TEXT),
    "question": Role(17, True, _TEXT),
    "product": Role(18, True, QPalette.ColorRole.Link),
    "hint": Role(15, False, _MUTED),
    "small": Role(14, False, _MUTED),
    "input": Role(17, False, _TEXT),
    "error": Role(16, True, QPalette.ColorRole.BrightText),
    "link": Role(16, False, QPalette.ColorRole.Link),
}
"""Labels take these directly: a style sheet rule for each of some hundred labels would cost more than all the rest."""


class _Look:
    """The look in use."""

    palette: Palette = LIGHT
    scale: float = 1.0
    system_dark: bool | None = None


def apply_style(app: QApplication, appearance: Appearance, *, system_dark: bool | None = None) -> None:
    """Dress ``app``; call again when the settings or the system's colour scheme (``system_dark``) changed.

    Before the first call the application still wears the system's palette, which tells whether that is dark.
    """
    if system_dark is not None:
        _Look.system_dark = system_dark
    elif _Look.system_dark is None:
        _Look.system_dark = app.palette().color(QPalette.ColorRole.Window).lightness() < 128
    _Look.palette = _choose(appearance)
    _Look.scale = appearance.text_scale
    _load_fonts()
    colour.cache_clear()
    pixmap.cache_clear()
    usual = QFont(FAMILY)
    usual.setFamilies(_FALLBACK_GLYPHS)
    usual.setPixelSize(sp(BASE_SIZE))
    app.setFont(usual)
    font.cache_clear()
    app.setPalette(_qt_palette(_Look.palette))
    sheet.cache_clear()


def palette() -> Palette:
    """The colours in use."""
    return _Look.palette


def scale() -> float:
    """The text size in use, 1.0 to 2.5."""
    return _Look.scale


def sp(pixels: float) -> int:
    """``pixels`` at the text size in use, whole."""
    return round(pixels * _Look.scale)


def gap(pixels: float) -> int:
    """``pixels`` of free room: it grows with the text up to half as much again, then leaves the width to the text."""
    return round(pixels * min(_Look.scale, 1.5))


@cache
def font(role: str) -> QFont:
    """The typeface of a label's role at the text size in use."""
    found = QFont(QApplication.font())
    found.setPixelSize(sp(ROLES[role].size))
    found.setBold(ROLES[role].bold)
    found.setUnderline(role == "link")
    return found


@cache
def colour(name: str) -> QColor:
    """A colour of the palette in use by its name."""
    return QColor(getattr(_Look.palette, name))


@cache
def pixmap(name: str, tint: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Icon ``name`` of ``resources/icons``, ``size`` logical pixels square, in palette colour ``tint``."""
    source = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    side = round(size * ratio)
    sized = source.replace('width="24" height="24"', f'width="{side}" height="{side}"', 1)
    return svg_pixmap(sized.replace("currentColor", getattr(_Look.palette, tint)), ratio)


def svg_pixmap(source: str, ratio: float) -> QPixmap:
    """An SVG drawn in the size that it names, in device pixels."""
    found = QPixmap()
    found.loadFromData(source.encode(), "SVG")
    found.setDevicePixelRatio(ratio)
    return found


def _choose(appearance: Appearance) -> Palette:
    if appearance.theme == "auto":
        return DARK if _Look.system_dark else LIGHT
    if appearance.theme == "contrast":
        return CONTRAST
    return DARK if appearance.theme == "dark" else LIGHT


@cache
def _load_fonts() -> None:
    for file in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resources_dir() / "fonts" / file))


@cache
def sheet() -> str:
    """The style sheet, for what Qt draws itself: scroll bars, paragraphs, menus (`ui.panel` says why)."""
    text = (resources_dir() / "style" / "b12desk.qss").read_text(encoding="utf-8")
    sized = re.sub(r"(\d+)sp\b", lambda found: f"{sp(int(found[1]))}px", text)
    return Template(sized).substitute(_Look.palette._asdict())


def _qt_palette(chosen: Palette) -> QPalette:
    role = QPalette.ColorRole
    found = QPalette()
    for where, value in (
        (role.Window, chosen.page),
        (role.WindowText, chosen.text),
        (role.Base, chosen.surface),
        (role.AlternateBase, chosen.raised),
        (role.Text, chosen.text),
        (role.PlaceholderText, chosen.muted),
        (role.Button, chosen.raised),
        (role.ButtonText, chosen.text),
        (role.Highlight, chosen.primary),
        (role.HighlightedText, chosen.on_primary),
        (role.Mid, chosen.line),
        (role.Dark, chosen.edge),
        (role.Link, chosen.primary),
        (role.BrightText, chosen.error),
    ):
        found.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):  # what is off in Qt's own dialogs must look so
        found.setColor(QPalette.ColorGroup.Disabled, where, QColor(chosen.muted))
    return found
