"""The survey score on the result page, for staff: points, picture, natural frequencies, and what the score is not.

Rules: the recommendation stays in charge, and the card says so; nothing here is a person's probability; a person of
whom the survey does not speak is told no figure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.frequency import cautions, frequency, points_text, sentences
from b12desk.i18n import _, n_, parted
from b12desk.model.assessment import PredictorPoints, SurveyScore
from b12desk.model.definition import Definition
from b12desk.model.score import ScoreRules
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import label, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.result.findings_card import citation
from b12desk.ui.result.score_picture import ScorePicture


class ScoreCard(Panel):
    """``jump`` is called with the linkId of an open question that keeps the points a range."""

    def __init__(
        self, definition: Definition, rules: ScoreRules, score: SurveyScore, jump: Callable[[str], None]
    ) -> None:
        super().__init__("card")
        self.setObjectName("score")
        self._definition, self._rules, self._score, self._jump = definition, rules, score, jump
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*(style.sp(each) for each in (24, 18, 24, 20)))
        self._box.setSpacing(style.sp(10))
        self._box.addLayout(self._head())
        if frequency(rules, score) is not None:
            self._box.addWidget(label(_("Beside the recommendation, never in its place."), "hint"))
            self._box.addWidget(ScorePicture(rules, score))
            self._box.addWidget(label(_("Below each span of points: how many of 100 people in the survey."), "small"))
        told = sentences(rules, score)
        for sentence in told:
            self._box.addWidget(label(sentence, "strong" if sentence in (told[0], *cautions(rules, score)) else "body"))
        if score.applies is not False:
            self._add_points()
        self._about = self._card()
        self._box.addWidget(self._about)
        self._about.hide()

    def _head(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(style.sp(10))
        across.addWidget(picture("family", "primary", 26), 0, Qt.AlignmentFlag.AlignTop)
        title = self._rules.title
        if self._score.applies is not False:
            title = _("{title}: {points}", title=title, points=points_text(self._score))
        across.addWidget(label(title, "heading"), 1)
        self._switch = Link(_("About this score"))
        self._switch.setObjectName("score:about")
        self._switch.clicked.connect(self._toggle)
        across.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _add_points(self) -> None:
        """Where each point comes from, what is open, and strong reasons without points."""
        earned = [text for each in self._score.predictors if (text := self._earned(each))]
        if earned:
            self._box.addWidget(label("\n".join(f"\N{BULLET} {text}" for text in earned)))
        items = self._definition.questionnaire.items
        for link_id in self._score.open_items:
            link = Link(_("Answer: {question}", question=items[link_id].label), "text")
            link.setObjectName(f"score:{link_id}")
            link.clicked.connect(partial(self._jump, link_id))
            self._box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if self._score.unmeasured:
            names = parted(self._definition.rules.findings[each].text for each in self._score.unmeasured)
            self._box.addWidget(label(_("Strong reasons not measured by this score: {names}.", names=names), "strong"))

    def _earned(self, each: PredictorPoints) -> str:
        predictor = self._rules.predictors[each.id]
        if each.low != each.high:
            return _("{low} to {high} points: {name}, still open", low=each.low, high=each.high, name=predictor.text)
        if not each.text:
            return ""
        points = n_("1 point", "{count} points", each.low)
        return _("{points}: {text}", points=points, text=each.text)

    def _card(self) -> QWidget:
        """The evidence card, with what the figures mean and where they come from."""
        made = QWidget()
        made.setObjectName("score:card")
        box = QVBoxLayout(made)
        box.setContentsMargins(0, style.sp(6), 0, 0)
        box.setSpacing(style.sp(4))
        rules = self._rules
        meaning = _(
            "{outcome}: {text}.", outcome=rules.outcome[:1].upper() + rules.outcome[1:], text=rules.outcome_text
        )
        for heading, text in [(_("What was counted"), meaning), *((each.heading, each.text) for each in rules.card)]:
            box.addWidget(label(heading, "strong"))
            box.addWidget(label(text))
        for key in rules.sources:
            box.addWidget(label(citation(self._definition.sources.by_key[key]), "small"))
        return made

    def _toggle(self) -> None:
        shown = self._about.isHidden()
        self._about.setVisible(shown)
        self._switch.set_text(_("Hide what this score is") if shown else _("About this score"))
