"""cases.toml: patients on paper, and what must come out for each.

Reads and compares only; who judges is the caller's business (``check`` and the tests hand in an `Assessment`).
A case's answers overlay those of its ``base``; an empty list takes an answer away. Values are typed by the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime

from b12desk.definitions.error_words import Suggester
from b12desk.definitions.files import CASES, read_file
from b12desk.definitions.toml_file import Table, fit, parse
from b12desk.definitions.typed_answers import Given, answers_of, known_codes
from b12desk.errors import DefinitionError, Problem
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.frozen import frozen
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer


@frozen
class Base:
    """A full set of answers that several cases overlay."""

    id: str
    title: str = ""
    answers: Mapping[str, Given]


@frozen
class Expectation:
    """What must come out. Lists name what must be there; ``deciding`` and ``tests`` are exact."""

    recommendation: str
    could_be: tuple[str, str] | None = None
    deciding: tuple[str, ...] | None = None
    deciding_includes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    findings_absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    notes_absent: tuple[str, ...] = ()
    pretest: tuple[str, ...] = ()
    pretest_absent: tuple[str, ...] = ()
    tests: tuple[str, ...] | None = None
    intake: float | None = None
    points: tuple[int, int] | None = None
    urgency: str | None = None
    otherwise: str | None = None


Group = Literal["uncomplicated", "everyday"]
"""Of whom it is counted how many questions they meet: adults with next to nothing, and the ill of every day."""


@frozen
class Case:
    """One patient on paper. ``settled_by`` names the rule that settles it; ages count from ``authored``."""

    id: str
    title: str
    settled_by: str
    authored: AwareDatetime
    group: Group | None = None
    base: str | None = None
    reference: Literal["us", "uk", "efsa"] = "us"
    answers: Mapping[str, Given] = field(default_factory=dict)
    expect: Expectation


@frozen
class Bars:
    """The most questions that a case of each group, and anybody at all, may meet."""

    uncomplicated: int
    everyday: int
    worst: int


@frozen
class CaseFile:
    """The whole file."""

    version: str
    demonstration: str = ""
    """The case whose patient `b12desk demo` walks through the window; it must be complete."""
    bars: Bars | None = None
    base: tuple[Base, ...] = ()
    case: tuple[Case, ...]


@dataclass(frozen=True)
class Vignette:
    """A case ready to be judged: its response, where it stands in the file, and the bars of that file."""

    case: Case
    response: QuestionnaireResponse
    table: Table
    index: int
    is_demonstration: bool = False
    bars: Bars | None = None

    def problem(self, cause: str, fix: str = "") -> Problem:
        """A problem of this case's expectation."""
        return self.table.problem(("case", self.index, "expect"), self.case.id, cause, fix)


def read_cases(directory: Path, questionnaire: Questionnaire) -> tuple[tuple[Vignette, ...], tuple[Problem, ...]]:
    """The cases of a form directory and every problem of the file; nothing of either when there is no file."""
    path = directory / CASES
    if not path.exists():
        return (), ()
    content = read_file(path)
    table = content if isinstance(content, Problem) else parse(path, content)
    if isinstance(table, Problem):
        return (), (table,)
    loaded = fit(table, CaseFile, ("id",))
    if isinstance(loaded, tuple):
        return (), loaded
    reader = _Reader(table, questionnaire, loaded.model)
    vignettes = tuple(reader.vignettes())
    reader.check_demonstration()
    return vignettes, tuple(reader.problems)


def sample_patient(directory: Path, questionnaire: Questionnaire) -> QuestionnaireResponse:
    """The patient of the demonstration. Raises DefinitionError when the form has none, or its cases are wrong."""
    vignettes, problems = read_cases(directory, questionnaire)
    for vignette in vignettes:
        if vignette.is_demonstration and not problems:
            return vignette.response
    if not problems:
        cause = _("the form has no sample patient.")
        problems = (Problem(str(directory / CASES), cause, _('Name a case: demonstration = "its id".')),)
    raise DefinitionError(_("There is nobody to demonstrate with:"), problems)


