"""What a user chose once: reference intake, paper, colours, size of text, where help is found at once.

A named tuple, because theme and text size are needed before the first page is painted, and neither dataclasses nor
pydantic should be. How they are kept on disk: `b12desk.store.settings`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args

from b12desk.i18n import _, current

Reference = Literal["us", "uk", "efsa"]
ReferenceChoice = Literal["auto", "us", "uk", "efsa"]
PaperSize = Literal["a4", "letter"]
PaperChoice = Literal["auto", "a4", "letter"]
ThemeChoice = Literal["auto", "light", "dark", "contrast"]
Country = Literal["us", "uk", "other"]
"""Whose emergency number and crisis line screen and papers tell."""
Numbers = Literal["auto", "own", "nhs"]
"""What the record number of a patient is: the clinic's own, or the NHS number; "auto" is as the country has it."""
Keep = Literal["always", "day", "month", "year"]
"""How long a finished intake is kept: until somebody discards it, or so long after it was finished."""

BackupEvery = Literal["never", "day", "week"]
"""How often all records are backed up without being asked."""

Alert = Literal["silent", "tone"]
"""Whether this computer sounds when an answer in the waiting room calls for staff, or a patient does."""

LockAfter = Literal["2", "5", "10", "15"]
"""Minutes without a key, a pointer or a finger after which the desk locks."""

