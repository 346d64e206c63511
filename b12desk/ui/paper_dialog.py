"""What is done with paper: print the questionnaire blank, and take in the answers of a sheet that was filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.desk.blank_paper import BlankPaper
from b12desk.i18n import _
from b12desk.model.definition import Definition
from b12desk.settings import PaperSize
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label, scroller
from b12desk.ui.other_paper import OtherPaper, print_paper, save_paper
from b12desk.ui.setting_groups import TileGroup

_LARGE = "large"


class PaperDialog(QDialog):
    """``exec`` is true when the answers of a paper are to be taken in."""

    def __init__(self, parent: QWidget, form: Definition, letterhead: Sequence[str], paper: PaperSize) -> None:
        super().__init__(parent)
        self.setObjectName("on-paper")
        self.setWindowTitle(_("On paper"))
        self._form, self._letterhead, self._paper = form, letterhead, paper
        self._large = False
        inner = QWidget()
        box = column(inner, spacing=10)
        box.addWidget(label(_("Blank questionnaire"), "heading"))
        box.addWidget(label(_("The same questions, to be answered with a pen."), "hint"))
        size = TileGroup(
            "print-size", _("Size of print"), (("usual", _("Usual print")), (_LARGE, _("Large print"))), "usual"
        )
        size.chosen.connect(self._choose)
        box.addWidget(size)
        self._note = label("", "hint")
        self._note.setObjectName("on-paper:note")
        box.addLayout(
            _line(
                ("print", _("&Print"), "secondary", "print", lambda: self._make(print_paper)),
                ("save", _("&Save PDF"), "secondary", "save", lambda: self._make(save_paper)),
            )
        )
        box.addWidget(self._note)
        box.addWidget(label(_("Answers on paper"), "heading"))
        told = _("Take in by keyboard what was ticked and written. Numbers and keys are those of the paper.")
        box.addWidget(label(told, "hint"))
        box.addLayout(_line(("take-in", _("&Take answers in"), "primary", "edit", self.accept)))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 18)))
        outer.setSpacing(style.sp(14))
        outer.addWidget(scroller(inner), 1)
        outer.addLayout(_line(("close", _("C&lose"), "secondary", "cross", self.reject)))
        room = parent.size()
        self.resize(min(style.sp(560), room.width()), min(style.sp(480), room.height()))

    def _choose(self, size: str) -> None:
        self._large = size == _LARGE

    def _make(self, way: Callable[[QWidget, OtherPaper], str]) -> None:
        """Print or save the blank questionnaire, and say what became of it."""
        blank = BlankPaper(self._form, self._letterhead, self._paper, self._large)
        self._note.setText(way(self, OtherPaper(blank.title, blank.file_name, self._paper, blank.pdf)))


def _line(*buttons: tuple[str, str, str, str, Callable[[], object]]) -> FlowLayout:
    made = FlowLayout(style.sp(8))
    for name, text, kind, icon, call in buttons:
        button = Button(text, kind, icon)
        button.setObjectName(f"on-paper:{name}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False, call=call: call())
        made.addWidget(button)
    return made
