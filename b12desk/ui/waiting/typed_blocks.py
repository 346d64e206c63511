"""Questions that are answered by typing: numbers with their unit, dates in three boxes, words.

Rules: each box names the keys that it wants on the screen; a key pressed there or on a keyboard counts alike; there is
no jump from box to box; choosing "not sure" empties the box, and typing takes "not sure" back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.item_state import ItemState
from b12desk.engine.parsing import read
from b12desk.engine.typed import written
from b12desk.engine.typed_date import in_boxes
from b12desk.i18n import _
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import AnswerOption, ItemType
from b12desk.model.values import Coding, PartialDate, Quantity
from b12desk.ui.items.base import chosen_code
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox, Paragraph
from b12desk.ui.waiting.big_tiles import BigRadios, stack
from b12desk.ui.waiting.blocks import Block, Wording
from b12desk.ui.waiting.key_pad import Keys
from b12desk.ui.waiting.measure import APART, TARGET, mm
from b12desk.ui.wording import unit_name

LONGEST = 500
_LINES_MM = 28


def type_box(name: str, keys: Keys, spoken: str = "", longest: int = 30) -> LineBox:
    """A line as high as a target that wants ``keys``."""
    made = LineBox(longest=longest)
    made.setObjectName(name)
    made.setProperty("keys", keys)
    made.setMinimumHeight(max(mm(TARGET), made.minimumHeight()))
    made.setAccessibleName(spoken)
    return made


class TypedBlock(Block):
    """A number or a text, with "not sure" behind "or"; the unit as tiles where there are several."""

    def __init__(self, state: ItemState, wording: Wording, *, main: bool) -> None:
        super().__init__(state, wording, main=main)
        item = state.item
        self._unit: str | None = None
        self._line: LineBox | Paragraph
        words = item.type in (ItemType.STRING, ItemType.TEXT, ItemType.OPEN_CHOICE)
        if item.type is ItemType.TEXT:
            self._line = Paragraph()
            self._line.setObjectName(f"{self.link_id}:text")
            self._line.setProperty("keys", "letters")
            self._line.setFixedHeight(max(mm(_LINES_MM), style.sp(84)))
        else:
            keys: Keys = "letters" if words else "number" if item.type is not ItemType.INTEGER else "digits"
            longest = min(item.max_length or LONGEST, LONGEST) if words else 30
            self._line = type_box(f"{self.link_id}:text", keys, longest=longest)
        self._line.setAccessibleName(wording.whole)
        self._line.settled.connect(self.commit)
        across = QHBoxLayout()
        across.setSpacing(mm(3))
        across.addWidget(self._line, 1)
        if only := unit_name(item):
            unit = label(only, "strong")
            unit.setWordWrap(False)
            across.addWidget(unit)
        if not words:
            self._line.setMaximumWidth(mm(5 * TARGET))
            across.addStretch(1)
        several = item.unit_option if len(item.unit_option) > 1 else ()
        units = [AnswerOption(code=each.code, display=each.display) for each in several]
        self._unit_box, self._other_box = QWidget(self), QWidget(self)
        self._units = BigRadios(self._unit_box, units, self._choose_unit, f"{self.link_id}:unit")
        self._others = BigRadios(self._other_box, state.options, self._choose, self.link_id, beside=True)
        coded = item.type is ItemType.OPEN_CHOICE
        stack(self._unit_box, self._units.tiles, [])
        stack(self._other_box, self._others.tiles, [])
        if coded:
            self.box.addWidget(self._other_box)
            self.box.addWidget(label(_("Or in your own words"), "strong"))
        self.box.addLayout(across)
        self.box.addWidget(self._unit_box)
        self._unit_box.setVisible(bool(units))
        if not coded:
            if self._others.tiles:
                self.box.addWidget(label(_("or"), "strong"))
            self.box.addWidget(self._other_box)
            self._other_box.setVisible(bool(self._others.tiles))
        self.show_state(state)
        self.describe()

    def show_state(self, state: ItemState) -> None:
        """Show what was answered, or typed and is no answer."""
        self.state = state
        first = state.answers[0] if state.answers else None
        if isinstance(first, Quantity):
            self._unit = first.unit
        elif state.draft is not None:
            self._unit = state.draft_unit
        self._units.show(self._unit)
        self._others.show(chosen_code(state))
        if isinstance(first, Coding) and not self._text_now():
            return
        if state.draft is None and first is not None and self._reads_as(first):
            return
        self._line.show_text(state.draft if state.draft is not None else written(state.answers))

    def inputs(self) -> Sequence[QWidget]:
        """The line, the units, "not sure"."""
        if self._item.type is ItemType.OPEN_CHOICE:
            return [*self._others.tiles, self._line]
        return [self._line, *self._units.tiles, *self._others.tiles]

    def commit(self) -> None:
        """Report the answer, or the text that is none."""
        text, state = self._text_now().strip(), self.state
        first = state.answers[0] if state.answers else None
        if not text:
            if state.draft is not None or (first is not None and not isinstance(first, Coding)):
                self.answered.emit(self.link_id, ())
            return
        found = read(self._item, text, self._unit, state.span)
        if found.code is None and isinstance(found.answer, str) and len(text) > (self._item.max_length or LONGEST):
            self.drafted.emit(self.link_id, text, IssueCode.TOO_LONG, None)
        elif found.code is not None:
            if (text, self._unit) != (state.draft, state.draft_unit):
                self.drafted.emit(self.link_id, text, found.code, self._unit)
        elif found.answer != first:
            self.answered.emit(self.link_id, (found.answer,))

    def _text_now(self) -> str:
        return self._line.text() if isinstance(self._line, LineBox) else self._line.toPlainText()

    def _reads_as(self, first: object) -> bool:
        text = self._text_now().strip()
        return bool(text) and read(self._item, text, self._unit, self.state.span).answer == first

    def _choose_unit(self, code: str | None) -> None:
        self._unit = code
        self._units.show(code)
        self.commit()

    def _choose(self, code: str | None) -> None:
        self._unit = None
        self._line.wipe()
        self._units.show(None)
        self.answered.emit(self.link_id, (Coding(code=code),) if code else ())


class DateBlock(Block):
    """Day, month and year; the year alone is enough where the question says so."""

    def __init__(self, state: ItemState, wording: Wording, *, main: bool) -> None:
        super().__init__(state, wording, main=main)
        self.boxes = DateBoxes(self.link_id, wording.whole)
        self.boxes.settled(self.commit)
        self.box.addWidget(self.boxes)
        self._other_box = QWidget(self)
        self._others = BigRadios(self._other_box, state.options, self._choose, self.link_id, beside=True)
        stack(self._other_box, self._others.tiles, [])
        if self._others.tiles:
            self.box.addWidget(label(_("or"), "strong"))
        self.box.addWidget(self._other_box)
        self._other_box.setVisible(bool(self._others.tiles))
        self.show_state(state)
        self.describe()

    def show_state(self, state: ItemState) -> None:
        """Show the parts that are known."""
        self.state = state
        first = state.answers[0] if state.answers else None
        self._others.show(chosen_code(state))
        if state.draft is not None:
            day, month, year = [*([""] * 2), *state.draft.rsplit(".", 2)][-3:]
            self.boxes.show_parts((day, month, year))
        elif isinstance(first, PartialDate):
            if read(self._item, self.boxes.typed(), span=state.span).answer != first:
                self.boxes.show_parts(in_boxes(first))
        else:
            self.boxes.show_parts(("", "", ""))

    def inputs(self) -> Sequence[QWidget]:
        """Day, month, year, "not sure"."""
        return [*self.boxes.lines, *self._others.tiles]

    def commit(self) -> None:
        """Report the date, or the parts that make none: not while it may go on in another box."""
        text, state = self.boxes.typed(), self.state
        first = state.answers[0] if state.answers else None
        if not text.strip("."):
            if state.draft is not None or isinstance(first, PartialDate):
                self.answered.emit(self.link_id, ())
            return
        found = read(self._item, text, span=state.span)
        if found.code is not None:
            if text != state.draft:
                self.drafted.emit(self.link_id, text, found.code, None)
        elif found.answer != first:
            self.answered.emit(self.link_id, (found.answer,))

    def describe(self) -> None:
        """As the base; each box says its part."""
        super().describe()
        self.boxes.name(self._wording.whole)

    def _choose(self, code: str | None) -> None:
        self.boxes.wipe()
        self.answered.emit(self.link_id, (Coding(code=code),) if code else ())


class DateBoxes(QWidget):
    """Three boxes with their captions above; a month may be a name."""

    def __init__(self, name: str, question: str) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(mm(APART))
        self._captions = (_("Day"), _("Month"), _("Year"))
        wanted: tuple[tuple[str, Keys, int], ...] = (
            ("day", "digits", 2),
            ("month", "months", 4),
            ("year", "digits", 3),
        )
        self.lines: list[LineBox] = []
        for caption, (part, keys, share) in zip(self._captions, wanted, strict=True):
            line = type_box(f"{name}:{part}", keys)
            line.setMaximumWidth(share * mm(TARGET))
            column = QVBoxLayout()
            column.setSpacing(mm(1))
            column.addWidget(label(caption, "strong"))
            column.addWidget(line)
            across.addLayout(column, share)
            self.lines.append(line)
        across.addStretch(1)
        self.name(question)

    def name(self, question: str) -> None:
        """Have each box be heard with its part."""
        for caption, line in zip(self._captions, self.lines, strict=True):
            line.setAccessibleName(_("{question}: {part}", question=question, part=caption))

    def settled(self, call: object) -> None:
        """Call ``call`` whenever something was typed."""
        for line in self.lines:
            line.settled.connect(call)

    def typed(self) -> str:
        """The three parts, parted by points."""
        return ".".join(line.text().strip(" .") for line in self.lines)

    def show_parts(self, parts: tuple[str, str, str]) -> None:
        """Put ``parts`` into the boxes."""
        for line, part in zip(self.lines, parts, strict=True):
            line.show_text(part)

    def wipe(self) -> None:
        """Empty, with nothing left to report."""
        for line in self.lines:
            line.wipe()
