"""Whose intake is open: SURNAME, First name, born with age, labelled number, as far as they are known.

Rules: it stands on every view of an open intake; the parts wrap as a whole, and a part that is too long by itself wraps
within, so that nothing is cut; the surname is the strongest of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label

if TYPE_CHECKING:
    from b12desk.desk.identity import Identity

_BETWEEN, _NAMES = 220, 18
"""Pixels at the usual text size: from where on it may stand between the buttons; between its parts."""


class IdentityBar(QWidget):
    """Empty while no intake is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("patient")
        self._text = ""
        self._flow = FlowLayout(style.sp(_NAMES), self)
        self._name = QWidget()
        names = FlowLayout(style.sp(5), self._name)
        self._strong, self._rest = label("", "strong"), label("")
        names.addWidget(self._strong)
        names.addWidget(self._rest)
        self._born, self._number = label(""), label("")
        self._flow.addWidget(self._name)
        for name, each in (("born", self._born), ("number", self._number)):
            each.setObjectName(f"patient:{name}:shown")
            self._flow.addWidget(each)

    def text(self) -> str:
        """All that it says, in one line."""
        return self._text

    def show_identity(self, who: Identity | None) -> None:
        """Show who it is; None: no intake is open."""
        strong = "" if who is None else who.strong or ("" if who.rest else _("Patient: no name given"))
        comma = "," if who is not None and who.strong and who.rest else ""
        texts = (f"{strong}{comma}", who.rest if who else "", who.born if who else "", who.number if who else "")
        for each, text in zip((self._strong, self._rest, self._born, self._number), texts, strict=True):
            each.setText(text)
            each.setVisible(bool(text))
        self._name.setVisible(who is not None)
        self._text = "" if who is None else who.words
        self.setToolTip(self._text)
        self.setAccessibleName(self._text)
        self._flow.renew()
        self.updateGeometry()

    def wanted(self, *, short: bool) -> int:
        """The least width in pixels between the buttons; ``short``: as little as its longest word takes."""
        shown = [each for each in (self._strong, self._rest, self._born, self._number) if not each.isHidden()]
        if short:
            return max((_longest_word(each) for each in shown), default=0)
        return min(self._flow.usual_width(), style.sp(_BETWEEN)) if shown else 0


def _longest_word(told: QLabel) -> int:
    return max(map(told.fontMetrics().horizontalAdvance, told.text().split()), default=0) + 2
