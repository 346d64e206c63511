"""The intakes of a window, one at a time: opened, saved, closed, discarded. Imported after the first paint.

Rules: between two patients every page is destroyed, so that nothing can be undone, pasted or tabbed back into view; as
long as an answer is not on the disk a bar says so, every answer tries again, and nobody leaves without being asked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import RESULT, OpenIntake
from b12desk.desk.waiting_room import Stage
from b12desk.errors import UserError
from b12desk.settings import Settings
from b12desk.ui.amending import Amending
from b12desk.ui.asked_who import AskedWho
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.discarding import discard
from b12desk.ui.ending import Ending, left_words
from b12desk.ui.expiring import Expiring
from b12desk.ui.following import Following
from b12desk.ui.forwarding import Forwarding
from b12desk.ui.front import Front
from b12desk.ui.help import show_help
from b12desk.ui.intake_choices import choices_of
from b12desk.ui.kit.clipboard import wipe_clipboard
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.kit.speech import teach_headings
from b12desk.ui.kit.waiting import run
from b12desk.ui.listing import Listing
from b12desk.ui.paper_dialog import PaperDialog
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.room import Room
from b12desk.ui.twice import Twice
from b12desk.ui.unsaved import Saving
from b12desk.ui.waiting.handing_over import HandingOver
from b12desk.ui.waiting.lock import Lock
from b12desk.ui.waiting.lock_page import told_words
from b12desk.ui.wizard import Wizard
from b12desk.ui.wizard_frame import Services


class Reception:
    """``wizard`` is that of the open intake, None while the start page is shown.

    ``remember`` keeps who gave the answers, for the next intake; ``keeper`` looks after the backups; ``lock``: how
    staff come back from the waiting room, ``given`` is told that the patient has the window, and that staff have it
    back, with a room made anew.
    """

    def __init__(
        self,
        window: QWidget,
        box: QVBoxLayout,
        room: Room,
        desk: Intakes,
        settings: Callable[[], Settings],
        *,
        remember: Callable[[str], None],
        lock: Callable[[], Lock],
        given: Callable[[bool], None],
        keeper: BackupKeeper | None = None,
    ) -> None:
        teach_headings()
        self.wizard: Wizard | None = None
        self.desk = desk
        self._saving = Saving(window, box, desk)
        self._window = window
        self._settings = settings
        self._ending = Ending(window, desk, self._saving, remember)
        self._keeper = keeper
        self._room = room
        self._front = Front(window, room, desk, keeper)
        self._scrolled = 0.0
        self._fresh = True
        self._twice: Twice | None = None
        self.waiting = HandingOver(window, box, desk, settings=settings, lock=lock, back=self._patient_left)
        self._given = given
        self.following = Following(window, desk, listed=self._nobody_else, changed=self._follow)
        self._listing = Listing(
            window,
            desk,
            settings,
            resume=self.resume,
            print_again=self.print_again,
            hand_over=self.give_line_to_patient,
            back=self._to_first,
            name=self._front.name_window,
            noted=self.following.noted,
        )
        self._listing.enter(room)
        self._amending = Amending(window, desk, amend=self._amend, reopen=self._reopen)
        self._forwarding = Forwarding(
            window,
            desk,
            room,
            forward=lambda identifier: self._bring_in(lambda: desk.resume(identifier)),
            amend=self._amend,
            name=self._front.name_window,
        )
        self._asked_who = AskedWho(window, desk, lambda: self.wizard.intake if self.wizard is not None else None)
        self._asked_who.enter(room)
        room.header.visits.connect(self._to_visits)
        self._front.say_what_it_is_for()
        desk.when_closing(self._forget)
        self.expiring = Expiring(
            window, desk, lambda: self._settings().keep_finished, free=self._nobody_else, done=self._removed
        )

    def open_up(self) -> None:
        """See whether answers can be saved, and list what can be resumed."""
        if self._fresh and self.waiting.lock_left(self._room):
            self._room.start.show_unfinished(())
            self._given(True)
        self._fresh = False
        self._saving.save()
        self.expiring.look()
        if self._keeper is not None:
            self._keeper.look()

    def begin(self) -> None:
        """Start a new intake."""
        self._open(self.desk.begin(self._settings().answered_by))

    def on_paper(self) -> None:
        """Print the questionnaire blank, or take in the answers of a paper."""
        choices = choices_of(self._settings(), trial=self._room.trial)
        dialog = PaperDialog(self._window, self.desk.definition, choices.letterhead, choices.paper)
        wanted = run(dialog)
        dialog.deleteLater()
        if wanted:
            self._open(self.desk.begin_from_paper())

    def resume(self, identifier: str) -> None:
        """Open an intake; of one of an older form, say first what bringing it forward means."""
        if not self._forwarding.show(identifier):
            self._bring_in(lambda: self.desk.resume(identifier))

    def _bring_in(self, opening: Callable[[], OpenIntake]) -> None:
        """Open an intake, in place of the one that is open: it may be the same one, which then is so no more."""
        self.close()
        try:
            intake = opening()
        except UserError as error:
            show_error(self._window, error)
            self._list()
            self._listing.look_again()
            return
        self._open(intake)
        self._saving.save()

    def _amend(self, identifier: str, reason: str) -> None:
        self._bring_in(lambda: self.desk.amend(identifier, reason))

    def _reopen(self, identifier: str) -> None:
        self._bring_in(lambda: self.desk.resume(identifier))

    def print_again(self, identifier: str) -> None:
        """Open a finished intake, and print its summary as its own page does."""
        self.resume(identifier)
        page = self.wizard.page if self.wizard is not None else None
        if isinstance(page, ResultPage):
            QTimer.singleShot(0, page, page.documents.buttons["print"].click)  # when it is shown

    def give_to_patient(self) -> None:
        """Give the screen to the patient of the open intake, if staff mean it."""
        if self.wizard is None:
            return
        self.wizard.commit()
        intake = self.wizard.intake
        if (wanted := self.waiting.ask(intake)) is None:
            self.wizard.take_focus()
            return
        self._drop_pages()
        self._saving.intake = None
        self._room.start.show_unfinished(())
        self._given(True)
        self.waiting.give(intake, self._room, *wanted)

    def give_line_to_patient(self, identifier: str) -> None:
        """Open an unfinished intake, and hand it over."""
        self.resume(identifier)
        self.give_to_patient()

    def discard(self, identifier: str) -> None:
        """Remove an intake, if that is meant."""
        if discard(self._window, self.desk, self.desk.line(identifier) or IntakeLine(identifier, "", "")):
            self._front.tell("")
        self._list()

    def leave(self) -> None:
        """Save, and show the start page; a result without paper is left only if that is meant."""
        if self.wizard is not None and self.wizard.intake.shown == RESULT:
            self._finish()
        else:
            self._to_start()

    def rescue(self) -> bool:
        """Save, whatever else went wrong; whether all is saved. A patient's screen is locked."""
        if self.waiting.side is not None:
            self.waiting.side.end(None)
            return True
        self._saving.save()
        return self._saving.works

    def keep(self) -> bool:
        """Save, with what stands in the boxes; whether all is saved."""
        self._commit()
        return self.rescue()

    def hand_over(self) -> None:
        """Another person is at the desk: the intake, which is saved, is closed, and no search stays."""
        self._listing.drop()
        self._listing.forget()
        self._end(checked=False)

    def may_leave(self) -> bool:
        """Whether the open intake may be left: all is saved, or somebody says that it need not be."""
        self._commit()
        return self._ending.may_leave(self.wizard.intake if self.wizard is not None else None)

    def close(self, *, checked: bool = False) -> None:
        """Have the desk close the open intake, if there is one; ``checked``, and how it may fail: as `Ending.close`."""
        self._commit()
        if self.wizard is not None:
            self._ending.close(self.wizard.intake, checked=checked)

    def step_aside(self) -> OpenIntake | None:
        """The pages go; the intake that was open stays open, and is returned."""
        intake = None
        self._forwarding.drop()
        self._commit()
        if self.wizard is not None:
            intake, self._scrolled = self.wizard.intake, self.wizard.page.scrolled
        self._drop_pages()
        return intake

    def come_back(self, room: Room, intake: OpenIntake | None) -> None:
        """Into a room made anew, with the intake that was open, its page scrolled as far as it was."""
        self._room = self._front.room = self._forwarding.room = room
        self._front.say_what_it_is_for()
        self._saving.show_anew()
        self._list()
        self._listing.enter(room)
        self._asked_who.enter(room)
        room.header.visits.connect(self._to_visits)
        if intake is not None:
            self._open(intake)
        if self.wizard is not None:
            page, share = self.wizard.page, self._scrolled
            QTimer.singleShot(0, page, lambda: page.scroll_to(share))  # when it is shown, and has its size

    def _open(self, intake: OpenIntake) -> None:
        """Show an intake: a new one, or the one that is open in another look."""
        self.close()
        self._forwarding.drop()
        self._listing.drop()
        self._saving.intake = intake
        self._room.start.tell("")
        intake.choices = choices_of(self._settings(), trial=self._room.trial)
        made = Wizard(intake, Services(self._saving.save, lambda: show_help(self._window), self._to_start))
        made.titled.connect(self._show_patient)
        made.ended.connect(self._finish)
        made.asked.connect(lambda deed, number: self._amending.do(intake, deed, number))
        made.dropped.connect(lambda: self._amending.drop(intake))
        made.amended.connect(lambda: self._amending.finish(intake))
        made.again.connect(self._second_time)
        made.handed.connect(self.give_to_patient)
        made.windowTitleChanged.connect(self._front.name_window)
        made.moved.connect(self._move)
        self._front.name_window(made.windowTitle())
        self.wizard = made
        self._room.stack.addWidget(made)
        self._room.stack.setCurrentWidget(made)
        self._show_patient()
        self._asked_who.look()
        made.take_focus()

    def _second_time(self) -> None:
        """The paper of the open intake is taken in again."""
        if self.wizard is not None:
            helped = partial(show_help, self._window)
            self._twice = Twice(self._room.stack, self.desk, self.wizard, save=self._saving.save, help_=helped)

    def _commit(self) -> None:
        """Save what stands in the boxes of the open intake, and of the second entry of its paper."""
        for each in (self._twice, self.wizard):
            if each is not None:
                each.commit()

    def _drop_pages(self) -> None:
        """Destroy the pages of an intake, with all that was typed and can be undone in them."""
        if self.wizard is None:
            return
        if self._twice is not None:
            self._twice.leave()
            self._twice = None
        self._room.stack.setCurrentWidget(self._room.start)
        self._room.stack.removeWidget(self.wizard)
        self.wizard.deleteLater()
        self.wizard = None
        self._front.show_patient(None)
        self._asked_who.look()
        self._front.name_window("")

    def _forget(self) -> None:
        """The desk closes the intake: drop what the window holds of the patient."""
        self._drop_pages()
        self._saving.intake = None
        wipe_clipboard()
        QTimer.singleShot(0, gc.collect)  # when the pages are gone: what held on to itself must not stay either

    def _to_start(self) -> None:
        """Back to the start page; the intake stays among the unfinished ones."""
        if self.may_leave():
            self._end()

    def _finish(self) -> None:
        """From the result, where it may be left."""
        if self.wizard is not None and self._ending.may_finish(self.wizard.intake):
            self._to_start()

    def _end(self, *, checked: bool = True) -> bool:
        """Close the intake, show what there is, and say what became of it; whether it is closed."""
        intake = self.wizard.intake if self.wizard is not None else None
        told = "" if intake is None or not self._saving.works else left_words(intake)
        try:
            self.close(checked=checked)
        except UserError as error:
            show_error(self._window, error)
            return False
        self._saving.save()
        self._list()
        self._front.tell(told)
        return True

    def _to_visits(self) -> None:
        """From the open intake, which is kept, to all visits of its patient."""
        if self.wizard is not None and self.may_leave():
            human = self.desk.people.human_of(self.wizard.intake.identifier)
            if self._end():
                self._listing.show_person(human)

    def _move(self) -> None:
        """The open intake is another patient's: it is left, and moved if that is meant."""
        self._commit()
        if self.wizard is not None and self._saving.may_leave():
            identifier = self.wizard.intake.identifier
            self._end(checked=False)
            if not self._listing.move(identifier):
                self.resume(identifier)

    def _patient_left(self, stage: Stage | None) -> None:
        """Staff have the screen again: the start page, and what became of the intake."""
        self._given(False)
        self._front.tell(told_words(stage), tone="info")
        self.waiting.settle_left(self._room, self._given)

    def _to_first(self) -> None:
        """From the list of all intakes back to the start page."""
        self._listing.drop()
        self._list()
        self._room.start.focus_first()

    def _follow(self) -> None:
        self._list()
        self._listing.follow()

    def _list(self) -> None:
        self.following.noted()
        self._front.list(saving=self._saving.works)

    def settings_changed(self, *, removes: bool) -> None:
        """What of them concerns what is kept; ``removes``: finished intakes stay for another time."""
        if removes:
            self.expiring.remove()
        if self._keeper is not None:
            self._keeper.look()

    def _nobody_else(self) -> bool:
        """Whether no intake is open, here or with a patient: names may be told."""
        return self.wizard is None and self.waiting.side is None

    def _removed(self) -> None:
        if self.waiting.side is None:
            self._list()

    def _show_patient(self) -> None:
        if self.wizard is not None:
            self._front.show_patient(self.wizard.intake)
            self._asked_who.soon()