SMALLEST_TEXT, LARGEST_TEXT = 1.0, 2.5
_CHOICES: dict[str, tuple[str, ...]] = {
    "reference": get_args(ReferenceChoice),
    "paper": get_args(PaperChoice),
    "theme": get_args(ThemeChoice),
    "profile": get_args(Country),
    "numbers": get_args(Numbers),
    "keep_finished": get_args(Keep),
    "backup_every": get_args(BackupEvery),
    "alert": get_args(Alert),
    "lock_after": get_args(LockAfter),
}
WHOLE = {"patient_size": (1, 6), "idle_warning": (20, 3600), "idle_lock": (20, 600), "hand_over_minutes": (5, 480)}
"""Settings that are whole numbers, and their ends."""
_PER_MM = 2.0, 30.0
_EFSA = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
        *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO"),
    }
)
"""Countries of the European Union, and those of the European Economic Area, whose authority EFSA is."""
LONGEST_WORDS = 120
"""Characters of a clinic's own words."""
_OWN_WORDS = ("emergency_words", "crisis_words", "staff_words", "clinic", "clinic_address", "clinic_contact")
LONGEST_PATH = 1000
_CODE = re.compile(r"([a-z0-9][a-z0-9.+-]{0,99})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class HelpWords(NamedTuple):
    """Where help is found at once: the words of a country's profile, or the clinic's own where they are not empty."""

    profile: Country = "other"
    emergency: str = ""
    crisis: str = ""


class WindowSize(NamedTuple):
    """How large the window was when it was closed, in pixels. How it is kept: `b12desk.store.window_size`."""

    width: int
    height: int
    maximised: bool = False


class BackupPlan(NamedTuple):
    """Where backups go, "" for nowhere yet, and how often."""

    folder: str = ""
    every: BackupEvery = "never"


class _Fields(NamedTuple):
    reference: ReferenceChoice = "auto"
    paper: PaperChoice = "auto"
    theme: ThemeChoice = "auto"
    text_scale: float = 1.0
    handout_language: str = "en"
    profile: Country = "other"
    emergency_words: str = ""
    crisis_words: str = ""
    keep_finished: Keep = "always"
    """How long finished intakes stay among the records."""
    answered_by: str = ""
    """Who gave the answers in the last intake: a code of the form, no patient's."""
    clinic: str = ""
    clinic_address: str = ""
    clinic_contact: str = ""
    """The letterhead: name, address, telephone or e-mail; each may be empty."""
    backup_folder: str = ""
    backup_every: BackupEvery = "never"
    numbers: Numbers = "auto"
    patient_size: int = 2
    """The size of text with which a hand-over begins, 1 to 6."""
    staff_words: str = ""
    """What a patient alone reads when an answer calls for staff; empty: our own words."""
    alert: Alert = "silent"
    idle_warning: int = 90
    """Seconds without a touch until the waiting room asks whether somebody is there."""
    idle_lock: int = 30
    """Seconds from there until it locks."""
    hand_over_minutes: int = 60
    """After so long a hand-over ends by itself."""
    pixels_per_mm: float = 0.0
    """Of this screen, held against a bank card; 0: as the screen says."""
    lock_after: LockAfter = "5"


OF_THE_CLINIC = frozenset(
    {
        *("profile", "emergency_words", "crisis_words", "numbers", "keep_finished", "lock_after"),
        *("staff_words", "alert"),
        *("patient_size", "idle_warning", "idle_lock", "hand_over_minutes", "pixels_per_mm"),
        *("clinic", "clinic_address", "clinic_contact", "backup_folder", "backup_every"),
    }
)
"""What an administrator alone changes."""


class Settings(_Fields):
    """All settings. ``text_scale`` is a factor, 1.0 to 2.5. Raises ValueError, naming the setting, on a wrong value."""

    __slots__ = ()

    def __new__(cls, **values: object) -> Self:
        """Check what is given; the rest keeps its default."""
        causes = causes_of(values)
        if causes:
            raise ValueError(" ".join(causes))
        return super().__new__(cls, **values)  # type: ignore[arg-type]  # checked by causes_of, name by name

    @property
    def help_words(self) -> HelpWords:
        """What screen and papers say of emergencies and crises."""
        return HelpWords(self.profile, self.emergency_words, self.crisis_words)

    @property
    def letterhead(self) -> tuple[str, ...]:
        """The lines of the clinic at the head of its papers, as many as there are."""
        return tuple(filter(None, (self.clinic, self.clinic_address, self.clinic_contact)))

    @property
    def backup_plan(self) -> BackupPlan:
        """Where backups go, and how often."""
        return BackupPlan(self.backup_folder, self.backup_every)

    @property
    def nhs(self) -> bool:
        """Whether the record number is the NHS number."""
        return self.numbers == "nhs" or (self.numbers == "auto" and self.profile == "uk")

    def reference_in(self, territory: str) -> Reference:
        """Whose recommended intake to compare with; "auto": that of the clinic's country, else the system's.

        ``territory`` is the system's, as ISO 3166 has it. The emergency number never follows it: see `profile`.
        """
        if self.reference != "auto":
            return self.reference
        if self.profile != "other":
            return self.profile
        return "uk" if territory == "GB" else "efsa" if territory in _EFSA else "us"

    def changed(self, **changes: object) -> Settings:
        """A copy with ``changes``. Raises ValueError on a wrong value."""
        return Settings(**{**self._asdict(), **changes})


def causes_of(values: dict[str, object]) -> list[str]:
    """What is wrong with ``values``: one sentence for each."""
    known = _Fields._fields
    causes = [
        _('"{name}" is not a setting; the settings are {known}.', name=name, known=current().listed(known))
        for name in values
        if name not in known
    ]
    for name, choices in _CHOICES.items():
        if name in values and values[name] not in choices:
            causes.append(_('"{name}" must be one of {choices}.', name=name, choices=current().listed(choices)))
    for name in _OWN_WORDS:
        words = values.get(name, "")
        if not isinstance(words, str) or not words.isprintable() or len(words) > LONGEST_WORDS:
            causes.append(_('"{name}" must be one line of at most {most} characters.', name=name, most=LONGEST_WORDS))
    scale = values.get("text_scale", SMALLEST_TEXT)
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not SMALLEST_TEXT <= scale <= LARGEST_TEXT:
        causes.append(_('"text_scale" must be a number from {low} to {high}.', low=SMALLEST_TEXT, high=LARGEST_TEXT))
    for name, (low, high) in WHOLE.items():
        number = values.get(name, low)
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            causes.append(_('"{name}" must be a whole number from {low} to {high}.', name=name, low=low, high=high))
    measured, (least, most) = values.get("pixels_per_mm", 0), _PER_MM
    number = isinstance(measured, int | float) and not isinstance(measured, bool)
    if not number or (measured and not least <= measured <= most):  # type: ignore[operator]  # it is a number here
        causes.append(_('"pixels_per_mm" must be 0, or a number from {low} to {high}.', low=least, high=most))
    language = values.get("handout_language", "en")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        causes.append(_('"handout_language" must be a language tag such as en or pt-BR.'))
    folder = values.get("backup_folder", "")
    if not isinstance(folder, str) or len(folder) > LONGEST_PATH or not (folder == "" or Path(folder).is_absolute()):
        causes.append(_('"backup_folder" must be the whole path of a folder, or empty.'))
    code = values.get("answered_by", "")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        causes.append(_('"answered_by" must be a code of the form, or empty.'))
    return causes
