"""Every rule of a form in words: what a patient is told of it, what a clinician reads, and a line to sign.

Rules: written from the form alone, in its order; everything that a rule file decides stands here; the text is Markdown,
and the same form always gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from b12desk.cli.condition_words import anchor, condition_lines, kind_words, link, name_of, plain
from b12desk.cli.patient_words import finding_sentence
from b12desk.cli.rule_reach import Reach, reach
from b12desk.i18n import _, current
from b12desk.model.assessment import FindingKind
from b12desk.model.conditions import Condition
from b12desk.model.definition import Definition
from b12desk.model.evidence import Source
from b12desk.model.rules import (
    FindingRule,
    NamedCondition,
    NoteRule,
    PretestRule,
    RecommendationRule,
    TagRule,
    TestRule,
)
from b12desk.model.translated import translated

_KINDS: tuple[FindingKind, ...] = ("red-flag", "symptom", "risk-factor", "context")


def explained(definition: Definition) -> str:
    """The whole document, in the language in use."""
    form = translated(definition, current())
    return "\n".join(_Explanation(form).lines()) + "\n"


class _Explanation:
    """The lines of one form."""

    def __init__(self, form: Definition) -> None:
        self._form = form
        self._rules = form.rules
        self._reach: Reach = reach(form)

    def lines(self) -> Iterable[str]:
        """Everything, section by section."""
        yield from self._head()
        yield from self._section(_("Conditions with a name"), map(self._named, self._rules.condition))
        titles = {
            "red-flag": _("Red flags"),
            "symptom": _("Symptoms and signs"),
            "risk-factor": _("Risk factors"),
            "context": _("Also known"),
        }
        for kind in _KINDS:
            found = [each for each in self._rules.finding if each.kind == kind]
            yield from self._section(titles[kind], map(self._finding, found))
        yield from self._section(_("Levels of urgency"), map(self._urgency, range(len(self._rules.urgency))))
        yield from self._section(_("Recommendations, the highest first"), map(self._row, self._rules.recommendation))
        yield from self._section(_("Notes"), (self._advice("note", each) for each in self._rules.note))
        yield from self._tests()
        yield from self._section(_("Reading the result"), self._thresholds())
        yield from self._sources()

    def _head(self) -> Iterable[str]:
        yield _("# {title}: the rules in words", title=plain(self._rules.title))
        yield ""
        asked = self._form.questionnaire.version
        yield _(
            "Written by the program from the form's files, never edited. Rules {rules} of {date}, questions {asked}.",
            rules=self._rules.version, date=self._rules.date, asked=asked,
        )  # fmt: skip
        yield ""
        yield plain(self._rules.design_note)
        yield ""
        yield _("An answer that is missing, \"not sure\" or \"prefer not to say\" is neither yes nor no: a condition "
                "that needs it is then not known, unless the rest settles it. A patient is given no result by the "
                "program; what is said to a patient here is what the clinician's page will say.")  # fmt: skip

    def _section(self, title: str, rules: Iterable[Iterable[str]]) -> Iterable[str]:
        """A section of rules with a line to sign; nothing without rules."""
        found = [list(each) for each in rules]
        if not found:
            return
        yield from ("", f"## {title}")
        for each in found:
            yield ""
            yield from each
        yield ""
        yield _("**Read and agreed** (name, date, signature): {line}", line="\\_" * 40)

    def _named(self, named: NamedCondition) -> Iterable[str]:
        yield _title("condition", named.id, "", named.id)
        yield from self._when(named.when)
        yield from self._leads(self._reach.conditions.get(named.id, {}))
        yield from self._rests(named.sources)

    def _finding(self, rule: FindingRule) -> Iterable[str]:
        yield _title("finding", rule.id, rule.text, rule.id)
        yield ""
        yield _("**Patient:** {sentence}", sentence=finding_sentence(self._form, rule))
        yield ""
        yield _("**Clinician:** {properties}", properties=self._properties(rule))
        yield from self._when(rule.when)
        yield from _list(_("**Printed beside it:**"), self._beside(rule))
        yield from self._leads(self._reach.findings.get(rule.id, {}))
        yield from self._rests(rule.sources)

    def _beside(self, rule: FindingRule) -> Iterable[str]:
        if self._rules.common_list and rule.common_when is not None:
            yield _("- {words}, only when:", words=plain(self._rules.common_list.words))
            yield from condition_lines(self._form, rule.common_when, "  ")
        for mark in rule.mark:
            yield from self._mark(mark)
        if rule.detail:
            labels = [name_of(self._form.questionnaire, each) for each in rule.detail]
            yield _("- answers: {labels}", labels=current().listed(labels))
        if rule.remark:
            yield _("- remark: {text}", text=plain(rule.remark))

    def _properties(self, rule: FindingRule) -> str:
        listed = self._rules.common_list
        strengths = {"strong": _("strong"), "moderate": _("moderate"), "weak": _("weak")}
        words = [
            kind_words(rule.kind),
            _("strength {strength}", strength=strengths[rule.strength]),
            _("confidence {letter}: {words}", letter=rule.confidence, words=_confidence(rule.confidence)),
        ]
        if listed:
            words.append(plain(listed.words) if rule.common else _("not {words}", words=plain(listed.words)))
        if rule.urgency:
            words.append(link("urgency", rule.urgency, self._rules.urgencies[rule.urgency].title))
            words.append(_("may be related") if rule.related else _("not related"))
        if rule.tags:
            tags = ", ".join(f"`{each}`" for each in rule.tags)
            words.append(_("tags: {tags}", tags=tags))
        if rule.sensitive:
            words.append(_("never on anything a patient carries"))
        return "; ".join(words) + "."

    def _mark(self, mark: TagRule) -> Iterable[str]:
        tag = f"`{mark.tag}`"
        yield _("- tag {tag}, \"{text}\", when:", tag=tag, text=plain(mark.text)) if mark.text else (
            _("- tag {tag}, when:", tag=tag)
        )  # fmt: skip
        yield from condition_lines(self._form, mark.when, "  ")
        yield from (f"  {each}" for each in self._cited(mark.sources))

    def _urgency(self, place: int) -> Iterable[str]:
        level = self._rules.urgency[place]
        yield _title("urgency", level.code, level.title, level.code)
        yield from self._words_of(level.title, level.sentence, level.guideline)
        flags = [each for each in self._rules.finding if each.urgency == level.code]
        title = _("**When any of these is found, and none of a level above:**") if place else (
            _("**When any of these is found:**")
        )  # fmt: skip
        yield from _list(title, (f"- {link('finding', each.id, each.text)}" for each in flags))
        yield from self._rests(level.sources)

    def _row(self, row: RecommendationRule) -> Iterable[str]:
        yield _title("recommendation", row.code, row.title, row.code)
        yield from self._words_of(row.title, row.sentence, row.guideline)
        if row.urgent:
            yield from ("", _("The words on the page are those of the level of urgency."))
        if row.when is not None:
            yield from self._when(row.when)
        elif row.unsettled:
            yield from ("", _("**When** an open question could still lift the result above this line."))
        else:
            yield from ("", _("**When** nothing above holds."))
        yield from self._leads(self._reach.rows.get(row.code, {}), _("Nothing else looks at it."))
        yield from self._rests(row.sources)

    def _words_of(self, title: str, sentence: str, guideline: str) -> Iterable[str]:
        yield from _said(title)
        yield ""
        yield _("**Clinician:** {sentence} ({guideline})", sentence=plain(sentence), guideline=plain(guideline))

    def _advice(self, kind: str, row: NoteRule | TestRule | PretestRule) -> Iterable[str]:
        yield _title(kind, row.code, "", row.code)
        yield from _said(row.text)
        remarks = []
        if isinstance(row, TestRule):
            remarks.append(plain(row.reason))
        if isinstance(row, NoteRule) and row.essential:
            remarks.append(_("never left out for want of room"))
        if isinstance(row, NoteRule) and row.unsettled:
            remarks.append(_("only while an open question could change the result"))
        if remarks:
            yield from ("", _("**Clinician:** {sentence}.", sentence="; ".join(remarks)))
        yield from self._when(row.when)
        yield from self._rests(row.sources)

    def _tests(self) -> Iterable[str]:
        rows: list[Iterable[str]] = [self._advice("test", each) for each in self._rules.test]
        if self._rules.test_when is not None:
            title = _title("test", "", _("When a test is in question at all"), "testWhen")
            rows.insert(0, [title, *self._when(self._rules.test_when)])
        yield from self._section(_("First tests"), rows)
        warnings = (self._advice("pretest", each) for each in self._rules.pretest)
        yield from self._section(_("Before the blood is taken"), warnings)

    def _thresholds(self) -> Iterable[Iterable[str]]:
        heads = self._rules.threshold_heads
        if heads is not None:
            for row in self._rules.threshold:
                cells = [
                    f"- {plain(heads.deficient)}: {plain(row.deficient)}",
                    f"- {plain(heads.indeterminate)}: {plain(row.indeterminate)}",
                    f"- {plain(heads.unlikely)}: {plain(row.unlikely)}",
                ]
                yield [f"### {plain(row.test)}", "", *cells, *self._rests(row.sources)]
        if self._rules.threshold_note:
            yield [plain(self._rules.threshold_note), *self._rests(self._rules.threshold_sources)]

    def _when(self, when: Condition) -> Iterable[str]:
        yield from _list(_("**When:**"), condition_lines(self._form, when))

    def _leads(self, users: dict[str, list[tuple[str, str]]], nothing: str = "") -> Iterable[str]:
        """Which rules look at this one: links, kind by kind."""
        words = {
            "condition": _("named conditions"), "finding": _("findings"), "recommendation": _("recommendations"),
            "note": _("notes"), "test": _("tests"), "pretest": _("before the test"),
            "score": _("the score: a reason that it did not measure"),
        }  # fmt: skip
        if not users:
            yield from ("", nothing or _("No rule looks at it: it is printed, and changes nothing."))
            return
        lines = []
        for kind, names in users.items():
            told = ", ".join(link(kind, name, text or _("all of them")) for name, text in names if text or not name)
            bare = ", ".join(link(kind, name) for name, text in names if name and not text)
            listed = ", ".join(each for each in (told, bare) if each) if kind != "score" else ""
            lines.append(f"- {words[kind]}: {listed}" if listed else f"- {words[kind]}")
        yield from _list(_("**Leads to** (what looks at it):"), lines)

    def _rests(self, keys: Sequence[str]) -> Iterable[str]:
        return _list(_("**Rests on:**"), self._cited(keys))

    def _cited(self, keys: Iterable[str]) -> Iterable[str]:
        known = self._form.sources.by_key
        return (f"- {link('source', key)}: {plain(known[key].title)}" for key in keys)

    def _sources(self) -> Iterable[str]:
        yield from ("", _("## Sources"), "")
        yield from (_source(each) for each in self._form.sources.source)


def _list(title: str, lines: Iterable[str]) -> Iterable[str]:
    """A list under its title; nothing when it is empty."""
    found = list(lines)
    return ("", title, "", *found) if found else ()


def _said(text: str) -> Iterable[str]:
    return ("", _('**Patient:** If this holds, the clinician\'s page says: "{text}".', text=plain(text)))


def _title(kind: str, name: str, text: str, code: str) -> str:
    words = f"{plain(text)} (`{code}`)" if text else f"`{code}`"
    return f'### <a id="{anchor(kind, name)}"></a>{words}'


def _confidence(letter: str) -> str:
    return {
        "P": _("the issuing body's own text was read"),
        "S": _("read second hand"),
        "S-": _("a weak second-hand source"),
    }.get(letter, _("from memory, to be verified"))


def _source(source: Source) -> str:
    where = ", ".join(each for each in (source.publisher, str(source.year or ""), source.locator) if each)
    parts = [source.title, where, source.url, _confidence(source.confidence), source.remark]
    told = " ".join(f"{plain(each.rstrip('.'))}." for each in parts if each)
    return f'- <a id="{anchor("source", source.key)}"></a>`{source.key}`: {told}'
