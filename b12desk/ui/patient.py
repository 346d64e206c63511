"""The patient line: name and record number for the printed page. Both may stay empty; neither is ever scored."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.model.response import Subject
from b12desk.ui import style
from b12desk.ui.flow import FlowLayout
from b12desk.ui.inputs import Line
from b12desk.ui.panel import Panel
from b12desk.ui.parts import column, label

NAME_LENGTH, NUMBER_LENGTH = 200, 100


class PatientCard(Panel):
    """Two lines at the head of the first page. ``changed`` carries the new `Subject`."""

    changed = Signal(object)

    def __init__(self, subject: Subject) -> None:
        super().__init__("card")
        self._subject = subject
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.sp(each) for each in (24, 18, 24, 20)))
        box.setSpacing(style.sp(8))
        box.addWidget(label(_("Patient"), "heading"))
        hint = _("For the head of the printed page. Both may stay empty, and neither changes the result.")
        box.addWidget(label(hint, "hint"))
        self._name = self._line(_("Name"), "patient:name", subject.display, NAME_LENGTH, hint)
        self._number = self._line(_("Record number"), "patient:number", subject.identifier, NUMBER_LENGTH, hint)
        across = FlowLayout(style.sp(16))
        for line, caption, width in ((self._name, _("Name"), 340), (self._number, _("Record number"), 200)):
            holder = QWidget()
            holder.setFixedWidth(style.sp(width))
            inner = column(holder, spacing=4)
            inner.addWidget(label(caption, "strong"))
            inner.addWidget(line)
            across.addWidget(holder)
        box.addLayout(across)

    def commit(self) -> None:
        """Report what was typed and not yet reported."""
        found = replace(self._subject, display=_clean(self._name.text()), identifier=_clean(self._number.text()))
        if found != self._subject:
            self._subject = found
            self.changed.emit(found)

    def _line(self, caption: str, name: str, text: str, longest: int, hint: str) -> Line:
        line = Line(self, longest)
        line.setObjectName(name)
        line.setText(text)
        line.setAccessibleName(_("Patient: {part}", part=caption))
        line.setAccessibleDescription(hint)
        line.settled.connect(self.commit)
        return line


def _clean(text: str) -> str:
    """One line of visible characters: a name is typed or scanned, never formatted."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
