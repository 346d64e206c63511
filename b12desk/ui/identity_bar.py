"""Whose intake is open: SURNAME, First name, born with age, labelled number, as far as they are known.

Rules: it stands on every view of an open intake; the parts wrap as a whole, and a part that is too long by itself wraps
within, so that nothing is cut; the surname is the strongest of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import Part

if TYPE_CHECKING:
    from b12desk.desk.identity import Identity

_BETWEEN, _NAMES = 220, 18
"""Pixels at the usual text size: from where on it may stand between the buttons; between its parts."""


class IdentityBar(QWidget):
    """Empty while no intake is open. ``visits``: somebody wants to see all of this patient's."""

    visits = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("patient")
        self._text, self._count = "", 0
        around = QVBoxLayout(self)  # in the middle of a header that is higher
        around.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout(style.sp(_NAMES), below=0)
        around.addStretch(1)
        around.addLayout(self._flow)
        around.addStretch(1)
        self._name = QWidget()
        names = FlowLayout(style.sp(5), self._name, below=0)
        self._strong, self._rest = Part("", "strong"), Part("")
        names.addWidget(self._strong)
        names.addWidget(self._rest)
        self._born, self._number = Part(""), Part("")
        self._flow.addWidget(self._name)
        for name, each in (("born", self._born), ("number", self._number)):
            each.setObjectName(f"patient:{name}:shown")
            self._flow.addWidget(each)
        self._visits = Link("")
        self._visits.setObjectName("patient:visits")
        self._visits.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # by the pointer, the focus stays on the question
        self._visits.clicked.connect(self.visits)
        self._visits.hide()
        self._flow.addWidget(self._visits)

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
        for named in (self._strong, self._rest):
            named.setVisible(bool(named.text()))
        self._name.setVisible(who is not None)
        if who is None:
            self.show_visits(0)
        self._text = "" if who is None else who.words
        self.setToolTip(self._text)
        self.setAccessibleName(self._text)
        self._flow.renew()
        self.updateGeometry()

    def show_visits(self, count: int) -> None:
        """Offer the others, where there are others."""
        self._count = count
        self._visits.set_text(n_("{count} visit", "{count} visits", count))
        for each in (self._strong, self._rest, self._born, self._number):
            each.setMinimumHeight(style.sp(28) if count > 1 else 0)  # as that of the link beside them
        self._visits.setAccessibleName(_("All visits of this patient"))
        self._flow.renew()
        self.updateGeometry()

    def wanted(self, room: int | None) -> int:
        """The least width in pixels between the buttons; from here on what is known is seen.

        With a ``room`` in pixels it is to stand on one line there: then the number gives way first, and after it the
        birth date; both stay beside a pointer, and are heard.
        """
        said = {self._number: self._number.text(), self._visits: self._count > 1, self._born: self._born.text()}
        wide = {each: each.sizeHint().width() + self._flow.spacing() for each, words in said.items() if words}
        if room is not None:
            for each in said:
                if self._name.sizeHint().width() + sum(wide.values()) > room:
                    wide.pop(each, None)
        turned = [each for each in said if each.isHidden() is (each in wide)]
        for each in turned:
            each.setVisible(each in wide)
        if turned:
            self._flow.renew()
            self.updateGeometry()
        if not self._text:
            return 0
        if room is None:
            return min(self._flow.usual_width(), style.sp(_BETWEEN))
        return max(map(_longest_word, (self._strong, self._rest)))


def _longest_word(told: Part) -> int:
    return max(map(told.fontMetrics().horizontalAdvance, told.text().split()), default=0) + 2
