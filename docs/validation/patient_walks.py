"""The walk of a patient alone, for `population.py`: how many screens, questions and minutes, and the same outcomes.

Counted is every screen between the hand-over and the end: birth date, welcome, the questions, the review, and the last
page (what happens next, was this easy?). The birth date is on record, and staff said who answers. The study that gives
the seconds counted questions answered, so minutes are reckoned from the questions, the birth date among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from b12desk.engine.enablement import enabled_items
from b12desk.engine.patient_path import PatientPath
from b12desk.engine.walk_time import seconds_a_question
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate

BESIDE = 4
"""Screens that are no question: birth date, welcome, review, the last page."""
AGE = 75


class Alone(NamedTuple):
    """One patient's walk: screens in all, questions with the birth date, and what was answered by the end."""

    screens: int
    questions: int
    response: QuestionnaireResponse

    def minutes(self, *, sound: bool = False) -> float:
        """By the model, for somebody of `AGE`."""
        return self.questions * seconds_a_question(AGE, sound=sound) / 60


def walk(path: PatientPath, definition: Definition, person: QuestionnaireResponse) -> Alone:
    """Walk ``person``, who answers each question that a screen shows; staff then fill in what is left to them."""
    questionnaire = definition.questionnaire
    roles = questionnaire.roles
    known = [roles.respondent, roles.birth_date if person.answers.get(roles.birth_date) else roles.age]
    shown = {roles.respondent, roles.birth_date}
    response, screens, questions = _given(person, known), 0, 1
    while (screen := path.ahead(response, shown)) is not None:
        while True:
            response = _given(person, [*response.answers, *screen.link_ids])
            grown = path.screen(screen.question, response, screen.link_ids, shown)
            if grown == screen:
                break
            screen = grown
        shown.update(screen.link_ids)
        screens, questions = screens + 1, questions + len(screen.link_ids)
    by_staff = _given(person, [*response.answers, *questionnaire.patient.staff])
    enabled = enabled_items(questionnaire, by_staff)
    return Alone(screens + BESIDE, questions, _given(person, [each for each in by_staff.answers if each in enabled]))


def aged(definition: Definition, person: QuestionnaireResponse) -> QuestionnaireResponse:
    """The same person, but `AGE` years old."""
    roles = definition.questionnaire.roles
    year = person.authored_date.year - AGE
    answers = {each: given for each, given in person.answers.items() if each != roles.age}
    return replace(person, answers={**answers, roles.birth_date: (PartialDate(date=f"{year}-01-01"),)})


def _given(person: QuestionnaireResponse, link_ids: Sequence[str]) -> QuestionnaireResponse:
    answers = {each: person.answers[each] for each in link_ids if person.answers.get(each)}
    return replace(person, answers=answers)


HEAD = """
## The patient's path

A patient who answers alone meets one question a screen, its details below it as they open: the emergency questions, the
gates, then what can still change an outcome, in the order of `[patient]` in `questionnaire.toml` (found by moving one
question at a time on 110 other made-up people, as long as that made fewer screens and questions); two short lists share
a screen. Counted is **every screen** between the hand-over and the end: birth date, welcome, questions, review, and the
last page, which asks whether it was easy. {staff} questions about the figures of a laboratory are left to staff, who
fill them in after the patient; the same person is then answered in full, and all four outcomes compared.

Minutes are reckoned for somebody of {age}, from all questions, with the details and the birth date: {seconds:.1f} seconds
each (ACI 2015, 10.4338/ACI-2014-09-RA-0073); heard instead of read, 1.45 times as long (BMC Med Res Methodol 2017,
s12874-017-0403-8). Reckoned from screens, as the study's length was first used here, it would be less.

"""
COLUMNS = (
    "| people | number | all four equal | screens: median | 95th % | most | questions: median | 95th % | most "
    "| minutes: median | 95th % | with sound: 95th % |\n"
    + "| --- " * 12 + "|\n"
)  # fmt: skip
BARS = """
The bars: median <= 20 and 95th percentile <= 25 screens; <= 10 minutes at the 95th percentile of the people of {age}; all
four outcomes equal for everybody. People who answer anything tick half of every list, which no patient does: they show
that no outcome is lost.
"""


def head(definition: Definition) -> str:
    """What was counted, and how."""
    staff = len(definition.questionnaire.patient.staff)
    return HEAD.format(staff=staff, age=AGE, seconds=seconds_a_question(AGE))


def bars() -> str:
    """What it is held to."""
    return BARS.format(age=AGE)


def line(name: str, walks: Sequence[Alone], equal: Sequence[bool]) -> str:
    """A row of the table."""
    screens, questions = sorted(each.screens for each in walks), sorted(each.questions for each in walks)
    minutes, heard = sorted(each.minutes() for each in walks), sorted(each.minutes(sound=True) for each in walks)
    figures = (
        f"{len(walks):,}", f"{sum(equal):,} ({100 * sum(equal) / len(walks):.4g} %)",
        at(screens, 0.5), at(screens, 0.95), screens[-1], at(questions, 0.5), at(questions, 0.95), questions[-1],
        f"{at(minutes, 0.5):.1f}", f"{at(minutes, 0.95):.1f}", f"{at(heard, 0.95):.1f}",
    )  # fmt: skip
    return f"| {name} | " + " | ".join(map(str, figures)) + " |"


def at(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of them lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
