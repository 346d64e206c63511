"""What was found, as tables for the physician, and the answers in the patient's own words.

Rules: findings on the guideline's list come first, then the stronger ones; those are never left out, however little
room there is; the others may be counted ("and 3 more") on a condensed page.
"""

from __future__ import annotations

from collections.abc import Sequence

from b12desk.i18n import _
from b12desk.model.assessment import Finding, FindingKind, Strength
from b12desk.model.questionnaire import ItemType
from b12desk.model.rules import FindingRule
from b12desk.report.content import Content
from b12desk.report.document import Block, Bullets, Column, Heading, Inline, Paragraph, Span, Table
from b12desk.report.text import WHOLE
from b12desk.report.words import detail_words

_ORDER: tuple[Strength, ...] = ("strong", "moderate", "weak")
_SHARES = (0.46, 0.26, 0.175, 0.105)
_FREE_TEXT = frozenset((ItemType.STRING, ItemType.TEXT, ItemType.OPEN_CHOICE))


def found(content: Content) -> tuple[Block, ...]:
    """Risk factors, symptoms and what else is known, each in its table."""
    kinds: tuple[tuple[str, FindingKind], ...] = (
        (_("Risk factor"), "risk-factor"),
        (_("Symptom or sign"), "symptom"),
        (_("Also known"), "context"),
    )
    blocks: list[Block] = [Heading(_("What was found"))]
    if not (content.assessment.of_kind("risk-factor") or content.assessment.of_kind("symptom")):
        blocks.append(Paragraph((Span(_("No risk factor and no symptom was reported.")),)))
    first = True
    for title, kind in kinds:
        findings = content.assessment.of_kind(kind)
        if findings:
            table = content.room.tables
            blocks.append(_table(content, title, findings, first=first) if table else _run_on(content, title, findings))
            first = False
    return tuple(blocks)


def flag_line(content: Content, finding: Finding) -> Inline:
    """One finding as running text: for red flags, in the box at the top."""
    rule = content.definition.rules.findings[finding.id]
    details = _details(content, rule)
    middle = (Span(details, limit=WHOLE),) if details else ()
    return (Span(rule.text, "strong"), *middle, *content.citations.span(finding.sources))


def own_words(content: Content) -> tuple[Block, ...]:
    """Free text that no finding prints."""
    questionnaire, rules = content.definition.questionnaire, content.definition.rules
    printed = {each for finding in content.assessment.findings for each in rules.findings[finding.id].detail}
    texts = [
        detail_words(content.facts, link_id, "", content.room.answer)
        for link_id, item in questionnaire.items.items()
        if item.type in _FREE_TEXT and link_id not in printed
    ]
    entries = tuple((Span(text, "small", WHOLE),) for text in texts if text)
    return (Heading(_("In the patient's words")), Bullets(entries)) if entries else ()


def _ordered(content: Content, findings: Sequence[Finding]) -> tuple[list[Finding], str]:
    """The findings to tell, most important first, and the words for those left out."""
    ordered = sorted(findings, key=lambda each: (not each.common, _ORDER.index(each.strength)))
    listed = [each for each in ordered if each.common]
    others = [each for each in ordered if not each.common]
    left_out = len(others) - content.room.others
    more = _("and {count} more, not on NICE's list", count=left_out) if left_out > 0 else ""
    return listed + others[: content.room.others], more


def _table(content: Content, title: str, findings: Sequence[Finding], *, first: bool) -> Table:
    """Only the first table names its columns; the others stand right under it."""
    told, more = _ordered(content, findings)
    rows = [_row(content, each) for each in told]
    if more:
        rows.append(((Span(more, "small"),), (), (), ()))
    titles = (_("Details"), _("Strength"), _("Sources")) if first else ("", "", "")
    columns = tuple(Column(*each) for each in zip((title, *titles), _SHARES, strict=True))
    return Table(columns, tuple(rows))


def _run_on(content: Content, title: str, findings: Sequence[Finding]) -> Paragraph:
    """All findings of a kind in one paragraph, for pages that have no room for tables; bold is on the list."""
    told, more = _ordered(content, findings)
    spans = [Span(_("{title} (bold: NICE list):", title=title), "label")]
    for finding in told:
        rule = content.definition.rules.findings[finding.id]
        spans.append(Span(rule.text, "small-strong" if finding.common else "small"))
        details = "; ".join(part for part in (_details(content, rule), _strength_words(finding.strength)) if part)
        spans.append(Span(f"({details})", "small", WHOLE))
        spans += content.citations.span(finding.sources)
    if more:
        spans.append(Span(more, "small"))
    return Paragraph(tuple(spans))


def _row(content: Content, finding: Finding) -> tuple[Inline, ...]:
    rule = content.definition.rules.findings[finding.id]
    text = [Span(rule.text, "strong" if finding.common else "body")]
    if content.room.remarks:
        marks = "; ".join(mark.text for mark in rule.mark if mark.tag in finding.marks and mark.text)
        text += [Span(marks, "small", below=True)] if marks else []
        text += [Span(rule.remark, "muted", below=True)] if rule.remark else []
    basis = [Span(_strength_words(finding.strength), "small")]
    if finding.common:
        basis.append(Span(_("NICE list"), "small-strong"))
    details = Span(_details(content, rule), "small", WHOLE)
    return (tuple(text), (details,), tuple(basis), content.citations.span(finding.sources))


def _details(content: Content, rule: FindingRule) -> str:
    limit = content.room.answer
    texts = [text for text in (detail_words(content.facts, each, rule.id, limit) for each in rule.detail) if text]
    return "; ".join(texts[: content.room.details])


def _strength_words(strength: Strength) -> str:
    return {"strong": _("Strong"), "moderate": _("Moderate"), "weak": _("Weak")}[strength]
