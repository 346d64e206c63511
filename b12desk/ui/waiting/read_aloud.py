"""Reading aloud in the window: it says a page, stops at any action, and tells when it has ended.

Rules: off until the patient chooses; any key, press, touch or turn of the wheel silences it at once, and what is then
asked for (again, louder) begins anew; moved by the keyboard, the focus is said. An idle time is counted from `ended`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.i18n import current
from b12desk.ui.kit.work import Work
from b12desk.ui.waiting.reading import utterances
from b12desk.voice.reading import Hearing, Reading, Utterance
from b12desk.voice.system import find_voice
from b12desk.voice.voice import Voice

_LOOK_MS = 40
_ACTIONS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class ReadAloud(QObject):
    """``changed``: there is a voice or none any more, or it is on or off; ``ended``: nothing is being said any more."""

    changed = Signal()
    ended = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._reading: Reading | None = None
        self._by_key = False
        self._page: QWidget | None = None
        self._listens = False
        self._searching = self._closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def look_for_voice(self, find: Callable[[str], Voice | None] = find_voice) -> None:
        """Ask the system for a voice of the language in use, beside the window's thread; `changed` tells of it."""
        language = current().language

        def search() -> Callable[[], None]:
            return partial(self._take, find(language))

        self._searching = True
        search_work = Work(self, search, lambda _error: None)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(search_work.wait)

    def is_there(self) -> bool:
        """Whether there is a voice: without one nothing is offered."""
        return self._reading is not None and self._reading.works

    @property
    def hearing(self) -> Hearing:
        """Who hears it."""
        return self._reading.hearing if self._reading is not None and self._reading.works else Hearing.OFF

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or comes next."""
        return self._reading is not None and self._reading.speaking

    def choose(self, hearing: Hearing) -> None:
        """The patient says who is to hear it."""
        if self._reading is not None:
            self._reading.stop()
            self._reading.hearing = hearing
            self._listen(hearing is not Hearing.OFF)
            self.changed.emit()

    def read(self, page: QWidget) -> None:
        """Say a page, as it is shown now, from its beginning."""
        self._page, self._by_key = page, False
        if self.hearing is not Hearing.OFF:
            self._say(utterances(page))

    def tell(self, text: str) -> None:
        """Say this now: what is wrong, what has come."""
        if self.hearing is not Hearing.OFF:
            self._say((Utterance(text),))

    def repeat(self) -> None:
        """The page once more, as it is shown by now."""
        if self._page is not None:
            self.read(self._page)

    def change(self, *, louder: int = 0, faster: int = 0) -> None:
        """So many steps louder and faster."""
        if self._reading is not None:
            self._reading.change(louder=louder, faster=faster)
            self._watch()

    def stop(self) -> None:
        """Be silent at once."""
        if self._reading is not None and self._reading.speaking:
            self._reading.stop()
            self._watch()

    def reset(self) -> None:
        """For the next patient: silent, off, and everything as usual. Nothing of this one is left."""
        self._page, self._by_key = None, False
        self._listen(False)
        if self._reading is not None:
            self._reading.reset()
            self._watch()
            self.changed.emit()

    def close(self) -> None:
        """Let go of the system's speech, for good; while a voice is looked for, as soon as that has ended."""
        self.reset()
        self._closed = True
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        if not self._searching:
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any action silences it."""
        if event.type() in _ACTIONS:
            self._by_key = event.type() is QEvent.Type.KeyPress
            self.stop()
        return False

    def _take(self, voice: Voice | None) -> None:
        self._searching = False
        if self._closed:
            if voice is not None:
                voice.close()
            self.deleteLater()
            return
        self._reading = Reading(voice) if voice is not None else None
        self.changed.emit()

    def _say(self, texts: Iterable[Utterance]) -> None:
        if self._reading is not None:
            self._reading.read(texts)
            self._watch()

    def _watch(self) -> None:
        """Look after it while it speaks; tell when it does no more."""
        if self.speaking:
            self._timer.start()
        elif self._timer.isActive():
            self._timer.stop()
            self.ended.emit()

    def _look(self) -> None:
        if self._reading is None or self._reading.go_on():
            return
        self._watch()
        if not self._reading.works:
            self.changed.emit()

    def _listen(self, on: bool) -> None:
        """Hear of actions and of the focus, or do not: whoever reads alone does not pay for it."""
        app = QApplication.instance()
        if on == self._listens or not isinstance(app, QApplication):
            return
        self._listens = on
        if on:
            app.installEventFilter(self)
            app.focusChanged.connect(self._focus_moved)
        else:
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._by_key and new is not None and self._page is not None and self._page.isAncestorOf(new):
            QTimer.singleShot(0, new, partial(self._say_focused, new))

    def _say_focused(self, widget: QWidget) -> None:
        """When the key has done all it does: what has the focus, with its name where it shows none."""
        if self._by_key and widget.hasFocus():
            told = utterances(widget)
            self._say(told if any(each.text for each in told) else (Utterance(widget.accessibleName()), *told))
