"""The patient line: name and record number for the printed page. Both may stay empty; neither is ever scored.

Rules: a bar-code scanner fills the record number, wherever on the page the focus is; what the page cannot print is said
here, as soon as it is typed, in room that is kept for it, so that nothing moves; what is too long is never cut without
a word.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.characters.visible import one_line
from b12desk.i18n import _
from b12desk.model.response import LONGEST_NAME, LONGEST_NUMBER, Subject
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.text_boxes import LineBox

NAME, NUMBER = "patient:name", "patient:number"
"""What the two boxes are called."""
_TYPED_AT_MOST = 10_000
_SCANNED_AT_LEAST = 4
"""Characters: fewer may be two keys that a quick hand pressed at once."""
_TALL = 1_000_000
_NOTE_WIDTH = 300


class PatientCard(Panel):
    """One line at the head of the first page. ``changed`` carries the new `Subject`; ``handed``: hand over."""

    changed = Signal(object)
    handed = Signal()

    def __init__(self, subject: Subject) -> None:
        super().__init__("card")
        self._subject = subject
        hint = _("For the head of the printed page. Both may stay empty, and neither changes the result.")
        self._name = self._line(_("Name"), NAME, subject.display, hint)
        self._number = self._line(_("Record number"), NUMBER, subject.identifier, hint)
        around = column(self, (18, 6, 14, 6))
        across = FlowLayout(style.sp(14))
        for line, caption, width in (
            (self._name, _("Patient: {part}", part=_("Name")), 216),
            (self._number, _("Record number"), 132),
        ):
            holder = QWidget()
            inner = FlowLayout(style.sp(8), holder)
            told = label(caption, "strong")
            told.setWordWrap(False)
            told.setMinimumHeight(line.minimumHeight())
            line.setFixedWidth(style.sp(width))
            for each in (told, line):
                inner.addWidget(each)
            across.addWidget(holder)
        hand = Button(_("Hand over"), "secondary", "person")
        hand.setObjectName("hand-over")
        hand.setAccessibleName(_("Hand over to the patient"))
        hand.clicked.connect(self.handed)
        across.addWidget(hand)
        self._note = _Note(hint)
        across.add_filling(self._note)
        around.addLayout(across)
        self._show_note()

    def inputs(self) -> list[QWidget]:
        """Name and number."""
        return [self._name, self._number]

    def take_focus(self, name: str) -> None:
        """Put the focus on the box called ``name``."""
        for each in self.inputs():
            if each.objectName() == name:
                each.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def nameless(self) -> bool:
        """Whether no name is given."""
        return not self._name.text().strip()

    def take_scan(self, text: str) -> None:
        """What a scanner typed is the record number, if none is there; in the box of the name it does not stay.

        Scanned into the box of the number, it takes the place of what stood there.
        """
        name = self._name.text()
        if not any(map(str.isdigit, text)) or len(text) < _SCANNED_AT_LEAST:
            return
        if self._name.hasFocus() and name.endswith(text):
            self._name.wipe()
            self._name.show_text(name.removesuffix(text))
        if self._number.hasFocus() or not self._number.text().strip():
            self._number.wipe()
            self._number.show_text(text)
        self.commit()

    def commit(self) -> None:
        """Report what was typed and not yet reported."""
        name, number = one_line(self._name.text()), one_line(self._number.text())
        found = replace(self._subject, display=name[:LONGEST_NAME], identifier=number[:LONGEST_NUMBER])
        if found != self._subject:
            self._subject = found
            self._show_note()
            self.changed.emit(found)
        if len(name) > LONGEST_NAME or len(number) > LONGEST_NUMBER:
            self._note.tell("long")

    def _show_note(self) -> None:
        subject = self._subject
        if subject.display.isascii() and subject.identifier.isascii():
            self._note.tell("")
            return
        from b12desk.report.identity import printed_name, printed_number  # noqa: PLC0415 -- 17 ms no plain name needs

        name, number = printed_name(subject).whole, printed_number(subject).whole
        self._note.tell("" if name and number else "number" if name else "name" if number else "both")

    def _line(self, caption: str, name: str, text: str, hint: str) -> LineBox:
        line = LineBox(self, _TYPED_AT_MOST)
        line.setObjectName(name)
        line.setText(text)
        line.setAccessibleName(_("Patient: {part}", part=caption))
        line.setAccessibleDescription(hint)
        line.settled.connect(self.commit)
        line.keyed.connect(self.commit)
        return line


class _Note(QLabel):
    """What the page cannot print, else ``hint``; as high as the longest of its texts, whatever it says."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setObjectName("patient:note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(style.font("small"))
        self._texts = {
            "": hint,
            "name": _(
                "This name cannot be printed on the page. "
                "Write it in Latin letters as in the passport, or add it by hand."
            ),
            "number": _(
                "This number cannot be printed on the page. Write it in Latin letters and digits, or add it by hand."
            ),
            "both": _(
                "This name and this number cannot be printed on the page. "
                "Write them in Latin letters and digits, or add them by hand."
            ),
            "long": _(
                "Too long: only the first {name:,} characters of a name and {number} of a record number are kept.",
                name=LONGEST_NAME,
                number=LONGEST_NUMBER,
            ),
        }

    def tell(self, which: str) -> None:
        """Say one of the texts, or nothing."""
        self.setText(self._texts[which])
        self.setForegroundRole(style.ROLES["body" if which else "small"].colour)

    def sizeHint(self) -> QSize:
        """Two lines, as a rule."""
        width = style.sp(_NOTE_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the longest text at ``width``."""
        room, wrap = QRect(0, 0, width, _TALL), int(Qt.TextFlag.TextWordWrap)
        return max(self.fontMetrics().boundingRect(room, wrap, text).height() for text in self._texts.values())
