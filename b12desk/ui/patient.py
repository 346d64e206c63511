"""The patient line: surname, first name and number for the printed page. All may stay empty; none is ever scored.

Rules: a name in one piece stands in the box of the surname, as it was typed, until a first name is given: it is never
split by guess; an NHS number is checked as it is typed, and kept whatever the check says; a bar-code scanner fills the
number, wherever on the page the focus is; what the page cannot print is said here, as soon as it is typed, in room that
is kept for it, so that nothing moves; what is too long is never cut without a word.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.characters.nhs_number import nhs_complete, nhs_digits, nhs_grouped
from b12desk.characters.visible import one_line
from b12desk.i18n import _
from b12desk.model.response import LONGEST_NAME, LONGEST_NUMBER, Subject
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.text_boxes import LineBox

NAME, GIVEN, NUMBER = "patient:name", "patient:given", "patient:number"
"""What the boxes are called."""
_TYPED_AT_MOST = 10_000
_SCANNED_AT_LEAST = 4
"""Characters: fewer may be two keys that a quick hand pressed at once."""
_TALL = 1_000_000
_NOTE_WIDTH = 262


class PatientCard(Panel):
    """One line at the head of the first page. ``changed`` carries the new `Subject`; ``handed``: hand over."""

    changed = Signal(object)
    handed = Signal()

    def __init__(self, subject: Subject, *, nhs: bool = False) -> None:
        super().__init__("card")
        self._subject = subject
        self._nhs = nhs
        hint = _("For the printed page. All may stay empty; none changes the result.")
        numbered = _("NHS number") if nhs else _("Record number")
        self._name = self._line(_("Surname"), NAME, subject.display or subject.family, hint)
        self._given = self._line(_("First name"), GIVEN, subject.given, hint)
        self._number = self._line(numbered, NUMBER, self._grouped(subject.identifier), hint)
        self._shown = self._name.text(), self._given.text()
        self._number.left.connect(self._left_number)
        around = column(self, (18, 6, 14, 6))
        across = FlowLayout(style.sp(10))
        for line, caption, width in (
            (self._name, _("Surname"), 130),
            (self._given, _("First name"), 104),
            (self._number, _("NHS number") if nhs else _("Number"), 130 if nhs else 116),
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
        self._hand = hand = Button(_("Hand over"), "secondary")
        hand.setObjectName("hand-over")
        hand.setAccessibleName(_("Hand over to the patient"))
        hand.clicked.connect(self.handed)
        across.addWidget(hand)
        self._note = _Note(hint, nhs=nhs)
        across.add_filling(self._note)
        around.addLayout(across)
        self._show_note()

    def inputs(self) -> list[QWidget]:
        """Surname, first name and number."""
        return [self._name, self._given, self._number]

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in the order of the screen."""
        return [*self.inputs(), self._hand]

    def take_focus(self, name: str) -> None:
        """Put the focus on the box called ``name``."""
        for each in self.inputs():
            if each.objectName() == name:
                each.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def nameless(self) -> bool:
        """Whether no name is given."""
        return not (self._name.text().strip() or self._given.text().strip())

    def take_scan(self, text: str) -> None:
        """What a scanner typed is the record number, if none is there; in the box of the name it does not stay.

        Scanned into the box of the number, it takes the place of what stood there.
        """
        if not any(map(str.isdigit, text)) or len(text) < _SCANNED_AT_LEAST:
            return
        for box in (self._name, self._given):
            name = box.text()
            if box.hasFocus() and name.endswith(text):
                box.wipe()
                box.show_text(name.removesuffix(text))
        if self._number.hasFocus() or not self._number.text().strip():
            self._number.wipe()
            self._number.show_text(text)
        self.commit()

    def commit(self) -> None:
        """Report what was typed and not yet reported."""
        name, given, number = (one_line(each.text()) for each in (self._name, self._given, self._number))
        digits = nhs_digits(number) if self._nhs else ""
        found = replace(self._subject, identifier=digits or number[:LONGEST_NUMBER])
        if (self._name.text(), self._given.text()) != self._shown:
            self._shown = self._name.text(), self._given.text()
            whole = name[:LONGEST_NAME]
            found = (
                replace(found, display="", family=whole, given=given[:LONGEST_NAME])
                if given
                else replace(found, display=whole, family="", given="")
            )
        if found != self._subject:
            self._subject = found
            self.changed.emit(found)
        self._show_note()
        if max(len(name), len(given)) > LONGEST_NAME or len(number) > LONGEST_NUMBER:
            self._note.tell("long")

    def _left_number(self) -> None:
        """An NHS number is shown in its groups as soon as nobody types in it."""
        self.commit()
        if self._nhs and nhs_digits(self._subject.identifier):
            self._number.show_text(nhs_grouped(self._subject.identifier))

    def _grouped(self, number: str) -> str:
        return nhs_grouped(number) if self._nhs else number

    def _show_note(self) -> None:
        subject = self._subject
        wrong = "nhs" if self._nhs and self._is_wrong(subject.identifier) else ""
        if subject.name.isascii() and subject.identifier.isascii():
            self._note.tell(wrong)
            return
        from b12desk.report.identity import printed_name, printed_number  # noqa: PLC0415 -- 17 ms no plain name needs

        name, number = printed_name(subject).whole, printed_number(subject).whole
        self._note.tell(wrong if name and number else "number" if name else "name" if number else "both")

    def _is_wrong(self, number: str) -> bool:
        """Whether it is no NHS number; too few digits are one that is still typed."""
        typing = self._number.hasFocus() and not nhs_complete(number)
        return bool(number) and not typing and not nhs_digits(number)

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

    def __init__(self, hint: str, *, nhs: bool) -> None:
        super().__init__()
        self.setObjectName("patient:note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(style.font("small"))
        self._texts = {
            "": hint,
            "name": _("This name cannot be printed here. Use Latin letters, or write it by hand."),
            "number": _("This number cannot be printed here. Use Latin letters and digits."),
            "both": _("Name and number cannot be printed here. Use Latin letters and digits."),
            "long": _(
                "Too long: a name keeps {name:,} characters, a number {number}.",
                name=LONGEST_NAME,
                number=LONGEST_NUMBER,
            ),
        }
        if nhs:
            self._texts["nhs"] = _("Not an NHS number: its digits do not check. It is kept as typed.")

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
