"""Check your answers: whose they are, every answer by page with a link back to it, what is open, what is not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.remarks import Told
from b12desk.engine.session import REVIEW, Session
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.questionnaire import Item
from b12desk.report.typeset.clean_text import can_print
from b12desk.report.words import answers_words
from b12desk.theme import Tone
from b12desk.ui.error_summary import ErrorSummary
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import empty, label, panel, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.review_row import ReviewRow, Shown
from b12desk.ui.patient import GIVEN, NAME, NUMBER
from b12desk.ui.steady import settle_layouts
from b12desk.ui.wizard_page import WizardPage
from b12desk.ui.wording import issue_text

_AT_ONCE = 1


class ReviewPage(WizardPage):
    """Drawn anew whenever something has changed. ``jumped`` carries the linkId of the question to open.

    ``asked`` says that what was to be asked again was asked. ``left``: see `OpenIntake.left_behind`. ``amending``: that
    these are answers of an amendment, which is to be dropped when ``dropped`` says so. Of a frozen intake it is read.
    """

    jumped = Signal(str)
    asked = Signal()
    dropped = Signal()

    def __init__(self, session: Session, left: Iterable[str] = (), amending: str = "") -> None:
        title, told = _("Check your answers"), _("Go through them together. Every answer can still be changed.")
        if session.frozen:
            title, told = _("The answers"), _("They are fixed. Amend, on the result, makes a new version.")
        super().__init__(REVIEW, title, told, "review")
        self._session = session
        self._amending = amending
        self._left = tuple(left)
        self._drawn: tuple[object, ...] = ()
        self._problems = ErrorSummary()
        self._problems.jumped.connect(self.jumped)
        self.body.insertWidget(0, self._problems)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(style.sp(18))
        self.body.addLayout(self._cards)
        self._waiting: Iterator[QWidget] = iter(())
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._add_next)
        self.body.addStretch(1)

    def show_session(self, assessment: Assessment) -> None:
        """Draw the answers of the session; ``assessment`` says which open items could change the result."""
        session = self._session
        doubts = [each for each in session.answers if session.state(each).doubt is not None]
        drawn = (
            dict(session.answers),
            session.issues,
            doubts,
            assessment,
            session.ask_again,
            session.contradictions,
            session.subject,
        )
        if drawn == self._drawn:
            return
        self._drawn = drawn
        items = session.questionnaire.items
        empty(self._cards)
        issues = [(items[each.link_id], each) for each in session.page_issues(REVIEW)]
        self._problems.show_issues(issues, announce=False)
        if self._amending:
            self._cards.addWidget(self._amending_card())
        if session.ask_again or self._left:
            self._cards.addWidget(self._carried_card())
        self._cards.addWidget(self._patient_card())
        if session.contradictions:
            self._cards.addWidget(self._contradiction_card(session.contradictions))
        self._cards.addWidget(self._open_card(assessment))
        self._waiting = self._parts(frozenset(assessment.deciding))
        for _card in range(_AT_ONCE):
            self._add_next()
        self._later.start()

    def complete(self) -> None:
        """Build what is still waiting, now."""
        while self._add_next():
            pass

    def scroll_to(self, share: float) -> None:
        """With all cards built: without them it is shorter."""
        self.complete()
        super().scroll_to(share)

    def focus_line(self, name: str) -> None:
        """Put the focus on the line of a question, or of the patient, and bring it into view."""
        self.complete()
        settle_layouts()
        line = self.findChild(ReviewRow, f"change:{name}")
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(line, 0, self.height() // 3)

    def _add_next(self) -> bool:
        """Build one more card; the first ones fill the screen, the others follow while it is read."""
        card = next(self._waiting, None)
        if card is None:
            self._later.stop()
            return False
        self._cards.addWidget(card)
        card.show()  # now: Qt would do so a moment later, and nobody could go to what is on it
        return True

    def _parts(self, deciding: frozenset[str]) -> Iterator[QWidget]:
        session = self._session
        items = session.questionnaire.items
        for page in session.pages[:-1]:
            questions = [each for each in items[page].walk() if each.is_question and each.link_id in session.enabled]
            yield self._page_card(items[page], questions, deciding)
        unused = [items[each] for each in session.answers if each not in session.enabled]
        if unused:
            yield self._unused_card(unused)

    def _open_card(self, assessment: Assessment) -> QWidget:
        """What could change the result, first: without an answer, or answered with "not sure"; then what else is open.

        Each is a link to its question; of those that change nothing one leads to the first.
        """
        is_open, deciding = self._session.tally.open, assessment.deciding
        others = [each for each in is_open if each not in deciding]
        tone: Tone = "warning" if deciding else "success"
        made, box = panel(tone, (16, 12, 16, 12), 4)
        made.setObjectName("review:open")
        unsure = [each for each in deciding if each in self._session.answers]
        for title, link_ids in (
            (_("These open questions could change the result"), [each for each in deciding if each not in unsure]),
            (_("A sure answer to these could change the result"), unsure),
        ):
            if link_ids:
                box.addLayout(_head(tone, tone, title))
            for each in link_ids:
                self._add_link(box, f"open:{each}", self._label(each), each)
        text = _("No open question could change the result.") if is_open else _("Every question is answered.")
        if not deciding:
            box.addLayout(_head(tone, tone, text))
        elif not is_open:
            box.addWidget(label(text, "small"))
        if others:
            text = _("Open questions that cannot change the result: {count}", count=len(others))
            self._add_link(box, f"open:{others[0]}", text, others[0])
        return made

    def _label(self, link_id: str) -> str:
        """What a question is called here; of two that answer each other, both."""
        items, alternatives = self._session.questionnaire.items, self._session.questionnaire.alternatives
        if link_id not in alternatives:
            return items[link_id].label
        return _("{question} or {other}", question=items[link_id].label, other=items[alternatives[link_id]].label)

    def _add_link(self, box: QVBoxLayout, name: str, text: str, link_id: str) -> None:
        """A line that leads to a question."""
        link = Link(text, "text")
        link.setObjectName(name)
        link.clicked.connect(partial(self.jumped.emit, link_id))
        box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _patient_card(self) -> QWidget:
        """Whose answers these are: what stands at the head of the paper."""
        subject = self._session.subject
        parts = (
            (NAME, _("Surname"), subject.display or subject.family),
            (GIVEN, _("First name"), subject.given),
            (NUMBER, _("Record number"), subject.identifier),
        )
        rows = [
            (name, self._row(_("Patient: {part}", part=caption), caption, _written(text)))
            for name, caption, text in parts
        ]
        return self._card("patient", _("Patient"), rows)

    def _card(self, name: str, title: str, rows: Iterable[tuple[str, ReviewRow]]) -> Panel:
        """Lines below a title; each leads to what it is called after."""
        made, box = panel("card", (24, 18, 24, 18), 8)
        made.setObjectName(f"review:{name}")
        box.addWidget(label(title, "heading"))
        inner = QVBoxLayout()
        inner.setSpacing(0)
        box.addLayout(inner)
        for to, row in rows:
            row.setObjectName(f"change:{to}")
            if not self._session.frozen:
                row.clicked.connect(partial(self.jumped.emit, to))
            inner.addWidget(row)
        return made

    def _row(self, question: str, caption: str, shown: Shown) -> ReviewRow:
        return ReviewRow(question, caption, shown, fixed=self._session.frozen)

    def _amending_card(self) -> QWidget:
        """That another version stands until this one is finished, and the way to let go of this one."""
        made, box = panel("warning", (16, 12, 16, 12), 4)
        made.setObjectName("review:amending")
        box.addLayout(_head("warning", "warning", self._amending))
        drop = Link(_("Drop this amendment"), "text")
        drop.setObjectName("amending:drop")
        drop.clicked.connect(self.dropped)
        box.addWidget(drop, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _contradiction_card(self, told: Iterable[Told]) -> QWidget:
        """What does not go together, each a link to the question where it is said."""
        made, box = panel("warning", (16, 12, 16, 12), 4)
        made.setObjectName("review:contradictions")
        box.addLayout(_head("warning", "warning", _("These answers do not go together")))
        for each in told:
            self._add_link(box, f"contradiction:{each.id}", each.text, each.link_id)
        return made

    def _carried_card(self) -> QWidget:
        """What was carried over from an older version of the form and is to be asked again, and what was left there."""
        session = self._session
        title = _("Begun with version {version} of the form, which asked less exactly", version=session.carried_version)
        made, box = panel("warning", (16, 12, 16, 12), 4)
        made.setObjectName("review:carried")
        box.addLayout(_head("warning", "warning", title))
        if session.ask_again:
            box.addWidget(label(_("Ask these again:"), "small"))
        for link_id in session.ask_again:
            self._add_link(box, f"again:{link_id}", session.questionnaire.items[link_id].label, link_id)
        if session.ask_again and not session.frozen:
            done = Link(_("All of these were asked, and are right as they stand"))
            done.setObjectName("again:done")
            done.clicked.connect(self.asked)
            box.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        if self._left:
            box.addWidget(label(_("Not carried over, because this form does not ask it:"), "small"))
        for each in self._left:
            box.addWidget(label(each, "small"))
        return made

    def _page_card(self, page: Item, questions: Iterable[Item], deciding: frozenset[str]) -> Panel:
        rows = [
            (each.link_id, self._row(each.text, each.label, self._shown(each, decides=each.link_id in deciding)))
            for each in questions
        ]
        return self._card(page.link_id, page.text, rows)

    def _shown(self, item: Item, *, decides: bool) -> Shown:
        answers = self._session.answers.get(item.link_id, ())
        if self._session.state(item.link_id).draft is not None:
            return Shown(_("Not finished: what was typed is not an answer yet."), "error", given=bool(answers))
        text = answers_words(self._session.questionnaire, item.link_id, answers)
        words = text or self._missing(item)
        if not all(can_print(each) for each in answers if isinstance(each, str)):
            words = _("{answer} (not all of this can be printed)", answer=words)
        if (doubt := self._session.state(item.link_id).doubt) is not None:
            return Shown(_("{answer}. {doubt}", answer=words, doubt=issue_text(doubt, item)), "warning")
        if decides:
            return Shown(_("{answer} (could change the result)", answer=words), "warning", given=bool(text))
        return Shown(words, given=bool(text))

    def _missing(self, item: Item) -> str:
        """What stands where there is no answer; a question may be answered by another one."""
        instead = self._session.questionnaire.alternatives.get(item.link_id, "")
        if self._session.answers.get(instead):
            other = self._session.questionnaire.items[instead].label
            return _("Not needed beside \u201c{other}\u201d", other=other)
        return _("Not answered")

    def _unused_card(self, items: Iterable[Item]) -> Panel:
        made, box = panel("card", (24, 18, 24, 18), 8)
        made.setObjectName("review:unused")
        box.addWidget(label(_("Kept, but not used"), "heading"))
        box.addWidget(
            label(
                _("An earlier answer was changed, so these no longer apply. They are neither judged nor printed."),
                "hint",
            )
        )
        grid = _grid(box)
        for row, item in enumerate(items):
            answers = self._session.answers[item.link_id]
            grid.addWidget(label(item.label, "hint"), row, 0)
            grid.addWidget(label(answers_words(self._session.questionnaire, item.link_id, answers), "hint"), row, 1)
        return made


def _grid(box: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.sp(16))
    grid.setVerticalSpacing(style.sp(6))
    grid.setColumnStretch(0, 5)
    grid.setColumnStretch(1, 6)
    box.addLayout(grid)
    return grid


def _written(text: str) -> Shown:
    """A name or a number as it stands; what cannot be printed is said."""
    if not text:
        return Shown(_("Not given"), given=False)
    return Shown(text if can_print(text) else _("{answer} (not all of this can be printed)", answer=text))


def _head(kind: Tone, icon: str, text: str) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(style.sp(12))
    head.addWidget(picture(icon, kind, 24), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(text, "strong"), 1)
    return head
