"""What a user chose once: reference intake, paper, colours, size of text.

Rules: a missing file means the defaults; a missing key means its default, so that an older file stays good; a wrong
value is never guessed at. A named tuple, and the reading of files imported only where there is one, because theme and
text size are needed before the first page is painted, and neither dataclasses nor JSON nor pydantic should be.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args

from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.paths import config_dir

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


class _Fields(NamedTuple):
    reference: Reference = "us"
    paper: PaperChoice = "auto"
    theme: ThemeChoice = "auto"
    text_scale: float = 1.0
    handout_language: str = "en"


class Settings(_Fields):
    """All settings. ``text_scale`` is a factor, 1.0 to 2.0. Raises ValueError, naming the setting, on a wrong value."""

    __slots__ = ()

    def __new__(cls, **values: object) -> Self:
        """Check what is given; the rest keeps its default."""
        causes = _causes(values)
        if causes:
            raise ValueError(" ".join(causes))
        return super().__new__(cls, **values)  # type: ignore[arg-type]  # checked by _causes, name by name

    def changed(self, **changes: object) -> Settings:
        """A copy with ``changes``. Raises ValueError on a wrong value."""
        return Settings(**{**self._asdict(), **changes})


def settings_path() -> Path:
    """The file that holds them."""
    return config_dir() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """The saved settings, or the defaults when none were saved.

    Raises StoreError: a damaged file is moved aside first, so that the next start has the defaults; one of a newer
    program is left where it is.
    """
    path = path or settings_path()
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError:
        pass  # told below, with its reason
    return _read(path)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep ``settings`` durably. Raises StoreError when the disk refuses."""
    from b12desk.store import json_file  # noqa: PLC0415 -- as above

    json_file.write(path or settings_path(), {"format": FORMAT, "version": VERSION, **settings._asdict()})


def _read(path: Path) -> Settings:
    from b12desk.store import json_file  # noqa: PLC0415 -- not for the first paint of those who changed nothing

    try:
        content = json_file.read(path, FORMAT, VERSION)
        values = {name: value for name, value in content.items() if name not in ("format", "version")}
        causes = _causes(values)
        if causes:
            raise json_file.set_aside(path, causes)
    except StoreError as error:
        usual = _("Until you choose anew, the usual settings hold: reference intake, paper, colours, size of text.")
        problems = [*error.problems[:-1], error.problems[-1]._replace(fix=f"{error.problems[-1].fix} {usual}")]
        raise StoreError(_("Your settings were not used. {title}", title=error.title), problems) from error
    return Settings(**values)


def _causes(values: dict[str, object]) -> list[str]:
    known = _Fields._fields
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