def differences(vignette: Vignette, assessment: Assessment) -> tuple[Problem, ...]:
    """Where ``assessment`` is not what the case expects."""
    expect = vignette.case.expect
    found: list[Problem] = []

    def same(key: str, wanted: object, given: object) -> None:
        if wanted is not None and wanted != given:
            cause = _("{key} should be {wanted}, but is {given}.", key=key, wanted=_show(wanted), given=_show(given))
            found.append(vignette.problem(cause))

    def holds(key: str, wanted: Iterable[str], given: Iterable[str], *, there: bool) -> None:
        for each in wanted:
            if (each in given) is not there:
                cause = _("{key} should hold '{name}'.") if there else _("{key} should not hold '{name}'.")
                found.append(
                    vignette.problem(cause.format(key=key, name=each), _("It is {given}.", given=_show(given)))
                )

    findings = tuple(each.id for each in assessment.findings)
    same("recommendation", expect.recommendation, assessment.recommendation)
    same("couldBe", expect.could_be, assessment.could_be)
    same("deciding", expect.deciding, assessment.deciding)
    holds("deciding", expect.deciding_includes, assessment.deciding, there=True)
    holds("findings", expect.findings, findings, there=True)
    holds("findings", expect.findings_absent, findings, there=False)
    holds("notes", expect.notes, assessment.notes, there=True)
    holds("notes", expect.notes_absent, assessment.notes, there=False)
    holds("pretest", expect.pretest, assessment.pretest, there=True)
    holds("pretest", expect.pretest_absent, assessment.pretest, there=False)
    same("tests", expect.tests, tuple(each.code for each in assessment.tests))
    same("urgency", expect.urgency, assessment.urgency)
    same("otherwise", expect.otherwise, assessment.otherwise)
    same("points", expect.points, assessment.score and assessment.score.points)
    same("intake", expect.intake, assessment.diet and assessment.diet.mcg_per_day)
    return tuple(found)


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(str(each) for each in value) + "]"
    return _("nothing") if value is None else str(value)


class _Reader:
    """Answers of one file against one questionnaire; ``problems`` grows while ``vignettes`` is walked."""

    def __init__(self, table: Table, questionnaire: Questionnaire, cases: CaseFile) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._questionnaire = questionnaire
        self._cases = cases
        self._suggest = Suggester()
        self._questions = dict.fromkeys(key for key, each in questionnaire.items.items() if each.is_question)

    def vignettes(self) -> Iterator[Vignette]:
        """Each case with its response."""
        bases = {
            base.id: self._answers(base.answers, ("base", index), base.id)
            for index, base in enumerate(self._cases.base)
        }
        seen: set[str] = set()
        for index, case in enumerate(self._cases.case):
            path = ("case", index)
            if case.id in seen:
                fix = _("Give each its own id.")
                self.problems.append(self._table.problem((*path, "id"), case.id, _("this case id is used twice."), fix))
            seen.add(case.id)
            if case.base is not None and case.base not in bases:
                cause = _("there is no base '{name}'.", name=case.base)
                fix = self._suggest(case.base, bases)
                self.problems.append(self._table.problem((*path, "base"), case.id, cause, fix))
            answers = {**bases.get(case.base or "", {}), **self._answers(case.answers, path, case.id)}
            response = QuestionnaireResponse(
                questionnaire=self._questionnaire.canonical,
                authored=case.authored,
                answers={key: value for key, value in answers.items() if value},
            )
            demonstrates = case.id == self._cases.demonstration
            yield Vignette(case, response, self._table, index, demonstrates, self._cases.bars)

    def check_demonstration(self) -> None:
        """See whether the demonstration names a case."""
        name, cases = self._cases.demonstration, [each.id for each in self._cases.case]
        if name and name not in cases:
            cause, fix = _("there is no case '{name}'.", name=name), self._suggest(name, cases)
            self.problems.append(self._table.problem(("demonstration",), "", cause, fix))

    def _answers(
        self, given: Mapping[str, Given], path: tuple[str | int, ...], name: str
    ) -> dict[str, tuple[Answer, ...]]:
        found: dict[str, tuple[Answer, ...]] = {}
        for link_id, value in given.items():
            if link_id not in self._questions:
                cause = _("there is no question '{link_id}'.", link_id=link_id)
                fix = self._suggest(link_id, self._questions)
                self.problems.append(self._table.problem((*path, "answers", link_id), name, cause, fix))
                continue
            item = self._questionnaire.items[link_id]
            answer = answers_of(self._questionnaire, item, value)
            if answer is None:
                cause = _("this is no answer to '{link_id}' ({type}).", link_id=link_id, type=item.type)
                self.problems.append(
                    self._table.problem(
                        (*path, "answers", link_id), name, cause, known_codes(self._questionnaire, item)
                    )
                )
            else:
                found[link_id] = answer
        return found
