"""One page of the form on the screen: title, what is wrong, cards of questions. It draws what the session says.

Nothing moves under the pointer: what an answer opens comes below it, and whatever else comes or goes, the question in
use stays where it is on the screen (`steady`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby, pairwise

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from b12desk.engine.session import Session
from b12desk.i18n import n_
from b12desk.model.questionnaire import Item, ItemType
from b12desk.ui.error_summary import ErrorSummary
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.labels import remark
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.patient import PatientCard
from b12desk.ui.question_card import QuestionCard
from b12desk.ui.question_row import Asked, QuestionRow
from b12desk.ui.steady import settle_layouts, steady
from b12desk.ui.wizard_page import WizardPage


class FormPage(WizardPage):
    """One top-level group. Signals carry the linkId first; `refresh` draws what a write changed.

    ``ended``: the last question was answered by a key, and what comes after it is wanted.
    """

    answered = Signal(str, object)
    ticked = Signal(str, str)
    drafted = Signal(str, str, object, object)
    confirmed = Signal(str)
    typing = Signal(str, str, object)
    ended = Signal()

    def __init__(
        self,
        session: Session,
        group: Item,
        head: PatientCard | None = None,
        warning: str = "",
        *,
        dense: bool = True,
    ) -> None:
        super().__init__(group.link_id, group.text, group.help or "", group.icon or "", dense=dense)
        self._dense = dense
        self.link_id = group.link_id
        self.rows: dict[str, QuestionRow] = {}
        self._session = session
        self._acted: QuestionRow | None = None
        self._ordered: list[QWidget] = []
        self.head = head
        self.problems = ErrorSummary()
        self.problems.jumped.connect(self.focus_item)
        self.body.insertWidget(0, self.problems)
        self.problems.lower()  # first for assistive technology too
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its coming would wrap every text anew
        if warning:
            told = remark("warning", "warning", warning)
            told.setObjectName(f"page:{group.link_id}:warning")
            self.body.addWidget(told)
        if head is not None:
            self.body.addWidget(head)
        self._sections = list(self._cards(group))
        for section in self._sections:
            self.body.addWidget(section)
            section.refresh()
        self.body.addStretch(1)

    def refresh(self, link_ids: Iterable[str]) -> None:
        """Draw ``link_ids`` anew, and build or hide what began or ceased to apply; what is in use stays in place."""
        if not self.isVisible():
            self._draw(link_ids)
            return
        before = self.shown_rows()
        with steady(self, self._in_use(), self._inputs()):
            self._draw(link_ids)
        self._say_new([row.link_id for row in self.shown_rows() if row not in before])

    def _say_new(self, link_ids: Sequence[str]) -> None:
        """What an answer opens comes below it, where who cannot see does not know of it."""
        if link_ids:
            first = self._session.questionnaire.items[link_ids[0]].text
            words = n_(
                "New question below: {first}",
                "{count} new questions below. The first: {first}",
                len(link_ids),
                first=first,
            )
            announce_text(self, words)

    def _draw(self, link_ids: Iterable[str]) -> None:
        for section in self._sections:
            section.refresh()
        for link_id in link_ids:
            if (row := self.rows.get(link_id)) is not None:
                row.show_state(self._session.state(link_id))
        if not self.problems.isHidden():
            self.show_problems(announce=False)
        if (stops := self.stops()) != self._ordered:
            self._ordered = stops
            in_order(stops)

    def _in_use(self) -> QWidget | None:
        """What has to stay where it is: what the pointer holds down, else what was answered, else the focus."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            held = self.ground.childAt(self.ground.mapFromGlobal(QCursor.pos()))
            if held is not None:
                return held
        if self._acted is not None:
            return self._acted.editor
        focused = self.window().focusWidget()
        return focused if focused is not None and self.ground.isAncestorOf(focused) else None

    def _inputs(self) -> list[QWidget]:
        return [each for row in self.rows.values() if row.isVisible() for each in row.editor.stops()]

    def stops(self) -> list[QWidget]:
        """Everything on the page that takes the focus, in the order of the screen."""
        links: list[QWidget] = list(self.problems.links)
        head = self.head.stops() if self.head is not None else []
        rows = [row for section in self._sections for row in section.rows()]
        return [*links, *head, *(each for row in rows for each in row.editor.stops())]

    def show_problems(self, *, announce: bool) -> None:
        """The summary at the top: every issue that is shown, each a link to its question."""
        states = [self._session.state(issue.link_id) for issue in self._session.page_issues(self.link_id)]
        self.problems.show_issues([(state.item, state.issue) for state in states if state.issue], announce=announce)
        title, count = self.title.text(), len(self.problems.links)
        told = n_("{title}, {count} problem", "{title}, {count} problems", count, title=title)
        self.setWindowTitle(told if count else title)

    def commit(self) -> None:
        """Let the editor in use report what was typed."""
        for row in self.rows.values():
            if not row.isHidden():
                row.editor.commit()

    def focus_item(self, link_id: str) -> None:
        """Put the focus on a question and bring it into view."""
        if (row := self.rows.get(link_id)) is not None:
            row.editor.take_focus()
            self.to_top()
            settle_layouts()
            top = row.mapTo(self.ground, row.rect().topLeft()).y()
            height = min(row.height(), self.height() - style.sp(48))
            self.ensureVisible(0, top + height, 0, style.sp(24))
            reflex.turned()

    def asked(self) -> list[Asked]:
        """What is asked back on the page, in the order of the screen."""
        return [each for row in self.shown_rows() for each in row.asked()]

    def show_asked(self, asked: Asked) -> None:
        """Bring what is asked back into sight; the focus goes along only where it would be left out of sight."""
        row, focus = self.rows[asked.link_id], self.window().focusWidget()
        self.bring(row)
        self.bring(asked.widget)
        if focus is not None and self.ground.isAncestorOf(focus) and focus.visibleRegion().isEmpty():
            row.editor.take_focus()
            self.bring(asked.widget)

    def focus_first(self) -> None:
        """Put the focus on the patient's name if none is given, else on the first open question, or on the first."""
        if self.head is not None and self.head.nameless:
            name = self.head.inputs()[0]
            name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring(name)
            return
        rows = self.shown_rows()
        unanswered = [row for row in rows if not self._session.answers.get(row.link_id)]
        for row in [*unanswered, *rows][:1]:
            row.editor.take_focus()
            self.bring(row.editor.inputs()[0])

    def focused_row(self) -> QuestionRow | None:
        """The question that has the focus."""
        return self.row_of(self.window().focusWidget())

    def go_on(self) -> bool:
        """Put the focus on what is next: in this question, in the patient's line, or the question below.

        False when nothing is next on this page.
        """
        focus, row = self.window().focusWidget(), self.focused_row()
        part = row.editor.unfinished() if row is not None else None
        if part is not None:
            part.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        head = self.head.inputs() if self.head is not None else []
        if focus in head[:-1]:
            head[head.index(focus) + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        rows = self.shown_rows()
        if row is None and focus not in head:
            return False
        below = rows[rows.index(row) + 1 :] if row is not None else rows
        for each in below[:1]:
            each.editor.take_focus()
            self.bring(each)
        return bool(below)

    def take_scan(self, text: str) -> None:
        """What a scanner typed is the record number of the patient's line, and is taken nowhere else."""
        if self.head is not None:
            focus = self.window().focusWidget()
            self.head.take_scan(text)
            if focus in self.head.inputs():
                self.head.inputs()[-1].setFocus(Qt.FocusReason.OtherFocusReason)
                self.go_on()

    def shown_rows(self) -> list[QuestionRow]:
        """The questions that can be seen, in the order of the screen."""
        return [row for section in self._sections for row in section.rows() if row.isVisibleTo(self)]

    def row_of(self, widget: QWidget | None) -> QuestionRow | None:
        """The row that holds ``widget``."""
        if widget is None or not self.isAncestorOf(widget):
            return None
        return next((row for row in self.rows.values() if row.isAncestorOf(widget)), None)

    def _cards(self, group: Item) -> Iterable[QuestionCard]:
        """A card for each group, and one for each run of questions that stand on the page itself."""
        for is_group, run in groupby(group.item, key=lambda item: item.type is ItemType.GROUP):
            items: Sequence[Item] = tuple(run)
            if is_group:
                yield from (
                    QuestionCard(self._session, each.item, self._adopt, each, dense=self._dense) for each in items
                )
            else:
                yield QuestionCard(self._session, items, self._adopt, dense=self._dense)

    def _adopt(self, row: QuestionRow) -> None:
        self.rows[row.link_id] = row
        row.answered.connect(partial(self._pass_on, row, self.answered))
        row.ticked.connect(partial(self._pass_on, row, self.ticked))
        row.drafted.connect(partial(self._pass_on, row, self.drafted))
        row.confirmed.connect(partial(self._pass_on, row, self.confirmed))
        row.typing.connect(self.typing)
        row.editor.went_on.connect(self._go_on_from_answer)

    def _go_on_from_answer(self) -> None:
        if not self.go_on():
            self.ended.emit()

    def _pass_on(self, row: QuestionRow, signal: SignalInstance, *given: object) -> None:
        self._acted = row
        signal.emit(*given)
        self._acted = None


def in_order(stops: Sequence[QWidget]) -> None:
    """Have Tab go through ``stops`` one after the other, wherever and whenever they were made."""
    for one, next_one in pairwise(stops):
        QWidget.setTabOrder(one, next_one)
