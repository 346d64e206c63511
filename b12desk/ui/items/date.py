"""Editor of dates: day, month and year in three boxes, of which only the year is needed.

Three boxes because 3/12 means two different days in two countries, and because many people know only the year.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.engine.parsing import parse_answer
from b12desk.engine.session import ItemState
from b12desk.i18n import _
from b12desk.model.issue import IssueCode
from b12desk.model.values import Answer, PartialDate
from b12desk.ui.items.base import Editor, RadioSet, chosen_code
from b12desk.ui.items.note import Note, Said
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import column, label
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.wording import row_text


class DateEditor(Editor):
    """A partial date. A draft is kept as ``day.month.year`` with what was typed, empty where nothing was."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._state = state
        self._captions = (_("Day"), _("Month"), _("Year"))
        self._lines = tuple(LineBox(self, 20) for _caption in self._captions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.sp(8))
        across = FlowLayout(style.sp(12))
        for part, caption, line, width in zip(
            ("day", "month", "year"), self._captions, self._lines, (76, 76, 108), strict=True
        ):
            line.setObjectName(f"{self.objectName()}:{part}")
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            line.settled.connect(self._pause)
            line.keyed.connect(lambda: self.keep(self._typed()))
            line.setMinimumWidth(style.sp(width))
            holder = QWidget(self)
            holder.setFixedWidth(style.sp(width))
            box = column(holder, spacing=4)
            box.addWidget(label(caption))
            box.addWidget(line)
            across.addWidget(holder)
        self.note = self._note = Note(state.item.link_id, self._lines[0].minimumHeight() + style.sp(26), self)
        across.add_filling(self._note)
        self._unknowns = RadioSet(self, state.options, self.choose_code, beside=True)
        layout.addLayout(across)
        if self._unknowns.tiles:
            tiles = FlowLayout(style.sp(8))
            for tile in self._unknowns.tiles:
                tiles.addWidget(tile)
            layout.addLayout(tiles)

    def show_state(self, state: ItemState) -> None:
        """Show the parts that are known."""
        self._state = state
        first = state.answers[0] if state.answers else None
        self._unknowns.show(chosen_code(state))
        if state.draft is not None:
            self._show_parts(state.draft)
        elif not isinstance(first, PartialDate):
            self._show_parts("..")
        elif self._read() != first:
            self._show_parts(".".join(reversed(first.date.split("-"))))
        for line in self._lines:
            line.show_wrong(state.issue is not None)
        issue = state.issue
        self._note.say(Said(row_text(state), "error", wrong=True) if issue else Said())

    def inputs(self) -> Sequence[QWidget]:
        """Day, month, year, "not sure"."""
        return [*self._lines, *self._unknowns.tiles]

    def report(self) -> None:
        """Report the date, or the parts that make none; nothing when it is what the session already has."""
        text = self._typed()
        first = self._state.answers[0] if self._state.answers else None
        if not text.strip("."):
            if self._state.draft is not None or isinstance(first, PartialDate):
                self.answered.emit(())
            return
        read = self._read()
        if isinstance(read, IssueCode):
            if text != self._state.draft:
                self.drafted.emit(text, read, None)
        elif read != first:
            self.answered.emit((read,))

    def forget(self) -> None:
        """Nothing stays half typed."""
        for line in self._lines:
            line.wipe()

    def choose_code(self, code: str | None) -> None:
        """As the base; the date goes."""
        self.forget()
        super().choose_code(code)

    def describe(self, name: str, description: str) -> None:
        """As the base; each box says the question and its part."""
        super().describe(name, description)
        for caption, line in zip(self._captions, self._lines, strict=True):
            line.setAccessibleName(_("{question}: {part}", question=name, part=caption))
            line.setAccessibleDescription(description)
        for tile in self._unknowns.tiles:
            tile.setAccessibleDescription(name)

    def _pause(self) -> None:
        """Between the boxes the date is not finished, hence no draft before the year was typed or the editor left."""
        if self._lines[2].text().strip() or not any(line.hasFocus() for line in self._lines):
            self.commit()
        else:
            self.keep(self._typed() if self._typed().strip(".") else "")

    def _typed(self) -> str:
        return ".".join(line.text().strip() for line in self._lines)

    def _read(self) -> Answer | IssueCode:
        day, month, year = (line.text().strip() for line in self._lines)
        parts = [part for part in (year, month, day) if part]
        if not year or (day and not month):
            return IssueCode.NOT_A_DATE
        return parse_answer(self._state.item, "-".join(parts))

    def _show_parts(self, text: str) -> None:
        parts = text.split(".")
        for line, part in zip(self._lines, ([""] * (3 - len(parts)) + parts)[-3:], strict=True):
            line.show_text(part)
