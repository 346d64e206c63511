"""What was found, as tables for the physician, and the answers in the patient's own words.

Rules: findings on the guideline's list come first, then the stronger ones, what is only known last; every finding is
told, however little room there is. Page one holds as many as have room there and counts the others, which stand
overleaf. Wherever the list is named the form's own words stand, and its footnote at the head. A strength stands only
where it can be acted on: beside risk factors and symptoms.
"""

from __future__ import annotations

from collections.abc import Sequence

from b12desk.i18n import _, n_, parted
from b12desk.model.assessment import Finding, FindingKind
from b12desk.model.questionnaire import ItemType
from b12desk.model.rules import FindingRule
from b12desk.report.content import Content
from b12desk.report.shortening import MARK, is_essential
from b12desk.report.typeset.bidi import runs_both_ways
from b12desk.report.typeset.clean_text import WHOLE
from b12desk.report.typeset.document import Block, Bullets, Column, Heading, Inline, Paragraph, Span, Table
from b12desk.report.typeset.scripts import has_bold
from b12desk.report.typeset.type_sizes import Role
from b12desk.report.words import detail_words

_SHARES = (0.46, 0.26, 0.175, 0.105)
_FREE_TEXT = frozenset((ItemType.STRING, ItemType.TEXT, ItemType.OPEN_CHOICE))


def found(content: Content) -> tuple[Block, ...]:
    """The most important findings, as many as page one has room for, and how many others there are."""
    first, others = on_page_one(content), overleaf(content)
    blocks: list[Block] = [Heading(_("What was found"), aside=_footnote(content, first or others))]
    if not any(each.kind in ("risk-factor", "symptom") for each in content.assessment.findings):
        blocks.append(Paragraph((Span(_nothing_found(content)),)))
    blocks += _tables(content, first, page_one=True)
    if others and first:
        blocks.append(Paragraph((Span(n_("and 1 more overleaf", "and {count} more overleaf", len(others)), "strong"),)))
    elif others:
        blocks.append(
            Paragraph((Span(n_("1 finding, overleaf", "{count} findings, overleaf", len(others)), "strong"),))
        )
    return tuple(blocks)


def found_overleaf(content: Content) -> tuple[Block, ...]:
    """The findings for which page one had no room."""
    others = overleaf(content)
    if not others:
        return _small_print(content)
    head = Heading(_("What else was found"), aside=_footnote(content, others))
    return (head, *_tables(content, others, page_one=False), *_small_print(content))


def _small_print(content: Content) -> tuple[Block, ...]:
    """What page one had no room to say of its reasons: their marks and remarks."""
    told: list[Span] = []
    for finding in on_page_one(content) if content.room.inline else ():
        rule = content.definition.rules.findings[finding.id]
        marks, remark = _marks(rule, finding), _remark(content, rule, below=False)
        if marks or remark:
            told += [Span(rule.text, "small-strong"), *((Span(f"{marks}.", "small"),) if marks else ()), *remark]
    return (Paragraph((Span(_("On the reasons overleaf:"), "label"), *told)),) if told else ()


def on_page_one(content: Content) -> list[Finding]:
    """The most important findings, once the essential remarks have their place."""
    return _by_weight(content)[: _room_for(content)]


def overleaf(content: Content) -> list[Finding]:
    """The others."""
    return _by_weight(content)[_room_for(content) :]


def _room_for(content: Content) -> int:
    return max(0, content.room.first - len(essential_notes(content)))


def essential_notes(content: Content) -> list[str]:
    """The codes of the remarks that go before any reason."""
    essential = {each.code for each in content.definition.rules.note if each.essential}
    return [code for code in content.assessment.notes if code in essential]


def _by_weight(content: Content) -> list[Finding]:
    judged = content.assessment
    return [*judged.ranked("risk-factor", "symptom"), *judged.ranked("context")]


def _footnote(content: Content, findings: Sequence[Finding]) -> str:
    listed = content.definition.rules.common_list
    return listed.footnote if listed and any(each.common for each in findings) else ""


def _tables(content: Content, findings: Sequence[Finding], *, page_one: bool) -> list[Block]:
    """Risk factors, symptoms and what else is known, each in its table."""
    kinds: tuple[tuple[str, FindingKind], ...] = (
        (_("Risk factor"), "risk-factor"),
        (_("Symptom or sign"), "symptom"),
        (_("Also known"), "context"),
    )
    blocks: list[Block] = []
    for title, kind in kinds:
        chosen = [each for each in findings if each.kind == kind]
        if chosen and (page_one or content.room.tables):
            blocks.append(_table(content, title, chosen, top=not blocks, first=page_one))
        elif chosen:
            blocks.append(_run_on(content, title, chosen))
    return blocks


def _nothing_found(content: Content) -> str:
    """Never more than is known: a red flag is a symptom too, and an answer that does not count may name one."""
    if content.assessment.of_kind("red-flag"):
        return _("No other risk factor or symptom was reported.")
    if content.assessment.findings:
        return _("What was found triggers no test by itself.")
    if content.uncounted:
        return _("The answers that count name no risk factor and no symptom.")
    return _("No risk factor and no symptom was reported.")


