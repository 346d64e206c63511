"""What a response says, item by item, in three values: yes, no, or not known.

Theory, after FHIR's enableWhen (https://hl7.org/fhir/R4/questionnaire-definitions.html) with one deliberate
difference: an answer of "not sure" or "prefer not to say", and no answer at all, make a comparison *unknown* instead of
false, because none of the three is ever "no". From this follows, for every item, one of three states:

- applies (True): its conditions hold. Its value is the answer, or unknown.
- does not apply (False): its conditions are known not to hold. An answer it may still carry counts for nothing. Its
  value is ``absentMeans`` if the form declares one (behind a gate answered no stands a definite no), else nothing,
  and a comparison on nothing is false.
- open (None): an earlier open item decides. Its value is unknown, and that earlier item is the one to ask.

A condition refers only to earlier items (linted), so one pass in questionnaire order settles everything.
``exists`` and ``known`` alone are two-valued: whether something is written down, and whether that is a definite answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from b12desk.engine.calculated import inputs_of
from b12desk.engine.lifetime import years_between
from b12desk.engine.ordering import Interval, Truth, equal, ordered
from b12desk.model import units
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity

_NOTHING = Decimal(0)

__all__ = ["Facts", "Interval", "Truth", "Value", "every", "some"]

Value = tuple[Answer | Interval, ...] | None
"""Definite answers; ``()`` when there is nothing to compare; None when unknown."""


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's *and*: no if any is no, else unknown if any is unknown, else yes."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Kleene's *or*: yes if any is yes, else unknown if any is unknown, else no."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


class Facts:
    """The state and value of every item of one response. Build it once; it never changes.

    ``applies`` maps linkId -> True, False or None as above. ``values`` maps linkId -> `Value`.
    """

    def __init__(self, questionnaire: Questionnaire, response: QuestionnaireResponse) -> None:
        self.questionnaire = questionnaire
        self.today = response.authored_date
        self._answers = _with_birth_date(questionnaire, response)
        self.applies: dict[str, Truth] = {}
        self.values: dict[str, Value] = {}
        self._codes: dict[str, list[str]] = {}
        self._blamed: dict[str, frozenset[str]] = {}
        self._partly: set[str] = set(response.ruled_out)
        self._ruled_out = response.ruled_out
        applies, values, applies_as = self.applies, self.values, questionnaire.applies_as
        for link_id, item in questionnaire.items.items():
            same = applies_as.get(link_id)
            applies[link_id] = state = self._applies(item) if same is None else applies[same]
            given = item.absent if state is False else self._answers.get(link_id, ())
            codes = [each.code for each in given if isinstance(each, Coding)] if given else []
            self._codes[link_id] = codes
            if state is False:
                values[link_id] = given
            elif state is None:
                values[link_id] = None
            elif item.calculated is not None:
                values[link_id] = self._calculate(item)
            elif given and UNKNOWN_CODES.isdisjoint(codes):
                values[link_id] = _in_first_unit(item, given)
            else:  # "not sure" and the like are no answer; beside ticked options, they leave the others unknown
                values[link_id] = None
                self._partly |= {link_id} if len(codes) > 1 else set()

    def compare(self, comparison: Comparison) -> Truth:
        """Judge one comparison. Raises KeyError when it names an item that does not come earlier."""
        link_id, operator = comparison.question, comparison.operator
        value = self.values[link_id]
        if value and operator is Operator.EQUAL:  # most comparisons: asked first, a judgement takes 5 % less
            return self._found(value, comparison)
        if operator is Operator.EXISTS:
            written = self.applies[link_id] is True and bool(self._answers.get(link_id))
            return written is comparison.answer
        if operator is Operator.KNOWN:
            return bool(value) is comparison.answer
        if not value:
            return self._unknown(comparison) if value is None else False
        if operator is Operator.NOT_EQUAL:
            found = self._found(value, comparison)
            return None if found is None else not found
        return some(ordered(given, operator, comparison.wanted[0], comparison.unit) for given in value)

    def blame(self, link_id: str) -> frozenset[str]:
        """The items to ask (or to ask more exactly) when a comparison on ``link_id`` is unknown."""
        if link_id not in self._blamed:
            self._blamed[link_id] = self._blame(link_id)
        return self._blamed[link_id]

    def answers_of(self, link_id: str) -> tuple[Answer, ...]:
        """What was answered to an item that applies; () otherwise."""
        return self._answers.get(link_id, ()) if self.applies[link_id] else ()

    def written(self, link_id: str) -> tuple[Answer, ...]:
        """What was answered to an item, whether it applies or not."""
        return self._answers.get(link_id, ())

    def _unknown(self, comparison: Comparison) -> Truth:
        """Judge an item that is not known: of several options, some are ticked or ruled out all the same."""
        if comparison.question not in self._partly or not self.applies[comparison.question]:
            return None
        ticked = [each for each in self._codes[comparison.question] if each not in UNKNOWN_CODES]
        if not comparison.codes.isdisjoint(ticked):
            return comparison.operator is Operator.EQUAL
        if comparison.codes.issubset(self._ruled_out.get(comparison.question, ())):
            return comparison.operator is not Operator.EQUAL
        return None

    def _found(self, value: tuple[Answer | Interval, ...], comparison: Comparison) -> Truth:
        """Say whether one of the answers is one of those wanted."""
        codes = self._codes[comparison.question]
        if codes:
            return not comparison.codes.isdisjoint(codes)
        return some(equal(given, each, comparison.unit) for given in value for each in comparison.wanted)

    def _applies(self, item: Item) -> Truth:
        """An item's state, from its group's and its own conditions, which look at earlier items only."""
        parent = self.questionnaire.parents[item.link_id]
        group = True if parent is None else self.applies[parent]
        if group is False or not item.enable_when:
            return group
        join = every if item.enable_behavior == "all" else some
        own = join(map(self.compare, item.enable_when))
        return own if group or own is False else None

    def _calculate(self, item: Item) -> Value:
        if item.calculated == "age-years":
            return self._age()
        if item.calculated == "dose-years":
            return self._dose_years(*item.calculated_from)
        if item.calculated in ("months-since", "months-since-latest"):
            return self._months_since(item.calculated_from, vague=item.calculated == "months-since")
        return self._points(item.calculated_from)

    def _age(self) -> Value:
        born, age = self.values.get(self.questionnaire.roles.birth_date), self.values.get(self.questionnaire.roles.age)
        if born and isinstance(born[0], PartialDate):
            low, high = years_between(born[0], self.today)
            return (Interval(Decimal(max(low, 0)), Decimal(max(high, 0))),)
        if age and isinstance(age[0], int):
            return (Interval(Decimal(age[0]), Decimal(age[0])),)
        return None

    def _months_since(self, inputs: tuple[str, ...], *, vague: bool) -> Value:
        """Months from a date to the day of the intake; a vague date gives a span, or (not ``vague``) its latest day."""
        given = self.values[inputs[0]]
        if not given or not isinstance(given[0], PartialDate):
            return None if given is None else ()
        days = (self.today - given[0].latest).days, (self.today - given[0].earliest).days
        months = [units.convert(Decimal(max(each, 0)), "d", "mo") for each in days]
        return (Interval(months[0], months[1] if vague else months[0]),)

    def _dose_years(self, dose: str, duration: str) -> Value:
        """How much of a medicine was taken over the years: mg a day x years / 1000."""
        mass, time = self.values[dose], self.values[duration]
        if mass is None or time is None:
            return None
        if not (mass and time and isinstance(mass[0], Quantity) and isinstance(time[0], Quantity)):
            return ()
        milligrams = units.convert(mass[0].value, mass[0].unit, "mg")
        index = milligrams * units.convert(time[0].value, time[0].unit, "a") / 1000
        return (Interval(index, index),)

    def _points(self, inputs: Iterable[str]) -> Value:
        """Sum of option values; an open input widens the span by all it could add."""
        low = high = Decimal(0)
        counted = False
        for link_id in inputs:
            if self.applies[link_id] is False:
                continue
            counted = True
            worth = self.questionnaire.worth.get(link_id, {})
            value = self.values[link_id]
            if value is None:
                high += max(worth.values(), default=_NOTHING)
            else:
                points = sum((worth.get(each.code, _NOTHING) for each in value if isinstance(each, Coding)), _NOTHING)
                low, high = low + points, high + points
        return (Interval(low, high),) if counted else ()

    def _blame(self, link_id: str) -> frozenset[str]:
        item = self.questionnaire.items[link_id]
        if self.applies[link_id] is None:
            return self._blame_conditions(item)
        inputs = inputs_of(item, self.questionnaire)
        if inputs is None:
            return frozenset({link_id})
        unknown = [self.blame(each) for each in inputs if self.values[each] is None]
        return frozenset().union(*unknown) if unknown else frozenset(inputs)

    def _blame_conditions(self, item: Item) -> frozenset[str]:
        found: set[str] = set()
        parent = self.questionnaire.parents[item.link_id]
        if parent is not None and self.applies[parent] is None:
            found |= self._blame_conditions(self.questionnaire.items[parent])
        for each in item.enable_when:
            if self.compare(each) is None:
                found |= self.blame(each.question)
        return frozenset(found)


def _with_birth_date(questionnaire: Questionnaire, response: QuestionnaireResponse) -> Mapping[str, tuple[Answer, ...]]:
    """The answers, with the patient record's birth date where the question was left open."""
    born, asked = response.subject.birth_date, questionnaire.roles.birth_date
    if born is None or not asked or response.answers.get(asked):
        return response.answers
    return {**response.answers, asked: (born,)}


def _in_first_unit(item: Item, given: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Quantities in the item's first unit, where the form says what one in the given unit is."""
    ratios = {each.code: each.in_first for each in item.unit_option if each.in_first is not None}
    if not ratios:
        return given
    first = item.unit_option[0].code
    return tuple(
        Quantity(value=each.value * Decimal(str(ratios[each.unit])), unit=first)
        if isinstance(each, Quantity) and each.unit in ratios
        else each
        for each in given
    )
