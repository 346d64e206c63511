"""A new passphrase, typed twice, with a bar and words that say how strong it is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12desk.i18n import N_, _
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.kit.shapes import mirrored, rounded
from b12desk.ui.kit.typed_twice import TypedTwice

_PAUSE_MS = 120
_WORDS = (N_("Very weak."), N_("Weak."), N_("Not strong enough."))
"""Of a passphrase that is not taken, by its score; what is said of the others tells how strong they are."""
_LINES = 2


class NewPassphrase(TypedTwice):
    """``words``: what a guesser would try first, as the name of the clinic."""

    def __init__(self, name: str, words: Iterable[str] = ()) -> None:
        self._words = tuple(words)
        self._bar = StrengthBar()
        self._told = label("", "hint")
        self._told.setObjectName(f"{name}:strength")
        self._told.setMinimumHeight(_LINES * self._told.fontMetrics().lineSpacing())
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        super().__init__(SecretBox(f"{name}:new", _("New passphrase")), f"{name}:again", self._bar, self._told)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.first.changed.connect(self._pause.start)

    def judged(self) -> str:
        """By how soon it could be guessed."""
        if not self.first.text:
            return _("Type a passphrase.")
        return "" if self._judge() else _("This passphrase could be guessed: choose a stronger one.")

    def fill(self, secret: str) -> None:
        """As the base, with its strength."""
        super().fill(secret)
        self._judge()

    def wipe(self) -> None:
        """As the base."""
        super().wipe()
        self._pause.stop()

    def _judge(self) -> bool:
        """Show how strong it is; whether that is enough."""
        from b12desk.desk.strength import strength  # noqa: PLC0415 -- its word lists take long to import

        self._pause.stop()
        if not self.first.text:
            self._bar.show_score(-1)
            self._told.setText("")
            return False
        found = strength(self.first.text, self._words)
        self._bar.show_score(found.score)
        words = "" if found.enough else _(_WORDS[min(found.score, len(_WORDS) - 1)])
        self._told.setText(f"{words} {found.advice}".strip())
        return found.enough


class StrengthBar(QWidget):
    """Four fields, filled as far as the passphrase is strong; the words below say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._score = -1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int) -> None:
        """0 to 4; -1: there is nothing to judge."""
        if score != self._score:
            self._score = score
            self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(style.sp(200), style.sp(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The fields."""
        painter = QPainter(self)
        gap, fields = style.sp(6), 4
        wide = (self.width() - gap * (fields - 1)) // fields
        filled = self._score if self._score > 0 else int(self._score == 0)
        tone = "success" if self._score >= 3 else "warning" if self._score == 2 else "error"
        for index in range(fields):
            area = mirrored(self, QRect(index * (wide + gap), 0, wide, self.height()))
            full = index < filled
            rounded(painter, area, self.height() // 2, tone if full else "raised", (tone if full else "edge", 1))
        painter.end()
