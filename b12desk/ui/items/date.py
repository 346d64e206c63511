"""Editor of dates: day, month and year in three boxes, of which only the year is needed.

Three boxes because 3/12 means two different days in two countries, and because many people know only the year. Rules: a
whole date that is put into one of them fills all three, or is asked back; a stroke, a point or a space leads to the
next box; a month may be a name; what was understood stands in the boxes when they are left; only the box that is wrong
is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12desk.engine.parsing import Read, read
from b12desk.engine.session import ItemState
from b12desk.engine.typed_date import Parts, box_at_fault, boxes_of, in_boxes, month_number
from b12desk.i18n import _
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.values import PartialDate
from b12desk.ui.items.base import Editor, RadioSet, chosen_code
from b12desk.ui.items.note import Choice, Note, Said
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.labels import line as row_in
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.kit.tile_layout import Tile
from b12desk.ui.wording import meant, row_text

_DAY, _MONTH, _YEAR = range(3)
_YEAR_DIGITS = 4


class DateEditor(Editor):
    """A partial date. A draft is kept as ``day.month.year`` with what was typed, empty where nothing was."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._state = state
        self._captions = (_("Day"), _("Month"), _("Year"))
        self._lines = tuple(LineBox(self, 30) for _caption in self._captions)
        self._flow = across = FlowLayout(style.sp(8), self)
        for index, (part, caption, line, width) in enumerate(
            zip(("day", "month", "year"), self._captions, self._lines, (60, 76, 76), strict=True)
        ):
            line.setObjectName(f"{self.objectName()}:{part}")
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            line.partings = "/.,- "
            line.parted.connect(partial(self._parted, index))
            line.pasted.connect(partial(self._spread, index))
            line.left.connect(partial(self._left, index))
            line.settled.connect(self._pause)
            line.keyed.connect(lambda: self.keep(self._typed()))
            line.setFixedWidth(style.sp(width))
            holder = QWidget(self)
            box = row_in(holder, spacing=5)
            told = label(caption, "small")
            told.setWordWrap(False)
            box.addWidget(told)
            box.addWidget(line)
            across.addWidget(holder)
        self._unknowns = RadioSet(self, state.options, self.choose_code, beside=True)
        for tile in self._unknowns.tiles:
            tile.set_small(True)
            across.addWidget(tile)
        self.note = self._note = Note(state.item.link_id, self)
        across.add_filling(self._note)

    def beside_width(self) -> int:
        """Three boxes and "not sure" on one line."""
        return self._flow.least_line()

    def show_state(self, state: ItemState) -> None:
        """Show the parts that are known."""
        self._state = state
        first = state.answers[0] if state.answers else None
        self._unknowns.show(chosen_code(state))
        if state.draft is not None:
            self._show(_parts(state.draft))
        elif not isinstance(first, PartialDate):
            self._show(("", "", ""))
        elif self._read().answer != first:
            self._show(in_boxes(first))
        wrong = _wrong_boxes(state)
        for index, line in enumerate(self._lines):
            line.show_wrong(index in wrong)
        self._note.say(self._remark())

    def stops(self) -> Sequence[QWidget]:
        """As the base; the links of the note stand behind "not sure"."""
        return [*self.inputs(), *self._note.links]

    def inputs(self) -> Sequence[QWidget]:
        """Day, month, year, "not sure"."""
        return [*self._lines, *self._unknowns.tiles]

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """What stands beside the boxes."""
        return (self._unknowns.tiles,)

    def unfinished(self) -> QWidget | None:
        """The next empty box, as long as something was typed and the year was not."""
        focus = self.window().focusWidget()
        begun = self._typed().strip(".") and not self._lines[2].text().strip()
        if not begun or focus not in self._lines:
            return None
        after = self._lines[self._lines.index(focus) + 1 :]
        return next((each for each in after if not each.text().strip()), None)

    def report(self) -> None:
        """Report the date, or the parts that make none; nothing when it is what the session already has."""
        text = self._typed()
        first = self._state.answers[0] if self._state.answers else None
        if not text.strip("."):
            if self._state.draft is not None or isinstance(first, PartialDate):
                self.answered.emit(())
            return
        found = self._read()
        if found.code is not None:
            if text != self._state.draft:
                self.drafted.emit(text, found.code, None)
        elif found.answer != first:
            self.answered.emit((found.answer,))

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
        """Between the boxes, and in the middle of the year, the date is not finished, hence no draft before."""
        inside = any(line.hasFocus() for line in self._lines)
        if not inside or len(self._lines[_YEAR].text().strip()) >= _YEAR_DIGITS:
            self.commit()
        else:
            self.keep(self._typed() if self._typed().strip(".") else "")

    def _left(self, index: int) -> None:
        """A box was left: what is more than its part goes where it belongs; all were: they show what was understood."""
        self._spread(index)
        self._lines[index].setCursorPosition(0)  # what is longer than the box is read from its beginning
        if any(line.hasFocus() for line in self._lines):
            return
        first = self._state.answers[0] if self._state.answers else None
        if self._state.draft is None and isinstance(first, PartialDate) and self._read().answer == first:
            self._put(in_boxes(first))

    def _parted(self, index: int) -> None:
        """Behind a part of a date comes the next one; a year or a month that was typed first goes into its own box."""
        day, month, year = self._lines
        text = self._lines[index].text().strip()
        if index == _DAY and not text.isdecimal() and month_number(text) and not month.text():
            self._move(day, month, year)
        elif index == _DAY and len(text) == _YEAR_DIGITS and not year.text():
            self._move(day, year, month)
        elif index == _YEAR and len(text) < _YEAR_DIGITS and month.text() and not day.text():
            self._move(year, day, year)
        elif index == _MONTH and year.text() and not day.text():
            _enter(day)
        elif index < _YEAR:
            _enter(self._lines[index + 1])

    def _move(self, source: LineBox, to: LineBox, then: LineBox) -> None:
        text = source.text()
        source.wipe()
        to.wipe()
        to.show_text(text)
        _enter(then)

    def _spread(self, index: int) -> None:
        """More than a part of a date, put into one box while the others are empty, fills all three."""
        others = [line for place, line in enumerate(self._lines) if place != index and line.text().strip()]
        text = self._lines[index].text().strip()
        alone = index != _DAY and (text.isdecimal() or (index == _MONTH and month_number(text)))
        if others or alone or (parts := boxes_of(text, self._state.span)) is None:
            return
        self._put(parts)
        self._pause()

    def _typed(self) -> str:
        return ".".join(line.text().strip() for line in self._lines)

    def _read(self) -> Read:
        return read(self._state.item, self._typed(), span=self._state.span)

    def _remark(self) -> Said:
        """What the note says: which of two dates is meant, or the issue."""
        state = self._state
        wrong = state.issue is not None
        found = read(state.item, state.draft, span=state.span) if state.draft else Read()
        if found.code is IssueCode.AMBIGUOUS:
            asked = Issue(link_id=state.item.link_id, code=found.code, limit=found.limit)
            picks = [
                Choice(words, f"{self.objectName()}:meant={each}", partial(self._pick, PartialDate(date=each)))
                for words, each in zip(meant(asked), found.limit.split(), strict=True)
            ]
            text = _("Which do you mean?")
            return Said(text, "error" if wrong else "warning", wrong, tuple(picks))
        return Said(row_text(state), "error", wrong=True) if wrong else Said()

    def _pick(self, given: PartialDate) -> None:
        """The date that was meant, in place of what can be read in two ways."""
        self._put(in_boxes(given))
        self._lines[_YEAR].setFocus(Qt.FocusReason.OtherFocusReason)
        self.commit()

    def _put(self, parts: Parts) -> None:
        """Into the boxes, over what is being typed."""
        if tuple(line.text() for line in self._lines) != parts:
            self.forget()
            self._show(parts)

    def _show(self, parts: Parts) -> None:
        for line, part in zip(self._lines, parts, strict=True):
            line.show_text(part)


def _enter(line: LineBox) -> None:
    """Into a box as Tab does: what stands there is marked, so that typing replaces it."""
    line.setFocus(Qt.FocusReason.TabFocusReason)


def _parts(draft: str) -> Parts:
    """What stood in the three boxes."""
    day, month, year = [*([""] * 2), *draft.rsplit(".", 2)][-3:]
    return day, month, year


def _wrong_boxes(state: ItemState) -> Sequence[int]:
    """The boxes that are wrong: all while nothing is there; of a date in another year than ours, its year."""
    issue = state.issue
    if issue is None:
        return ()
    first = state.answers[0] if state.answers else None
    if issue.code is IssueCode.NOT_A_DATE:
        return (box_at_fault(issue.limit),)
    if issue.code is IssueCode.AMBIGUOUS:
        return tuple(index for index, part in enumerate(_parts(state.draft or "")) if part)[-1:]
    if not isinstance(first, PartialDate):
        return (_DAY, _MONTH, _YEAR)
    today = state.span.last if state.span else first.earliest
    if issue.code is not IssueCode.FUTURE or first.earliest.year != today.year:
        return (_YEAR,)
    return (_MONTH,) if first.earliest.month != today.month else (_DAY,)
