"""The survey score as one small picture: the bands with this person's place, and 100 figures with those who had it.

A range of points (answers are missing) is drawn as a range: the place from lowest to highest, the figures of the lowest
filled and those up to the highest in outline only. The words below say the same.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from b12desk.engine.frequency import figures_of, frequency, points_text, sentences
from b12desk.i18n import _
from b12desk.model.assessment import SurveyScore
from b12desk.model.score import Band, ScoreRules
from b12desk.ui.kit import style
from b12desk.ui.kit.shapes import mirrored_f

ACROSS, DOWN = 25, 4


_FIGURE = 0.72
"""How wide a figure is for its height."""


class _Places(NamedTuple):
    """From the top, in pixels: the words at the marker, the bar of bands, the words below it, the figures."""

    bar: float
    below: float
    figures: float
    whole: float


class ScorePicture(QWidget):
    """Only for somebody the survey speaks of (`frequency` is not None)."""

    def __init__(self, rules: ScoreRules, score: SurveyScore) -> None:
        super().__init__()
        self._rules, self._score = rules, score
        self.setSizePolicy(QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed))
        self.setAccessibleName(_("{title}: {points}", title=rules.title, points=points_text(score)))
        self.setAccessibleDescription(" ".join(sentences(rules, score)))

    def sizeHint(self) -> QSize:
        """Bands, their figures and the hundred."""
        return QSize(style.sp(560), round(self._places().whole))

    def minimumSizeHint(self) -> QSize:
        """With less room figures and words are smaller, and say the same."""
        return QSize(style.sp(160), round(self._places().whole))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marker, bands, what was found in each, figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._fitting(self._small()))
        for band in self._rules.band:
            self._paint_band(painter, band)
        self._paint_marker(painter)
        self._paint_figures(painter)
        painter.end()

    def _paint_band(self, painter: QPainter, band: Band) -> None:
        places = self._places()
        left, mine = self._edge(band.from_), band.id in self._mine()
        area = mirrored_f(self, QRectF(left, places.bar, self._width(band), style.sp(24)))
        painter.setPen(QPen(style.colour("primary" if mine else "edge"), 2 if mine else 1))
        painter.setBrush(style.colour("primary" if mine else "raised"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(style.colour("on_primary" if mine else "text"))
        span, share = _words(band)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), span)
        painter.setPen(style.colour("text" if mine else "muted"))
        below = QRectF(area.left(), places.below, area.width(), self._line())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), share)

    def _paint_marker(self, painter: QPainter) -> None:
        """A triangle over the points, or a line between two of them."""
        low, high = (self._middle(points) for points in self._score.points)
        foot, half = self._places().bar - style.sp(3), style.sp(6)
        painter.setPen(QPen(style.colour("text"), 2))
        painter.setBrush(style.colour("text"))
        if low != high:
            painter.drawLine(QPointF(low, foot - half), QPointF(high, foot - half))
        for at in {low, high}:
            painter.drawPolygon(
                QPolygonF([QPointF(at - half, foot - half), QPointF(at + half, foot - half), QPointF(at, foot)])
            )
        words = points_text(self._score)
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + 4
        left = min(max(0.0, (low + high - width) / 2), max(0.0, self.width() - width))
        painter.drawText(QRectF(left, 0, width, self._line()), int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_figures(self, painter: QPainter) -> None:
        found = frequency(self._rules, self._score)
        if found is None:
            return
        fewest, most = sorted((figures_of(found.low.per_100), figures_of(found.high.per_100)))
        top = self._places().figures
        wide, tall = self._cell()
        for index in range(ACROSS * DOWN):
            x, y = index % ACROSS * wide, top + index // ACROSS * tall
            ink = "primary" if index < most else "line"
            painter.setPen(QPen(style.colour("primary" if index < most else "edge"), 1.2))
            painter.setBrush(style.colour(ink if index < fewest or index >= most else "surface"))
            place = mirrored_f(self, QRectF(x, y, wide, tall))
            painter.drawPath(_figure(place.left() + 1, y + 1, min(tall - style.sp(4), (wide - 2) / _FIGURE)))

    def _mine(self) -> set[str]:
        points = range(self._score.points[0], self._score.points[1] + 1)
        return {self._rules.band_at[each] for each in points}

    def _edge(self, points: int) -> float:
        return points * self._step() + 1

    def _middle(self, points: int) -> float:
        """Where a sum of points stands across the picture, from where one begins to read."""
        return mirrored_f(self, QRectF(self._edge(points) + self._step() / 2, 0, 0, 0)).left()

    def _step(self) -> float:
        return (self.width() - 2) / (self._score.points_max + 1)

    def _cell(self) -> tuple[float, float]:
        tall = style.sp(20)
        return min(self.width() / ACROSS, tall * 0.9), tall

    def _places(self) -> _Places:
        bar = self._line() + style.sp(14)
        below = bar + style.sp(24) + style.sp(2)
        figures = below + self._line() + style.sp(10)
        return _Places(bar, below, figures, figures + DOWN * self._cell()[1] + style.sp(2))

    def _line(self) -> int:
        return QFontMetrics(self._small()).height()

    def _width(self, band: Band) -> float:
        return self._edge(band.to + 1) - self._edge(band.from_) - style.sp(3)

    def _fitting(self, font: QFont) -> QFont:
        """``font``, or as much smaller as the words of every band, and those at the marker, need."""
        metrics = QFontMetrics(font)
        room = [(word, self._width(band)) for band in self._rules.band for word in _words(band)]
        room.append((points_text(self._score), self.width() - 4))
        share = min(1.0, *(width / max(1, metrics.horizontalAdvance(word) + 2) for word, width in room))
        fitting = QFont(font)
        fitting.setPixelSize(max(1, int(font.pixelSize() * share)))
        return fitting

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(style.sp(14))
        return font


def _words(band: Band) -> tuple[str, str]:
    """What stands in a band, and below it."""
    span = f"{band.from_}" if band.from_ == band.to else f"{band.from_}\u2013{band.to}"
    return span, _("{share:.1f}", share=band.per_100)


def _figure(x: float, y: float, tall: float) -> QPainterPath:
    """Head and shoulders, ``tall`` pixels high."""
    path = QPainterPath()
    head = tall * 0.42
    wide = tall * _FIGURE
    path.addEllipse(QRectF(x + (wide - head) / 2, y, head, head))
    path.moveTo(x, y + tall)
    path.lineTo(x, y + tall * 0.74)
    path.cubicTo(x, y + tall * 0.42, x + wide, y + tall * 0.42, x + wide, y + tall * 0.74)
    path.lineTo(x + wide, y + tall)
    path.closeSubpath()
    return path
