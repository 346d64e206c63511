"""The result for staff: one sentence first, then why, what is open, what to order, and the buttons for the paper.

Rules: red flags stand first, the soonest before the others, and with one there is neither intake estimate nor survey
score; every reason can show its sources; a deciding item is a link back to its question; nothing
here is for the patient's eyes alone: the handout is (it holds no result).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.desk.open_intake import OpenIntake, Result
from b12desk.engine.diet import recommended
from b12desk.engine.facts import Facts
from b12desk.engine.frequency import shown
from b12desk.engine.reference_code import reference_code
from b12desk.engine.settled import EarlyEnd
from b12desk.i18n import _, current
from b12desk.model.assessment import Diet
from b12desk.model.evidence import FoodWords
from b12desk.model.translated import translated
from b12desk.report.words import otherwise_words, urgency_words
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import label, panel, picture, remark, remark_box
from b12desk.ui.kit.panel import Panel
from b12desk.ui.result.documents import Documents
from b12desk.ui.result.findings_card import FindingsCard
from b12desk.ui.result.intake_gauge import IntakeGauge, intake_words
from b12desk.ui.result.score_card import ScoreCard
from b12desk.ui.result.standing_card import StandingCard
from b12desk.ui.wizard_page import WizardPage


class ResultPage(WizardPage):
    """One assessment. ``jumped`` carries the linkId of a deciding item, ``ended`` that nothing more is wanted.

    ``asked``: see `StandingCard`. ``frozen``: something left the house, and no answer can be changed any more.
    ``moved``: these are another patient's answers.
    """

    jumped = Signal(str)
    ended = Signal()
    asked = Signal(str, int)
    frozen = Signal()
    moved = Signal()

    def __init__(self, intake: OpenIntake, result: Result, save: Callable[[], None]) -> None:
        super().__init__("result", _("Result for the clinician"), "", "hospital")
        self._visit = intake
        self._was_frozen = intake.frozen
        self._save = save
        self.documents = Documents(intake, result, self._keep)  # paper may speak another language
        definition = self._definition = translated(intake.definition.at_clinic(result.choices.help), current())
        assessment = self._found = translated(result.assessment, current())
        self._response = result.response
        self._facts = Facts(definition.questionnaire, result.response)
        self.documents.ended.connect(self.ended)
        self.standing = StandingCard(intake)
        self.standing.asked.connect(self.asked)
        if intake.history.voided is not None or intake.history.earlier or intake.history.amendment:
            self.body.addWidget(self.standing)  # what must not be missed stands first
        self.body.addWidget(self._banner())
        if intake.frozen and self.body.indexOf(self.standing) < 0:
            self.body.addWidget(self.standing)
        self.documents.setParent(self)
        self.documents.hide()
        self.papers = self.documents
        reasons = FindingsCard(definition, self._facts, assessment)
        if result.early is not None:
            self.body.addWidget(self._early(result.early))
        if not assessment.settled:
            self.body.addWidget(self._deciding())
        self.body.addWidget(reasons)
        if assessment.suggested or assessment.pretest:
            self.body.addWidget(self._tests())
        if definition.foods is not None and assessment.diet is not None and not assessment.flagged:
            self.body.addWidget(self._intake(definition.foods.words, assessment.diet))
        told = shown(definition, assessment)
        if told is not None:
            self.body.addWidget(ScoreCard(definition, *told, self.jumped.emit))
        if assessment.notes:
            self.body.addWidget(self._notes())
        if self.body.indexOf(self.standing) < 0:
            self.body.addWidget(self.standing)
        wrong = Link(_("Not this patient's answers? Move them to another patient"), "text")
        wrong.setObjectName("move")
        wrong.clicked.connect(self.moved)
        self.body.addWidget(wrong, 0, Qt.AlignmentFlag.AlignLeft)
        recommended_intake, _sources = recommended(definition.foods, assessment.country)
        if recommended_intake:
            self.body.addWidget(label(recommended_intake, "hint"))
        self.body.addWidget(self._foot())
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The first of the paper's buttons, below the page."""
        self.documents.focus_first()

    def show_written(self, paths: Sequence[str]) -> None:
        """Say which files were written."""
        self.body.insertWidget(2, remark("success", "success", "\n".join(paths), _("Written")))

    def _keep(self) -> None:
        """Save what was done; what left the house fixes the answers."""
        self._save()
        if self._visit.frozen and not self._was_frozen:
            self._was_frozen = True
            self.standing.draw()
            self.frozen.emit()

    def _banner(self) -> Panel:
        """Recommendation or level of urgency, its sentence, the guideline, the red flags in their own words."""
        rules, found = self._definition.rules, self._found
        rule = rules.headline(found.recommendation, found.urgency)
        tone, icon = rule.tone, rule.icon
        made = Panel(tone)
        made.setObjectName("recommendation")
        across = QHBoxLayout(made)
        across.setContentsMargins(*(style.gap(each) for each in (20, 20, 24, 20)))
        across.setSpacing(style.gap(18))
        across.addWidget(picture(icon, tone, 48), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(style.sp(8))
        if found.flagged:
            texts.addWidget(label(urgency_words(found.urgency), "error"))
        texts.addWidget(label(rule.title, "banner"))
        texts.addWidget(label(rule.sentence))
        texts.addWidget(label(rule.guideline, "small"))
        for level, flags in found.by_level(rules.urgencies):
            if level != found.urgency:
                texts.addWidget(label(rules.urgencies[level].title, "error"))
            for flag in map(rules.findings.__getitem__, [each.id for each in flags]):
                together = QVBoxLayout()
                together.setSpacing(style.sp(2))
                together.addWidget(label(f"\N{BULLET} {flag.text}", "strong"))
                if flag.remark:
                    together.addWidget(label(flag.remark, "small"))
                texts.addLayout(together)
        for told in self._definition.help_for(found):
            texts.addWidget(label(told, "strong"))
        if found.only_unrelated:
            texts.addWidget(label(_("Emergency first."), "strong"))
            texts.addWidget(label(otherwise_words(rules, found), "small"))
        across.addLayout(texts, 1)
        made.setAccessibleName(f"{rule.title}. {rule.sentence}")
        return made

    def _early(self, early: EarlyEnd) -> Panel:
        """That it was finished before the last question."""
        made = remark("info", "info", early.words)
        made.setObjectName("early")
        return made

    def _deciding(self) -> Panel:
        """How far the open questions could still move it, and which they are."""
        titles = self._definition.rules.recommendations
        low, high = (titles[code].title for code in self._found.could_be)
        made, texts = remark_box(
            "warning",
            "warning",
            _(
                "With every question answered it could lie anywhere from \u201c{low}\u201d to \u201c{high}\u201d.",
                low=low,
                high=high,
            )
            if low != high
            else _("With every question answered it could be more urgent."),
            _("Not settled: open questions could change this"),
        )
        made.setObjectName("could-be")
        for link_id in self._found.deciding:
            link = Link(
                self._definition.questionnaire.items[link_id].label
                if self._visit.frozen
                else _("Answer: {question}", question=self._definition.questionnaire.items[link_id].label),
                "text",
            )
            link.setObjectName(f"deciding:{link_id}")
            link.clicked.connect(partial(self.jumped.emit, link_id))
            texts.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _tests(self) -> Panel:
        rules = self._definition.rules
        tests = {each.code: each for each in rules.test}
        pretests = {each.code: each for each in rules.pretest}
        suggested = self._found.suggested
        made, box = _card("blood", _("Suggested first test") if suggested else _("Before the blood is taken"))
        for found in suggested:
            box.addWidget(label(tests[found.code].text, "strong"))
            box.addWidget(label(tests[found.code].reason, "hint"))
        for code in self._found.pretest:
            box.addWidget(remark("warning", "warning", pretests[code].text))
        return made

    def _intake(self, words: FoodWords, diet: Diet) -> Panel:
        made, box = _card("food", words.screen)
        box.addWidget(IntakeGauge(diet))
        box.addWidget(label(intake_words(diet), "hint"))
        box.addWidget(label(words.screen_remark, "hint"))
        return made

    def _notes(self) -> Panel:
        made, box = _card("info", _("Notes"))
        notes = {each.code: each for each in self._definition.rules.note}
        for code in self._found.notes:
            box.addWidget(label(notes[code].text))
        return made

    def _foot(self) -> QWidget:
        code = reference_code(self._response, self._found)
        return label(
            _(
                "Reference {code}. Form {form}, rules {rules}. {design}",
                code=code,
                form=self._found.questionnaire.rpartition("|")[2],
                rules=self._found.rules.rpartition("|")[2],
                design=self._definition.rules.design_note,
            ),
            "small",
        )


def _card(icon: str, heading: str) -> tuple[Panel, QVBoxLayout]:
    made, box = panel("card", (24, 18, 24, 20), 10)
    across = QHBoxLayout()
    across.setSpacing(style.sp(10))
    across.addWidget(picture(icon, "primary", 26), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(label(heading, "heading"), 1)
    box.addLayout(across)
    return made, box
