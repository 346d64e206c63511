"""Which paper a setting means here: "by region" follows the system."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from b12desk.settings import PaperChoice, PaperSize


def paper_size(choice: PaperChoice) -> PaperSize:
    """A4 or US Letter."""
    if choice != "auto":
        return choice
    imperial = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if imperial else "a4"
