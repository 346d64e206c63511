"""What an intake takes from the settings."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from b12desk.desk.open_intake import Choices
from b12desk.i18n import _
from b12desk.settings import Settings
from b12desk.ui.paper_size import paper_size


def choices_of(settings: Settings, *, trial: bool) -> Choices:
    """What of ``settings`` an intake needs; paper "by region", and the intake "as the country", follow the system.

    The papers of a ``trial`` say that they are of one.
    """
    system = QLocale.system()
    reference = settings.reference_in(QLocale.territoryToCode(system.territory()))
    letterhead = (_("Made with Try it: not a patient's paper"),) if trial else settings.letterhead
    return Choices(
        reference, paper_size(settings.paper), settings.help_words, letterhead, stamped=not trial, nhs=settings.nhs
    )
