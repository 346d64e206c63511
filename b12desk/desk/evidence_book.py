"""The clinic's own evidence as an administrator reads it: screens by name, an age band, a file for a spreadsheet.

Rule: what may be told at all is decided in `own_evidence`; here it only gets words. All ages or one band of all time,
and no other part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from b12desk.desk.own_evidence import Evidence, age_bands, csv_text, evidence
from b12desk.errors import StoreError
from b12desk.i18n import N_, _
from b12desk.model.questionnaire import Questionnaire
from b12desk.private_file import refusal, write_whole
from b12desk.store.waiting import Screen

_STAGES = {
    "confirm_birth": N_("Confirming the date of birth"),
    "welcome": N_("The first page"),
    "review": N_("Check your answers"),
    "ease": N_("The last page"),
}


class EvidenceLine(NamedTuple):
    """How one screen went; shares 0 to 1, None where they are not told. ``place``: its order in the walk."""

    place: int
    name: str
    walks: int
    seconds: float
    back: float | None
    changed: float | None
    helped: float | None
    left: float | None


class EvidenceBook:
    """``screens`` reads what is kept, ``note`` writes down that it was exported. Raises StoreError as they do."""

    def __init__(
        self, screens: Callable[[], Sequence[Screen]], questionnaire: Questionnaire, note: Callable[[str], None]
    ) -> None:
        self._screens, self._questionnaire, self._note = screens, questionnaire, note

    def bands(self) -> tuple[str, ...]:
        """The age bands of which something is told."""
        return age_bands(self._screens())

    def look(self, band: str = "") -> Evidence:
        """What is told of one age band; of all ages for ""."""
        return evidence(self._screens(), band)

    def lines(self, found: Evidence) -> tuple[EvidenceLine, ...]:
        """Its screens in the order of the walk."""
        placed = sorted((self._place(each.screen), each) for each in found.lines)
        return tuple(
            EvidenceLine(place, self.name(line.screen), *line[1:]) for place, (_key, line) in enumerate(placed)
        )

    def name(self, screen: str) -> str:
        """What a screen is called; a question that is asked no more is told from others by its own name."""
        if screen in _STAGES:
            return _(_STAGES[screen])
        item = self._questionnaire.items.get(screen)
        return item.label if item is not None else _("No longer asked: {name}", name=screen)

    def save(self, path: Path, band: str = "") -> None:
        """Write what is told as CSV. Raises StoreError."""
        text = csv_text(self.look(band), self.name)
        try:
            write_whole(path, text.encode("utf-8-sig"))
        except OSError as error:
            raise StoreError(_("The figures were not saved."), [refusal(error, path)]) from error
        self._note("evidence exported")

    def _place(self, screen: str) -> tuple[int, int]:
        stages = tuple(_STAGES)
        if screen in _STAGES:
            at = stages.index(screen)
            return (0, at) if at < stages.index("review") else (2, at)
        return 1, self._questionnaire.order.get(screen, len(self._questionnaire.order))
