"""Editor of numbers, with or without a unit: a plain line, unit tiles, and "not sure" beside them.

Rules: a number may be typed with a comma or a point, with its unit, or as a product; nothing spins, nothing is filled
in beforehand; text that is not a number, or may be two, stays as it was typed, as a draft, and the note beside it asks;
what was understood stands in the box when it is left, and how a product was worked out, and a dose in words, beside it;
a unit has to be chosen, or typed, where there is more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from b12desk.engine.parsing import Read, read
from b12desk.engine.session import ItemState
from b12desk.engine.typed import written
from b12desk.engine.typed_number import readings
from b12desk.i18n import _
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import AnswerOption
from b12desk.model.units import convertible
from b12desk.model.values import Answer, Coding, Quantity, digits
from b12desk.report.words import unit_words
from b12desk.ui.items.base import Editor, RadioSet, chosen_code
from b12desk.ui.items.note import Choice, Note, Said
from b12desk.ui.kit import style
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.kit.tile_layout import Tile
from b12desk.ui.number_words import in_words
from b12desk.ui.wording import issue_text, row_text, unit_name


class NumberEditor(Editor):
    """Integer, decimal and quantity."""

    def __init__(self, state: ItemState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(state.item.link_id)
        self._state = state
        self._units = state.item.unit_option
        self._unit: str | None = None
        self._line = LineBox(self, 30)
        self._line.setObjectName(f"{self.objectName()}:text")
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._line.setFixedWidth(style.sp(96))
        self._line.settled.connect(self.commit)
        self._line.left.connect(self._tidy)
        self._sum: tuple[Answer | None, str] = (None, "")
        self._line.keyed.connect(lambda: self.keep(self._line.text(), self._unit))
        units = [AnswerOption(code=each.code, display=each.display) for each in self._units if len(self._units) > 1]
        self._unit_box = QWidget(self)
        self._unit_box.setObjectName(f"{self.objectName()}:unit")
        self._unit_set = RadioSet(self._unit_box, units, self._choose_unit)
        self.note = self._note = Note(state.item.link_id, self)
        self._unknown_box = QWidget(self)  # of their own: Qt takes the radio tiles of one parent for one choice
        self._unknowns = RadioSet(self._unknown_box, state.options, self.choose_code, self.objectName(), beside=True)
        self._lay_out()

    def show_state(self, state: ItemState) -> None:
        """Show number and unit, the draft as it was typed, or the "not sure" that was chosen."""
        self._state = state
        first = state.answers[0] if state.answers else None
        if isinstance(first, Quantity):
            self._unit = first.unit
        elif state.draft is not None or state.draft_unit is not None:
            self._unit = state.draft_unit
        elif isinstance(first, Coding):
            self._unit = None
        self._unit_set.show(self._unit)
        self._unknowns.show(chosen_code(state))
        if state.draft is not None or first is None or self._read() != first:
            self._line.show_text(state.draft if state.draft is not None else written(state.answers))
        self._line.show_wrong(state.issue is not None)
        self._note.say(self._remark(first))

    def stops(self) -> Sequence[QWidget]:
        """As the base; the links of the note stand behind "not sure"."""
        return [*self.inputs(), *self._note.links]

    def inputs(self) -> Sequence[QWidget]:
        """Line, units, "not sure"."""
        return [self._line, *self._unit_set.tiles, *self._unknowns.tiles]

    def numbered_sets(self) -> Iterable[Sequence[Tile]]:
        """Units, and what stands below them."""
        return (self._unit_set.tiles, self._unknowns.tiles)

    def unfinished(self) -> QWidget | None:
        """From a number without a unit, the units; from a unit without its number, the line."""
        focus, number, units = self.window().focusWidget(), self._line.text().strip(), self._unit_set.tiles
        if focus in units:
            return None if number or self._unit is None else self._line
        return units[0] if units and number and self._unit is None and focus is self._line else None

    def take_focus(self) -> None:
        """Focus on the line, unless "not sure" is chosen."""
        chosen = [tile for tile in self._unknowns.tiles if tile.isChecked()]
        (chosen[0] if chosen else self._line).setFocus(Qt.FocusReason.OtherFocusReason)

    def report(self) -> None:
        """Report the number, or the text that is none; nothing when it is what the session already has."""
        text = self._line.text().strip()
        state = self._state
        first = state.answers[0] if state.answers else None
        if not text:
            if state.draft is not None or (first is not None and not isinstance(first, Coding)):
                self.answered.emit(())
            return
        found = self._understood(text)
        if found.code is not None:
            if (text, self._unit) != (state.draft, state.draft_unit):
                self.drafted.emit(text, found.code, self._unit)
        elif found.answer != first:
            self._remember(found)
            self.answered.emit((found.answer,))

    def unit_alone(self) -> str | None:
        """The unit, while there is no number and no "not sure"."""
        return None if self._line.text().strip() or self._state.answers else self._unit

    def forget(self) -> None:
        """The unit goes with the number."""
        self._unit = None
        self._line.wipe()

    def choose_code(self, code: str | None) -> None:
        """As the base; the number goes."""
        self._line.wipe()
        super().choose_code(code)

    def describe(self, name: str, description: str) -> None:
        """As the base, and the same on the line; unit tiles say "unit" first."""
        super().describe(name, description)
        self._line.setAccessibleName(name)
        self._line.setAccessibleDescription(description)
        self._unit_box.setAccessibleName(_("{question} Unit", question=name))
        for tile in (*self._unit_set.tiles, *self._unknowns.tiles):
            tile.setAccessibleDescription(name)

    def _choose_unit(self, code: str | None) -> None:
        self._tidy()  # the unit that was typed is not the one that is meant now
        self._unit = code
        self._unit_set.show(code)
        self.commit()

    def _remark(self, first: Answer | None) -> Said:
        """What the note says: the issue, which number is meant, whether it is right, or the number in words."""
        state = self._state
        found = self._understood(state.draft)
        wrong = state.issue is not None
        if found.code in (IssueCode.AMBIGUOUS, IssueCode.OTHER_UNIT):
            asked = Issue(link_id=state.item.link_id, code=found.code, limit=found.limit)
            picks = [
                Choice(each, f"{self.objectName()}:meant={each}", partial(self._pick, each, found.unit))
                for each in (found.limit.split() if found.code is IssueCode.AMBIGUOUS else ())
            ]
            return Said(issue_text(asked, state.item), "error" if wrong else "warning", wrong, tuple(picks))
        return self._said_of(first)

    def _said_of(self, first: Answer | None) -> Said:
        state = self._state
        if state.issue is not None:
            return Said(row_text(state), "error", wrong=True)
        if state.doubt is not None:
            yes = Choice(_("Yes"), f"{self.objectName()}:confirm", self.confirmed.emit)
            return Said(issue_text(state.doubt, state.item), "warning", choices=(yes,))
        if first is not None and first == self._sum[0]:
            return Said(self._sum[1])
        if isinstance(first, Quantity) and convertible(first.unit, "mg"):
            words = in_words(first.value)
            return Said(_("{number} {unit}", number=words, unit=unit_words(state.item, first)) if words else "")
        return Said()

    def _understood(self, text: str | None) -> Read:
        return read(self._state.item, text, self._unit) if text else Read()

    def _remember(self, found: Read) -> None:
        """How a product was worked out, as long as its answer stands."""
        self._sum = (None, "")
        if found.factors and isinstance(found.answer, Quantity):
            product = " \N{MULTIPLICATION SIGN} ".join(map(digits, found.factors))
            total = digits(found.answer.value)
            told = _(
                "{product} = {number} {unit}",
                product=product,
                number=total,
                unit=unit_words(self._state.item, found.answer),
            )
            self._sum = (found.answer, told)

    def _tidy(self) -> None:
        """What was understood of words and products stands in the box, once nobody types there."""
        text = self._line.text().strip()
        if self._state.draft is None and self._state.answers and text and not readings(text):
            self._line.wipe()
            self._line.show_text(written(self._state.answers))

    def _pick(self, text: str, unit: str | None) -> None:
        """The number that was meant, in place of what can be read in two ways."""
        self._unit = unit or self._unit
        self._line.wipe()
        self._line.show_text(text)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commit()

    def _read(self) -> Answer | None:
        return self._understood(self._line.text().strip()).answer

    def beside_width(self) -> int:
        """Line, units and "not sure" on one line."""
        return self._flow.least_line()

    def _lay_out(self) -> None:
        self._flow = across = FlowLayout(style.sp(6), self)
        across.addWidget(self._line)
        only = unit_name(self._state.item)
        if only:
            unit = label(only)
            unit.setWordWrap(False)
            unit.setMinimumHeight(self._line.minimumHeight())
            unit.setParent(self)
            unit.stackUnder(self._unit_box)  # behind the line for assistive technology too
            across.addWidget(unit)
        for box, tiles in ((self._unit_box, self._unit_set.tiles), (self._unknown_box, self._unknowns.tiles)):
            if tiles:
                inner = FlowLayout(style.sp(6), box)
                for tile in tiles:
                    tile.set_small(True)
                    inner.addWidget(tile)
                across.addWidget(box)
            else:
                box.hide()
        across.add_filling(self._note)
        self._note.raise_()  # the last also for assistive technology
