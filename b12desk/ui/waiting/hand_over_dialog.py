"""What staff choose before they hand the screen to a patient: size of text, sound, who sits there, and with whom.

Where the intake has no date of birth nothing can be asked: staff say that they know who it is, and prove who they are.
"""

from __future__ import annotations

from typing import get_args

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.i18n import N_, _
from b12desk.model.patient_walk import Company
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import add_ends
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.setting_groups import TileGroup, choices
from b12desk.ui.waiting.measure import SIZES
from b12desk.voice.reading import Hearing

_COMPANIES: tuple[tuple[Company, str], ...] = (
    ("alone", N_("Nobody")),
    ("staff", N_("One of the staff, who helps")),
    ("relative", N_("A relative or carer")),
    ("interpreter", N_("An interpreter")),
)
_HEARINGS = (Hearing.OFF, Hearing.HEADSET, Hearing.ALOUD)


class HandOverDialog(QDialog):
    """``size_chosen``, ``hearing``, ``company`` and ``asks_birth`` (the patient confirms the date) are as chosen."""

    def __init__(self, parent: QWidget | None, size: int, *, birth_known: bool) -> None:
        super().__init__(parent)
        self.setObjectName("hand-over")
        self.setWindowTitle(_("Hand over to the patient"))
        self.size_chosen, self.asks_birth = size, birth_known
        self.hearing = Hearing.OFF
        self.company: Company = "alone"
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(14))
        outer.addWidget(label(_("Hand over to the patient"), "title"))
        ground = QWidget()
        box = QVBoxLayout(ground)
        box.setContentsMargins(0, 0, style.sp(8), 0)
        box.setSpacing(style.sp(16))
        box.addWidget(label(_("The screen then shows these questions alone, without a name. Staff lead back.")))
        names = (_("1, smallest"), "2", "3", "4", "5", _("6, largest"))
        sizes = TileGroup(
            "hand-over:size", _("Size of text"), [(str(each), names[each - 1]) for each in SIZES], str(size)
        )
        sizes.chosen.connect(lambda code: setattr(self, "size_chosen", int(code)))
        box.addWidget(sizes)
        told = (_("Silent"), _("To a headset"), _("Aloud, but no answers"))
        heard = [(each.name.lower(), text) for each, text in zip(_HEARINGS, told, strict=True)]
        self._sounds = TileGroup("hand-over:sound", _("Read aloud"), heard, heard[0][0])
        self._sounds.chosen.connect(self._take_hearing)
        self._sounds.hide()
        box.addWidget(self._sounds)
        with_whom = TileGroup("hand-over:company", _("Who is with the patient"), choices(_COMPANIES), self.company)
        with_whom.chosen.connect(self._take_company)
        box.addWidget(with_whom)
        ways = [("birth", _("The patient types the date of birth"))] if birth_known else []
        ways.append(("staff", _("I know who this is")))
        who = TileGroup("hand-over:who", _("How it is seen who sits here"), ways, ways[0][0])
        who.chosen.connect(lambda code: setattr(self, "asks_birth", code == "birth"))
        box.addWidget(who)
        if not birth_known:
            box.addWidget(label(_("No date of birth is noted, so the patient cannot be asked for it."), "hint"))
        box.addStretch(1)
        outer.addWidget(scroller(ground), 1)
        row = QHBoxLayout()
        row.setSpacing(style.sp(10))
        row.addStretch(1)
        add_ends(row, self, "hand-over:begin", _("&Hand over"), self.accept)
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(620), room.width() - 40), min(style.sp(600), room.height() - 40))

    def offer_sound(self, offered: bool) -> None:
        """Offer to have it read aloud: this computer has a voice."""
        self._sounds.setVisible(offered)

    def _take_company(self, code: str) -> None:
        self.company = next(each for each in get_args(Company) if each == code)

    def _take_hearing(self, code: str) -> None:
        self.hearing = Hearing[code.upper()]
