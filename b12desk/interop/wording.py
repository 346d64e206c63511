"""What is wrong with an answer in a file, in words for whoever made the file: one row for each `IssueCode`."""

from __future__ import annotations

from b12desk.errors import Problem
from b12desk.i18n import N_, _
from b12desk.model.issue import Issue, IssueCode

_WORDS: dict[IssueCode, tuple[str, str]] = {
    IssueCode.REQUIRED: (N_("a required question has no answer."), N_("Answer it.")),
    IssueCode.DRAFT: (N_("this is not a value of the question's type."), N_("Give one of its type.")),
    IssueCode.AMBIGUOUS: (N_("it can be read in two ways."), N_("Write it so that it has one.")),
    IssueCode.NOT_AN_OPTION: (N_("the code is not one of the options."), N_("Known: {limit}.")),
    IssueCode.WRONG_TYPE: (N_("the answer does not have the question's type."), N_("Give one of its type.")),
    IssueCode.TOO_LOW: (N_("the value is too low."), N_("The lowest is {limit}.")),
    IssueCode.TOO_HIGH: (N_("the value is too high."), N_("The highest is {limit}.")),
    IssueCode.TOO_LONG: (N_("the text is too long."), N_("The longest has {limit} characters.")),
    IssueCode.WRONG_UNIT: (N_("the unit is not one this question takes."), N_("Known: {limit}.")),
    IssueCode.OTHER_UNIT: (N_("the unit is not one this question takes."), N_("Known: {limit}.")),
    IssueCode.NOT_WHOLE: (N_("the number must be whole."), N_("Write it without a fraction.")),
    IssueCode.NOT_A_DATE: (N_("this is not a date."), N_("Write YYYY, YYYY-MM or YYYY-MM-DD.")),
    IssueCode.FUTURE: (
        N_("the date lies after the day of the intake."),
        N_("Mend the date; or 'authored' ({limit}), if that is wrong."),
    ),
    IssueCode.BEFORE_BIRTH: (N_("the date lies before the person was born."), N_("Mend it, or the birth date or age.")),
    IssueCode.LONGER_THAN_LIFE: (
        N_("that is longer than the person has lived."),
        N_("Mend it, or the birth date or age."),
    ),
    IssueCode.OTHER_AGE: (
        N_("the age and the birth date contradict each other ({limit} years)."),
        N_("Mend one of the two."),
    ),
    IssueCode.EXCLUSIVE: (N_("an answer that excludes all others stands beside another."), N_("Keep one of them.")),
    IssueCode.TOO_MANY: (N_("the question takes one answer, and there are several."), N_("Keep one.")),
    IssueCode.UNUSUAL: (N_("the value is unusual."), N_("Usual are {limit}. Check it.")),
}


def problem_of(issue: Issue, name: str) -> Problem:
    """``issue`` of the file ``name`` as a problem."""
    cause, fix = _WORDS[issue.code]
    limit = " ".join(filter(None, issue.bound))
    told = _(fix, limit=limit) if "{limit}" not in fix or limit else ""
    return Problem(f"{name}: {issue.link_id}", _(cause, limit=limit), told)


def modified(element: dict[str, object], where: str) -> list[Problem]:
    """The problems of an element whose meaning FHIR forbids to take as it stands, without knowing what changes it."""
    found = []
    if element.get("modifierExtension"):
        cause = _("it has a modifierExtension, which may turn its meaning round, and this program knows none.")
        found.append(Problem(where, cause, _("Export it without modifierExtension.")))
    if element.get("implicitRules"):
        cause = _("it has implicitRules, by which it would have to be read, and this program knows none.")
        found.append(Problem(where, cause, _("Export it without implicitRules.")))
    return found


def shown(text: object) -> str:
    """``text`` from a file, short and harmless enough to stand in a message on a terminal."""
    clean = "".join(each if each.isascii() and each.isprintable() else "?" for each in str(text)[:60])
    return f"{clean}..." if len(str(text)) > 60 else clean
