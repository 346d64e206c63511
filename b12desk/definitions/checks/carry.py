"""carry.toml: what it names is there, and nothing is left out, neither of the old form nor of the lists of the new one.

An old question is read when it is copied, when a condition of the map looks at it, or when it is a gate that nothing
else looks at: what stands behind it is judged as the old form judged it. Of the codes of a question that conditions
look at all but one are named; the one that is left is what the others are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from b12desk.definitions.checks.comparisons import check_comparison
from b12desk.definitions.checks.units import units_of
from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Loaded, Table
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.model import units
from b12desk.model.carry import CarriedAnswer, Copied, Earlier, fits
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import AllOf, AnyOf, Condition, Not, walk
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import UNKNOWN_CODES

Remark = tuple[Path, str, str]
"""Where below the row, cause, fix."""


def check_carry(table: Table, earlier: Earlier, definition: Definition) -> Iterator[Problem]:
    """Every problem of the map from an older version to the form of today."""
    check = _Check(table, earlier, definition)
    yield from check.versions()
    for remarks in (check.since, check.copies, check.answers, check.dropped, check.not_asked, check.unread):
        yield from remarks()


class _Check:
    def __init__(self, table: Table, earlier: Earlier, definition: Definition) -> None:
        self._table, self._earlier, self._carry = table, earlier, earlier.carry
        self._old, self._new = earlier.questionnaire, definition.questionnaire
        # What conditions look at is the old form; no check of a comparison asks for rules and sources.
        rules, sources = Loaded(table, definition.rules), Loaded(table, definition.sources)
        self._form = Form(Loaded(table, earlier.judged), rules, sources)

    def versions(self) -> Iterator[Problem]:
        for key, given, wanted in (
            ("from", self._carry.from_, self._old.canonical),
            ("to", self._carry.to, self._new.canonical),
        ):
            if given != wanted:
                cause = _("'{key}' is not the version that it leads {key}.", key=key)
                yield self._table.problem((key,), "", cause, _("Write {canonical}.", canonical=wanted))

    def since(self) -> Iterator[Problem]:
        for index, row in enumerate(self._carry.since):
            item = self._old.items.get(row.from_)
            if item is None or item.type is not ItemType.DATE:
                cause = _("'{link_id}' is no date of the old form.", link_id=row.from_)
                dates = [name for name, each in self._old.items.items() if each.type is ItemType.DATE]
                yield self._problem(
                    "since", index, row.link_id, (("from",), cause, self._form.suggest(row.from_, dates))
                )
            if row.link_id in self._old.items:
                cause = _("the old form has an item of this name.")
                yield self._problem("since", index, row.link_id, (("linkId",), cause, _("Give it another name.")))

    def copies(self) -> Iterator[Problem]:
        for index, row in enumerate(self._carry.copy):
            for remark in self._copy(row):
                yield self._problem("copy", index, row.to, remark)
        for index, name in repeated([each.to for each in self._carry.copy]):
            yield self._problem("copy", index, name, ((), _("this question is copied to twice."), _("Remove one.")))

    def answers(self) -> Iterator[Problem]:
        for index, row in enumerate(self._carry.answer):
            for remark in self._answer(row):
                yield self._problem("answer", index, row.link_id, remark)

    def dropped(self) -> Iterator[Problem]:
        for index, row in enumerate(self._carry.dropped):
            for remark in self._codes(self._old, row.link_id, row.codes, row.because):
                yield self._problem("dropped", index, row.link_id, remark)

    def not_asked(self) -> Iterator[Problem]:
        """Options that are declared, and options of lists that nothing is said of."""
        told = {(each.link_id, each.code) for each in self._carry.answer}
        for index, row in enumerate(self._carry.not_asked):
            for remark in self._codes(self._new, row.link_id, row.codes, row.because):
                yield self._problem("notAsked", index, row.link_id, remark)
            told |= {(row.link_id, code) for code in row.codes}
        for link_id in dict.fromkeys(each.link_id for each in self._carry.answer):
            item = self._new.items.get(link_id)
            if item is not None and item.repeats:
                codes = [each.code for each in self._new.options(link_id) if not each.exclusive]
                left = [code for code in codes if (link_id, code) not in told]
                if left:
                    cause = _("nothing is said of these options: {codes}.", codes=current().listed(left))
                    fix = _("Answer them from the old form, or name them in [[notAsked]].")
                    yield self._table.problem((), link_id, cause, fix)

    def unread(self) -> Iterator[Problem]:
        """Old questions, and codes of them, that the map does not speak of."""
        copied = {each.from_ for each in self._earlier.copies(self._new)}
        named = _named(row.when for row in self._carry.answer)
        dates = {each.from_ for each in self._carry.since}
        dropped: dict[str, set[str]] = {}
        for each in self._carry.dropped:
            dropped.setdefault(each.link_id, set()).update(each.codes or {""})
        for link_id, item in self._old.items.items():
            gone = dropped.get(link_id, set())
            if not item.is_question or link_id in copied | dates or "" in gone:
                continue
            if link_id not in named and not gone:
                if not self._is_gate(link_id):
                    cause = _("the map says nothing of this question of the old form.")
                    yield self._table.problem(
                        (), link_id, cause, _("Copy it, answer from it, or name it in [[dropped]].")
                    )
                continue
            codes = [each.code for each in self._old.options(link_id) if each.code not in UNKNOWN_CODES]
            left = [code for code in codes if code not in named.get(link_id, set()) | gone]
            if len(left) > 1:
                cause = _("the map does not tell these codes apart: {codes}.", codes=current().listed(left))
                yield self._table.problem((), link_id, cause, _("Answer from them, or name them in [[dropped]]."))

    def _is_gate(self, link_id: str) -> bool:
        """Whether it opens questions that count as something when it does not."""
        return any(
            item.absent_means and link_id in {each.question for each in item.enable_when}
            for item in self._old.items.values()
        )

    def _problem(self, kind: str, index: int, name: str, remark: Remark) -> Problem:
        below, cause, fix = remark
        return self._table.problem((kind, index, *below), name, cause, fix)

    def _copy(self, row: Copied) -> Iterator[Remark]:
        before, now = self._old.items.get(row.from_), self._new.items.get(row.to)
        for key, form, item, link_id in (("from", self._old, before, row.from_), ("to", self._new, now, row.to)):
            if item is None or not item.is_question:
                yield (key,), *self._no_question(form, link_id)
        if before is None or now is None or not (before.is_question and now.is_question):
            return
        known = [each.code for each in self._old.options(row.from_)]
        for code in row.codes:
            if code not in known:
                yield ("codes", code), *self._no_option(row.from_, code, known)
        if not fits(self._old, before, self._new, now, row.codes) or not _same_units(before, now):
            cause = _("answers to '{old}' are no answers to '{new}'.", old=row.from_, new=row.to)
            yield (), cause, _("Both must have the same type and units; name each code that is another one now.")

    def _answer(self, row: CarriedAnswer) -> Iterator[Remark]:
        item = self._new.items.get(row.link_id)
        codes = [each.code for each in self._new.options(row.link_id)] if item is not None else []
        if item is None or not item.is_question:
            yield ("linkId",), *self._no_question(self._new, row.link_id)
        elif not row.code and not row.ask_again:
            yield (), _("the row neither answers nor asks again."), _("Add code, or askAgain = true.")
        elif row.code and (row.code not in codes or row.code in UNKNOWN_CODES):
            yield ("code",), *self._no_option(row.link_id, row.code, codes)
        for path, node in walk(row.when, ("when",)):
            for below, cause, fix in self._node(node):
                yield (*path, *below), cause, fix

    def _node(self, node: Condition) -> Iterator[Remark]:
        match node:
            case Comparison():
                yield from (((key,), cause, fix) for key, cause, fix in check_comparison(self._form, node))
            case AllOf(all=()) | AnyOf(any=()):
                yield (), _("the list of conditions is empty."), _("List the conditions.")
            case AllOf() | AnyOf() | Not():
                return
            case _:
                cause = _("a map looks at answers only.")
                yield (), cause, _("Use question, all, any and not.")

    def _codes(self, form: Questionnaire, link_id: str, codes: tuple[str, ...], because: str) -> Iterator[Remark]:
        item = form.items.get(link_id)
        if item is None or not item.is_question:
            yield ("linkId",), *self._no_question(form, link_id)
            return
        known = [each.code for each in form.options(link_id)]
        for index, code in enumerate(codes):
            if code not in known:
                yield ("codes", index), *self._no_option(link_id, code, known)
        if not because.strip():
            yield ("because",), _("it does not say why."), _("Write because.")

    def _no_question(self, form: Questionnaire, link_id: str) -> tuple[str, str]:
        questions = [name for name, each in form.items.items() if each.is_question]
        cause = _("there is no question '{link_id}' in version {version}.", link_id=link_id, version=form.version)
        return cause, self._form.suggest(link_id, questions)

    def _no_option(self, link_id: str, code: str, known: list[str]) -> tuple[str, str]:
        return _("'{link_id}' has no option '{code}'.", link_id=link_id, code=code), self._form.suggest(code, known)


def _same_units(before: Item, now: Item) -> bool:
    if before.type is not ItemType.QUANTITY:
        return True
    return all(units.convertible(each, units_of(now)[0]) for each in units_of(before))


def _named(conditions: Iterable[Condition]) -> Mapping[str, set[str]]:
    """The codes that comparisons name, by question; an empty set where none is a code."""
    found: dict[str, set[str]] = {}
    for condition in conditions:
        for _path, node in walk(condition):
            if isinstance(node, Comparison):
                found.setdefault(node.question, set()).update(each for each in node.wanted if isinstance(each, str))
    return found
