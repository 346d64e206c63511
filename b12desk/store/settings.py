"""What a user chose once: reference intake, paper, colours, size of text.

Rules: a missing file means the defaults; a missing key means its default, so that an older file stays good; a wrong
value is never guessed at. A plain dataclass, because theme and text size are needed before the first page is painted
and pydantic is not imported until after it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal, get_args

from b12desk.i18n import _
from b12desk.paths import config_dir
from b12desk.store import private_file

FORMAT = "b12desk-settings"
VERSION = 1

Reference = Literal["us", "uk", "efsa"]
PaperChoice = Literal["auto", "a4", "letter"]
ThemeChoice = Literal["auto", "light", "dark"]

SMALLEST_TEXT, LARGEST_TEXT = 1.0, 2.0
_CHOICES: dict[str, tuple[str, ...]] = {
    "reference": get_args(Reference),
    "paper": get_args(PaperChoice),
    "theme": get_args(ThemeChoice),
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. ``text_scale`` is a factor, 1.0 to 2.0. Raises ValueError, naming the setting, on a wrong value."""

    reference: Reference = "us"
    paper: PaperChoice = "auto"
    theme: ThemeChoice = "auto"
    text_scale: float = 1.0
    handout_language: str = "en"

    def __post_init__(self) -> None:
        causes = _causes(asdict(self))
        if causes:
            raise ValueError(" ".join(causes))

    def changed(self, **changes: object) -> Settings:
        """A copy with ``changes``. Raises ValueError on a wrong value."""
        return replace(self, **changes)  # type: ignore[arg-type]  # checked by name and value on construction


def settings_path() -> Path:
    """The file that holds them."""
    return config_dir() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """The saved settings, or the defaults when none were saved.

    Raises StoreError: a damaged file is moved aside first, so that the next start has the defaults; one of a newer
    program is left where it is.
    """
    path = path or settings_path()
    if not path.exists():
        return Settings()
    content = private_file.read(path, FORMAT, VERSION)
    values = {name: value for name, value in content.items() if name not in ("format", "version")}
    causes = _causes(values)
    if causes:
        raise private_file.set_aside(path, causes)
    return Settings(**values)  # type: ignore[arg-type]  # checked by _causes, name by name


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep ``settings`` durably. Raises StoreError when the disk refuses."""
    private_file.write(path or settings_path(), {"format": FORMAT, "version": VERSION, **asdict(settings)})


def _causes(values: dict[str, object]) -> list[str]:
    known = [field.name for field in fields(Settings)]
    causes = [
        _('"{name}" is not a setting; the settings are {known}.', name=name, known=", ".join(known))
        for name in values
        if name not in known
    ]
    for name, choices in _CHOICES.items():
        if name in values and values[name] not in choices:
            causes.append(_('"{name}" must be one of {choices}.', name=name, choices=", ".join(choices)))
    scale = values.get("text_scale", SMALLEST_TEXT)
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not SMALLEST_TEXT <= scale <= LARGEST_TEXT:
        causes.append(_('"text_scale" must be a number from {low} to {high}.', low=SMALLEST_TEXT, high=LARGEST_TEXT))
    language = values.get("handout_language", "en")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        causes.append(_('"handout_language" must be a language tag such as en or pt-BR.'))
    return causes