def flag_line(content: Content, finding: Finding) -> Inline:
    """A red flag in its own words, with its own remark and sources, for the box at the top; never less of it."""
    rule = content.definition.rules.findings[finding.id]
    details = [detail_words(content.facts, each, rule, content.room.answer) for each in rule.detail]
    return (
        Span(rule.text, "strong"),
        *_parted([each for each in (*details, _marks(rule, finding)) if each], "body", brackets=True),
        *((Span(rule.remark, "small"),) if rule.remark else ()),
        *content.citations.span(finding.sources),
    )


def own_words(content: Content) -> tuple[Block, ...]:
    """Free text that no finding prints."""
    questionnaire, rules = content.definition.questionnaire, content.definition.rules
    printed = {each for finding in content.assessment.findings for each in rules.findings[finding.id].detail}
    heading = _("In the patient's words")
    texts = [
        detail_words(content.facts, link_id, None, content.room.answer).removeprefix(
            _("{label}: {answer}", label=heading, answer="")
        )
        for link_id, item in questionnaire.items.items()
        if item.type in _FREE_TEXT and link_id not in printed
    ]
    entries = tuple((Span(text, "small", WHOLE),) for text in texts if text)
    return (Heading(heading), Bullets(entries)) if entries else ()


def _table(content: Content, title: str, findings: Sequence[Finding], *, top: bool, first: bool) -> Table:
    """Only the table at the top names its columns, the others stand right under it; ``first``: on page one."""
    rows = tuple(_row(content, each, first=first) for each in findings)
    titles = (_("Details"), _("Strength"), _("Sources")) if top else ("", "", "")
    columns = tuple(Column(*each) for each in zip((title, *titles), _SHARES, strict=True))
    return Table(columns, rows)


def _run_on(content: Content, title: str, findings: Sequence[Finding]) -> Paragraph:
    """All findings of a kind in one paragraph, for pages that have no room for tables; bold is on the list.

    Where letters have no bold, the list is named behind each finding on it.
    """
    listed = content.definition.rules.common_list
    head = f"{title}:"
    if listed is not None and any(each.common and _is_bold(content, each) for each in findings):
        head = _("{title} (bold: {list}):", title=title, list=listed.short)
    spans = [Span(head, "label")]
    for finding in findings:
        rule = content.definition.rules.findings[finding.id]
        spans.append(Span(_named(content, rule), "small-strong" if finding.common else "small"))
        plain = content.room.plain and rule.id in content.room.bare
        strength = "" if plain else _strength_words(finding)
        named = listed.short if listed and finding.common and not _is_bold(content, finding) else ""
        parts = [part for part in (*_details(content, rule), strength, named, _marks(rule, finding)) if part]
        spans += _parted(parts, "small", brackets=True)
        spans += _remark(content, rule, below=False)
        spans += () if plain else content.citations.span(finding.sources)
    return Paragraph(tuple(spans))


def _is_bold(content: Content, finding: Finding) -> bool:
    return has_bold(content.definition.rules.findings[finding.id].text)


def _row(content: Content, finding: Finding, *, first: bool) -> tuple[Inline, ...]:
    rule = content.definition.rules.findings[finding.id]
    below = not content.room.inline
    text = [Span(_named(content, rule), "strong" if finding.common else "body")]
    if below or not first:
        marks = _marks(rule, finding)
        text += [Span(marks if below else f"({marks})", "small", below=below)] if marks else []
        text += _remark(content, rule, below=below)
    strength = _strength_words(finding)
    basis = [Span(strength, "small")] if strength else []
    listed = content.definition.rules.common_list
    if finding.common and listed is not None:
        basis.append(Span(listed.short, "small-strong"))
    details = _parted(_details(content, rule), "small")
    return (tuple(text), details, tuple(basis), content.citations.span(finding.sources))


def _named(content: Content, rule: FindingRule) -> str:
    return f"{rule.text} {MARK}" if rule.id in content.room.bare else rule.text


def _marks(rule: FindingRule, finding: Finding) -> str:
    return parted(mark.text for mark in rule.mark if mark.tag in finding.marks and mark.text)


def _remark(content: Content, rule: FindingRule, *, below: bool) -> Inline:
    told = content.room.remarks and rule.id not in content.room.bare
    return (Span(rule.remark, "muted", below=below),) if rule.remark and told else ()


def _details(content: Content, rule: FindingRule) -> list[str]:
    if rule.id in content.room.bare:
        return []
    told = [each for each in rule.detail if not content.room.essential or is_essential(content.facts, each)]
    texts = (detail_words(content.facts, each, rule, content.room.answer) for each in told)
    return [text for text in texts if text]


def _parted(texts: Sequence[str], role: Role, *, brackets: bool = False) -> Inline:
    """``texts`` with semicolons. One that runs from right to left would else take the numbers behind it along."""
    if not any(map(runs_both_ways, texts)):
        whole = parted(texts)
        return (Span(f"({whole})" if brackets else whole, role, WHOLE),) if texts else ()
    signs = [";"] * (len(texts) - 1) + [")" if brackets else ""]
    spans = [Span("(", role)] if brackets else []
    for text, sign in zip(texts, signs, strict=True):
        spans += Span(text, role, WHOLE, glued=len(spans) == 1), Span(sign, role, glued=True)
    return tuple(spans)


def _strength_words(finding: Finding) -> str:
    if finding.kind == "context":
        return ""
    return {"strong": _("Strong"), "moderate": _("Moderate"), "weak": _("Weak")}[finding.strength]
