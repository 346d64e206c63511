"""Colours of the program, light, dark and of high contrast, and the choice between them.

Rules: a colour has one name for what it is for, never for how it looks; every text and its ground stand in `TEXT_PAIRS`
and every edge that carries meaning in `EDGE_PAIRS`, and a test computes their contrast (WCAG 2.2 AA: 4.5 and 3).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["info", "success", "warning", "error", "neutral"]


class Palette(NamedTuple):
    """One scheme; every value is ``#rrggbb``."""

    name: str
    page: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    focus: str
    info: str
    info_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    neutral: str
    neutral_soft: str
    on_tone: str


LIGHT = Palette(
    name="light",
    page="#f1f6f7",
    surface="#ffffff",
    raised="#e6f0f2",
    text="#13262c",
    muted="#47606a",
    line="#cbd9dd",
    edge="#5f7a84",
    primary="#0b5f6e",
    primary_hover="#084a56",
    primary_soft="#dceff1",
    on_primary="#ffffff",
    focus="#1f4fd8",
    info="#0b5f6e",
    info_soft="#e0f1f3",
    success="#1c6b41",
    success_soft="#e3f3ea",
    warning="#7a4d00",
    warning_soft="#fdf1d8",
    error="#ae1f1f",
    error_soft="#fceaea",
    neutral="#47606a",
    neutral_soft="#e9eff1",
    on_tone="#ffffff",
)

DARK = Palette(
    name="dark",
    page="#0d171b",
    surface="#152329",
    raised="#1d3038",
    text="#e6eff1",
    muted="#a7bcc3",
    line="#2f454e",
    edge="#8ba3ac",
    primary="#6cc9d6",
    primary_hover="#92dae3",
    primary_soft="#173c44",
    on_primary="#04252b",
    focus="#ffd24d",
    info="#6cc9d6",
    info_soft="#143840",
    success="#7fd3a2",
    success_soft="#17392a",
    warning="#f2c46d",
    warning_soft="#3b2e12",
    error="#ff9c94",
    error_soft="#431f1f",
    neutral="#a7bcc3",
    neutral_soft="#20323a",
    on_tone="#08171b",
)

CONTRAST = Palette(
    name="contrast",
    page="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    text="#000000",
    muted="#000000",
    line="#000000",
    edge="#000000",
    primary="#00205c",
    primary_hover="#000000",
    primary_soft="#fff3b0",
    on_primary="#ffffff",
    focus="#7a0088",
    info="#00205c",
    info_soft="#ffffff",
    success="#003d1a",
    success_soft="#ffffff",
    warning="#4d2600",
    warning_soft="#fff3b0",
    error="#6b0000",
    error_soft="#ffffff",
    neutral="#000000",
    neutral_soft="#ffffff",
    on_tone="#ffffff",
)
"""Every text at 7 and more against its ground, every edge as dark as text."""

TEXT_PAIRS = (
    *((text, ground) for text in ("text", "muted") for ground in ("page", "surface", "raised")),
    *((tone, ground) for tone in ("primary", "error") for ground in ("page", "surface", "raised")),
    *((tone, f"{tone}_soft") for tone in ("info", "success", "warning", "error", "neutral", "primary")),
    *(("text", f"{tone}_soft") for tone in ("info", "success", "warning", "error", "neutral", "primary")),
    *(("on_tone", tone) for tone in ("info", "success", "warning", "error", "neutral")),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("muted", "primary_soft"),
)
EDGE_PAIRS = (
    *((edge, ground) for edge in ("edge", "focus", "primary", "error") for ground in ("page", "surface", "raised")),
    ("focus", "primary_soft"),
    ("primary", "primary_soft"),
)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Appearance(NamedTuple):
    """What the look depends on: theme and text size (1.0 to 2.5)."""

    theme: Literal["auto", "light", "dark", "contrast"] = "auto"
    text_scale: float = 1.0
