"""Whether the answers of a file can be right: each by itself, and all of them beside the contained Patient.

Rules: a Patient who is not the person that answered must never lend a name or a birth date to a result, so any
contradiction is a problem, while a difference in precision is none. One date after the intake is that date's mistake;
several of them are a mistake of ``authored``. Messages name places, not dates of birth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from b12desk.engine.constraints import check
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.interop.wording import problem_of
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding, PartialDate

_BIRTH_DATE, _AGE, _SEX = "birth_date", "age", "sex"
_SEXES = frozenset({"female", "male"})
_RECORD = "Patient.birthDate"
_OLDEST = 130


def judge(questionnaire: Questionnaire, response: QuestionnaireResponse, gender: str, name: str) -> list[Problem]:
    """Every problem of a response whose parts could be read; ``gender`` is that of the contained Patient, or ""."""
    issues = [*_record(response), *_answers(questionnaire, response)]
    late = [each.link_id for each in issues if each.code is IssueCode.FUTURE]
    day = response.authored_date.isoformat()
    problems = []
    if len(late) > 1:
        cause = _("several dates lie after it: {places}.", places=", ".join(dict.fromkeys(late)))
        problems.append(Problem(f"{name}: authored", cause, _("Mend 'authored' ({day}), or those dates.", day=day)))
        issues = [each for each in issues if each.code is not IssueCode.FUTURE]
    for issue in issues:
        dated = replace(issue, limit=day) if issue.code is IssueCode.FUTURE else issue
        problems.append(problem_of(dated, name))
    return [*problems, *_contradictions(response, gender, name)]


def _record(response: QuestionnaireResponse) -> Iterator[Issue]:
    """The issues of the Patient's birth date."""
    born = response.subject.birth_date
    oldest = response.authored_date.year - _OLDEST
    if born is not None and born.earliest > response.authored_date:
        yield Issue(link_id=_RECORD, code=IssueCode.FUTURE)
    elif born is not None and born.earliest.year < oldest:
        yield Issue(link_id=_RECORD, code=IssueCode.TOO_LOW, limit=str(oldest))


def _answers(questionnaire: Questionnaire, response: QuestionnaireResponse) -> Iterator[Issue]:
    """The issues of all answers, also of those that do not apply; the Patient's birth date bounds the dates as well."""
    born = response.subject.birth_date
    everything = frozenset(questionnaire.items)
    if born is not None and not response.answers.get(_BIRTH_DATE):
        response = replace(response, answers={**response.answers, _BIRTH_DATE: (born,)})
        everything -= {_BIRTH_DATE}
    yield from check(questionnaire, response, everything)


def _contradictions(response: QuestionnaireResponse, gender: str, name: str) -> Iterator[Problem]:
    born, today = response.subject.birth_date, response.authored_date
    answered, age, sex = (next(iter(response.answers.get(key, ())), None) for key in (_BIRTH_DATE, _AGE, _SEX))
    if born is not None and isinstance(answered, PartialDate):
        if born.latest < answered.earliest or answered.latest < born.earliest:
            yield _contradiction(name, _RECORD, _BIRTH_DATE)
    elif born is not None and isinstance(age, int) and not _can_be(born, age, today):
        yield _contradiction(name, _RECORD, _AGE)
    if isinstance(sex, Coding) and {gender, sex.code} == _SEXES:
        yield _contradiction(name, "Patient.gender", _SEX)


def _contradiction(name: str, record: str, link_id: str) -> Problem:
    return Problem(
        f"{name}: {record}",
        _("it contradicts the answer to '{link_id}'.", link_id=link_id),
        _("Check that the Patient is the person who answered, then mend {record} or the answer.", record=record),
    )


def _can_be(born: PartialDate, age: int, today: date) -> bool:
    """Whether somebody born then has that age, give or take a year."""
    return _years(born.latest, today) - 1 <= age <= _years(born.earliest, today) + 1


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
