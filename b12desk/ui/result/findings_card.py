"""Why: the findings of one assessment, red flags first, with details, strength and, on request, their sources.

A strength stands where it can be acted on: beside risk factors and symptoms.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.engine.facts import Facts
from b12desk.i18n import _, current, parted
from b12desk.model.assessment import Assessment, Finding, FindingKind
from b12desk.model.definition import Definition
from b12desk.model.evidence import Source
from b12desk.report.typeset.clean_text import LIMIT
from b12desk.report.words import detail_words
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import label, panel, picture
from b12desk.ui.kit.panel import Kind, Panel

_KINDS: tuple[FindingKind, ...] = ("red-flag", "symptom", "risk-factor", "context")


class FindingsCard(Panel):
    """A card with one group for each kind of finding; a link shows or hides all sources."""

    def __init__(self, definition: Definition, facts: Facts, assessment: Assessment) -> None:
        super().__init__("card")
        self.setObjectName("reasons")
        self._definition = definition
        self._facts = facts
        self._sources: list[QWidget] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*(style.sp(each) for each in (24, 18, 24, 20)))
        self._box.setSpacing(style.sp(10))
        self._box.addLayout(self._head(bool(assessment.findings)))
        titles = {
            "red-flag": _("Red flags"),
            "symptom": _("Symptoms and signs"),
            "risk-factor": _("Risk factors"),
            "context": _("Also known"),
        }
        for kind in _KINDS:
            if found := assessment.ranked(kind):
                self._add_kind(kind, titles[kind], found)
        if not assessment.findings:
            self._box.addWidget(label(_("No risk factor and no symptom was reported.")))

    def _head(self, sourced: bool) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(style.sp(10))
        across.addWidget(picture("review", "primary", 26), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label(_("Why"), "heading"), 1)
        self._switch = Link(_("Show sources"))
        self._switch.setObjectName("sources")
        self._switch.clicked.connect(self._toggle)
        self._switch.setVisible(sourced)
        across.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _add_kind(self, kind: FindingKind, title: str, found: Sequence[Finding]) -> None:
        self._box.addSpacing(style.sp(4))
        self._box.addWidget(label(title, "error" if kind == "red-flag" else "strong"))
        for finding in found:
            self._box.addWidget(self._finding(finding))

    def _finding(self, finding: Finding) -> Panel:
        rule = self._definition.rules.findings[finding.id]
        tone: Kind = "error" if finding.kind == "red-flag" else "detail"
        made, box = panel(tone, (14, 6, 10, 6), 2)
        made.setObjectName(f"finding:{finding.id}")
        box.addWidget(label(rule.text, "strong" if finding.common or finding.kind == "red-flag" else "body"))
        details = [detail_words(self._facts, link_id, rule, LIMIT) for link_id in rule.detail]
        marks = [mark.text for mark in rule.mark if mark.tag in finding.marks and mark.text]
        listed = self._definition.rules.common_list
        basis = [listed.words] if finding.common and listed else []
        words = {"strong": _("strong evidence"), "moderate": _("moderate evidence"), "weak": _("weak evidence")}
        if finding.kind in ("risk-factor", "symptom"):
            basis.append(words[finding.strength])
        for text in (parted(details), current().listed(basis), *marks, rule.remark):
            if text:
                box.addWidget(label(text[:1].upper() + text[1:], "small"))
        cited = self._cited(finding)
        box.addWidget(cited)
        cited.hide()
        self._sources.append(cited)
        return made

    def _cited(self, finding: Finding) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, style.sp(2), 0, 0)
        box.setSpacing(style.sp(2))
        known = self._definition.sources.by_key
        for key in finding.sources:
            box.addWidget(label(citation(known[key]), "small"))
        return made

    def _toggle(self) -> None:
        shown = bool(self._sources) and self._sources[0].isHidden()
        for each in self._sources:
            each.setVisible(shown)
        self._switch.set_text(_("Hide sources") if shown else _("Show sources"))


def citation(source: Source) -> str:
    """One source in a line."""
    parts = (source.title, source.publisher, str(source.year or ""), source.locator)
    return _("Source: {text}", text=", ".join(part for part in parts if part))
