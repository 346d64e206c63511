"""Which locks are around this screen: for staff, before they give it to a patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.desk.screen_check import Found, State
from b12desk.i18n import N_, _, parted
from b12desk.ui.door.door_page import add_row, button
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import empty, label, panel, picture, remark, scroller
from b12desk.ui.kit.speech import announce_text

_LOOKS: dict[State, tuple[str, str, str]] = {
    "open": ("warning", "warning", N_("Open")),
    "unknown": ("help", "neutral", N_("Not known")),
    "locked": ("lock", "success", N_("Locked")),
}
"""Icon, tone and word of each state; the worst first."""


class CheckDialog(QDialog):
    """``look`` says what is found now."""

    def __init__(self, parent: QWidget | None, look: Callable[[], tuple[Found, ...]]) -> None:
        super().__init__(parent)
        self.setObjectName("check")
        self.setWindowTitle(_("Is this screen locked?"))
        self._look = look
        ground = QWidget()
        box = QVBoxLayout(ground)
        box.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        box.setSpacing(style.sp(12))
        box.addWidget(label(_("Is this screen locked?"), "title"))
        told = _("It closes its own ways out. What the computer's own keys and buttons do, only the computer can lock.")
        box.addWidget(remark("warning", "warning", told, _("This program alone is no lock of the computer.")))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.sp(8))
        box.addLayout(self._rows)
        box.addWidget(label(_("How each lock is set stands in docs/kiosk.md."), "hint"))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller(ground), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(style.sp(20), style.sp(8), style.sp(20), style.sp(12))
        again = button("check:again", _("&Look again"))
        again.clicked.connect(self._look_again)
        close = button("check:close", _("&Close"), "primary")
        close.clicked.connect(self.accept)
        add_row(foot, [again, close])
        outer.addLayout(foot)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(680), room.width() - 40), min(style.sp(680), room.height() - 40))
        self.look()

    def look(self) -> str:
        """Show what is found; what is not locked stands first. How many are locked, in words."""
        empty(self._rows)
        order = tuple(_LOOKS)
        found = sorted(self._look(), key=lambda each: order.index(each.state))
        for each in found:
            self._rows.addWidget(_row(each))
        locked = sum(each.state == "locked" for each in found)
        return _("{count} of {all} are locked.", count=locked, all=len(found))

    def _look_again(self) -> None:
        announce_text(self, self.look())


def _row(found: Found) -> QWidget:
    """One lock: its sign and state, what it is, what was found and what to do."""
    icon, tone, word = _LOOKS[found.state]
    card, box = panel("card", (14, 10, 14, 10), 0)
    card.setObjectName(f"check:{found.name}")
    across = QHBoxLayout()
    across.setSpacing(style.sp(12))
    across.addWidget(picture(icon, tone, 26), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    head = label(_("{state}: {title}", state=_(word), title=found.title), "strong")
    head.setObjectName(f"check:{found.name}:{found.state}")
    texts.addWidget(head)
    texts.addWidget(label(found.told))
    if found.fix:
        texts.addWidget(label(found.fix, "hint"))
    across.addLayout(texts, 1)
    box.addLayout(across)
    card.setAccessibleName(parted(filter(None, (head.text(), found.told, found.fix))))
    return card
