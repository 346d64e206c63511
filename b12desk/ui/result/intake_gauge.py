"""The estimated intake as a small picture: a bar from nothing to past the recommended amount, which is marked.

What stands above and below the bar goes on in another line where the bar is shorter.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12desk.i18n import _
from b12desk.model.assessment import Diet
from b12desk.report.words import number_words
from b12desk.ui.kit import style
from b12desk.ui.kit.shapes import mirrored_f

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class IntakeGauge(QWidget):
    """Micrograms a day against the person's own reference. The words below it say the same."""

    def __init__(self, intake: Diet) -> None:
        super().__init__()
        self._intake = intake
        self._most = max(intake.reference * 2, 5.0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Estimated intake"))
        self.setAccessibleDescription(intake_words(intake))

    def sizeHint(self) -> QSize:
        """Bar, scale and two captions."""
        return QSize(style.sp(420), self.heightForWidth(style.sp(420)))

    def minimumSizeHint(self) -> QSize:
        """Readable at a third of its width."""
        return QSize(style.sp(140), 0)

    def hasHeightForWidth(self) -> bool:
        """Captions wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return style.sp(26) + sum(self._caption_height(each, width) for each in self._captions()) + style.sp(22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The reference above the bar, the estimate in and below it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        reference, estimate = self._captions()
        top = self._caption_height(reference, self.width()) + style.sp(10)
        bar = QRectF(1, top, self.width() - 2, style.sp(26))
        painter.setPen(QPen(style.colour("edge"), 1))
        painter.setBrush(style.colour("raised"))
        painter.drawRoundedRect(bar, 4, 4)
        part = min(self._intake.mcg_per_day / self._most, 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("primary"))
        filled = QRectF(bar.left(), bar.top(), max(4.0, bar.width() * part), bar.height())
        painter.drawRoundedRect(mirrored_f(self, filled), 4, 4)
        self._paint_reference(painter, bar, reference)
        painter.setPen(style.colour("text"))
        self._caption(painter, estimate, self._at(bar, part), bar.bottom() + style.sp(6))
        painter.end()

    def _captions(self) -> tuple[str, str]:
        """What is recommended, above the bar, and what was estimated, below it."""
        given = self._intake
        return (
            _("{label}: {mcg} mcg", label=given.reference_label, mcg=number_words(given.reference)),
            _("{mcg} mcg a day, rough estimate", mcg=_amount(given)),
        )

    def _paint_reference(self, painter: QPainter, bar: QRectF, words: str) -> None:
        at = self._at(bar, self._intake.reference / self._most)
        painter.setPen(QPen(style.colour("text"), 2))
        painter.drawLine(QPointF(at, bar.top() - style.sp(4)), QPointF(at, bar.bottom()))
        painter.setBrush(style.colour("text"))
        tip, half = bar.top() - style.sp(2), style.sp(5)
        painter.drawPolygon(
            QPolygonF([QPointF(at - half, tip - half), QPointF(at + half, tip - half), QPointF(at, tip)])
        )
        self._caption(painter, words, at, 0)

    def _at(self, bar: QRectF, part: float) -> float:
        """Where ``part`` of the bar ends, from where one begins to read."""
        return mirrored_f(self, QRectF(bar.left() + bar.width() * part, 0, 0, 0)).left()

    def _caption(self, painter: QPainter, text: str, centre: float, top: float) -> None:
        width = min(QFontMetrics(painter.font()).horizontalAdvance(text) + 2, self.width())
        left = min(max(0.0, centre - width / 2), float(self.width() - width))
        painter.drawText(QRectF(left, top, width, self._caption_height(text, self.width())), _WRAP, text)

    def _caption_height(self, text: str, width: int) -> int:
        return QFontMetrics(self._small()).boundingRect(QRect(0, 0, max(1, width), 1_000_000), _WRAP, text).height()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(style.sp(14))
        return font


def intake_words(intake: Diet) -> str:
    """The picture in one sentence."""
    return _(
        "About {mcg} micrograms a day from food, a rough estimate; {label} {reference} micrograms a day.",
        mcg=_amount(intake),
        label=intake.reference_label,
        reference=number_words(intake.reference),
    )


def _amount(intake: Diet) -> str:
    amount = number_words(intake.mcg_per_day)
    return _("at least {amount}", amount=amount) if intake.at_least else amount
