"""Whether the answers of a file can be right: each by itself, and all of them beside the contained Patient.

Rules: a Patient who is not the person that answered must never lend a name or a birth date to a result, so any
contradiction is a problem, while a difference in precision is none, and gender beside sex is only told: they are two
things. One date after the intake is that date's mistake; several of them are a mistake of ``authored``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from b12desk.engine.constraints import check
from b12desk.engine.lifetime import before_any_life, oldest_day
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.interop.wording import problem_of
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import Questionnaire, Roles
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding, PartialDate

_SEXES = frozenset({"female", "male"})
_RECORD = "Patient.birthDate"


def judge(questionnaire: Questionnaire, response: QuestionnaireResponse, name: str) -> list[Problem]:
    """Every problem of a response whose parts could be read, also of answers that do not apply."""
    issues = [*_record(response), *check(questionnaire, response, frozenset(questionnaire.items))]
    late = [each.link_id for each in issues if each.code is IssueCode.FUTURE]
    day = response.authored_date.isoformat()
    problems = []
    if len(late) > 1:
        cause = _("several dates lie after it: {places}.", places=current().listed(dict.fromkeys(late)))
        problems.append(Problem(f"{name}: authored", cause, _("Mend 'authored' ({day}), or those dates.", day=day)))
        issues = [each for each in issues if each.code is not IssueCode.FUTURE]
    for issue in issues:
        dated = replace(issue, limit=day) if issue.code is IssueCode.FUTURE else issue
        if issue.code is IssueCode.OTHER_AGE and not response.answers.get(questionnaire.roles.birth_date):
            problems.append(_contradiction(name, _RECORD, questionnaire.roles.age))
        else:
            problems.append(problem_of(dated, name))
    return [*problems, *_contradictions(questionnaire.roles, response, name)]


def gender_beside_sex(roles: Roles, response: QuestionnaireResponse, gender: str, name: str) -> list[Problem]:
    """A note when the contained Patient's ``gender`` is not the sex that was answered."""
    sex = next(iter(response.answers.get(roles.sex, ())), None)
    if not isinstance(sex, Coding) or {gender, sex.code} != _SEXES:
        return []
    cause = _("it is not the answer to '{link_id}'. The two may differ; the answer counts.", link_id=roles.sex)
    return [Problem(f"{name}: Patient.gender", cause)]


def _record(response: QuestionnaireResponse) -> Iterator[Issue]:
    """The issues of the Patient's birth date."""
    born = response.subject.birth_date
    if born is not None and born.earliest > response.authored_date:
        yield Issue(link_id=_RECORD, code=IssueCode.FUTURE)
    elif born is not None and before_any_life(born, response.authored_date):
        oldest = oldest_day(response.authored_date).year
        yield Issue(link_id=_RECORD, code=IssueCode.TOO_LOW, limit=str(oldest))


def _contradictions(roles: Roles, response: QuestionnaireResponse, name: str) -> Iterator[Problem]:
    born, answered = response.subject.birth_date, next(iter(response.answers.get(roles.birth_date, ())), None)
    if born is not None and isinstance(answered, PartialDate) and not _overlap(born, answered):
        yield _contradiction(name, _RECORD, roles.birth_date)


def _contradiction(name: str, record: str, link_id: str) -> Problem:
    return Problem(
        f"{name}: {record}",
        _("it contradicts the answer to '{link_id}'.", link_id=link_id),
        _("Check that the Patient is the person who answered, then mend {record} or the answer.", record=record),
    )


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest
