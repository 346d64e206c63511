"""Two visits of one person side by side: which answers, findings and symptoms changed, and what each came to.

Rules: both are read as answers to the form of today, and judged by its rules, so that a difference is one of the
patient and not of the form; what a visit came to is told as it was told then; what cannot be compared is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from b12desk.definitions.published import Published
from b12desk.desk.carried_intake import CarriedIntake, carried_over, question_words
from b12desk.desk.finding import FoundLine
from b12desk.engine.scoring import assess
from b12desk.errors import UserError
from b12desk.i18n import _, current
from b12desk.model.assessment import Assessment, FindingKind
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.translated import translated
from b12desk.report.words import answers_words
from b12desk.settings import Reference
from b12desk.store.intake_content import UnfinishedIntake

SYMPTOMS: tuple[FindingKind, ...] = ("symptom",)
FINDINGS: tuple[FindingKind, ...] = ("red-flag", "risk-factor", "context")


class Difference(NamedTuple):
    """A question and what was said to it then and now."""

    question: str
    then: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether something else was said."""
        return self.then != self.now


class Turn(NamedTuple):
    """What is there now and was not then, and what was there and is no more."""

    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything turned."""
        return bool(self.came or self.went)


class Comparison(NamedTuple):
    """``result``: what both came to; ``cautions``: what cannot be compared, and why."""

    result: Difference
    findings: Turn
    symptoms: Turn
    answers: tuple[Difference, ...]
    cautions: tuple[str, ...]


class Comparing:
    """Reads intakes with ``load``."""

    def __init__(self, load: Callable[[str], UnfinishedIntake], published: Published) -> None:
        self._load, self._published = load, published

    @cached_property
    def _rules(self) -> Rules:
        return translated(self._published.definition.rules, current())

    @cached_property
    def _questionnaire(self) -> Questionnaire:
        return translated(self._published.definition.questionnaire, current())

    def compare(self, then: FoundLine, now: FoundLine, reference: Reference = "us") -> Comparison:
        """Two visits, the older first. Raises StoreError when one cannot be read."""
        visits = [(line, self._carried(line)) for line in (then, now)]
        cautions = [each for line, carried in visits for each in _cautions(line, carried)]
        result = Difference(_("Recommendation"), *(_result(line) for line, _carried in visits))
        found = [carried for _line, carried in visits if carried is not None]
        if len(found) < len(visits):
            return Comparison(result, Turn((), ()), Turn((), ()), (), tuple(cautions))
        before, after = (assess(self._published.definition, each.draft.response, reference=reference) for each in found)
        return Comparison(
            result,
            self._turn(before, after, FINDINGS),
            self._turn(before, after, SYMPTOMS),
            tuple(self._answers(*found)),
            tuple(cautions),
        )

    def _carried(self, line: FoundLine) -> CarriedIntake | None:
        """The visit as one of today's form; None when nothing leads from its form to that."""
        draft = self._load(line.identifier)
        try:
            return carried_over(draft, self._published)
        except (UserError, KeyError, ValueError, ArithmeticError):
            return None

    def _turn(self, before: Assessment, after: Assessment, kinds: tuple[FindingKind, ...]) -> Turn:
        old, new = ({each.id for each in judged.ranked(*kinds)} for judged in (before, after))
        came = [each.id for each in after.ranked(*kinds) if each.id not in old]
        went = [each.id for each in before.ranked(*kinds) if each.id not in new]
        return Turn(*(tuple(self._rules.findings[each].text for each in ids) for ids in (came, went)))

    def _answers(self, then: CarriedIntake, now: CarriedIntake) -> Iterable[Difference]:
        """Every question that was answered then or now, in the order of the form."""
        form, given = self._questionnaire, (then.draft.response.answers, now.draft.response.answers)
        for link_id in form.items:
            if any(each.get(link_id) for each in given):
                words = (
                    answers_words(form, link_id, each[link_id]) if each.get(link_id) else _("Not answered")
                    for each in given
                )
                yield Difference(question_words(form, link_id), *words)


def _result(line: FoundLine) -> str:
    return line.recommendation or (_("Finished, not judged") if line.finished else _("Not finished"))


def _cautions(line: FoundLine, carried: CarriedIntake | None) -> Iterable[str]:
    """What of a visit stands not in the comparison."""
    if carried is None:
        yield _("The visit of {day} was answered with a form that cannot be compared with that of today.", day=line.day)
        return
    for each in carried.left:
        yield _("Visit of {day}, not in the form of today: {answer}", day=line.day, answer=each)
