"""A response to an older version of a questionnaire as one to the version of today, by the declared map.

Rules: the old answers are judged by the one interpreter (`facts`, `conditions`), so that what stood behind a gate that
was answered no counts as its ``absentMeans`` here too; where one question became several, an old yes is its most urgent
reading, and asked again; unanswered, "not sure" and "prefer not to say" never become a no; nothing is lost in silence:
what the new version has no place for, and what did not apply in the old one, is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from b12desk.engine.conditions import Judge
from b12desk.engine.constraints import check_item
from b12desk.engine.facts import Facts, Truth, some
from b12desk.engine.item_state import Typed
from b12desk.engine.uncounted import tells
from b12desk.model.carry import CarriedAnswer, Copied, Earlier
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import Rules
from b12desk.model.values import DECLINED, NOT_SURE, UNKNOWN_CODES, Answer, Coding

_NO_RULES = Rules(url="", version="", date="", title="", design_note="", finding=(), recommendation=())
_NOTHING: frozenset[str] = frozenset()
Answers = tuple[Answer, ...]


class Carried(NamedTuple):
    """The new response, and linkIds: of new questions to ask again, and of old ones that were answered in vain.

    ``uncounted``: those that did not apply, and counted for nothing before.
    """

    response: QuestionnaireResponse
    ask_again: tuple[str, ...]
    not_carried: tuple[str, ...]
    uncounted: tuple[str, ...]


class Carrier:
    """Carries responses of one older version over; made once for many."""

    def __init__(self, earlier: Earlier, questionnaire: Questionnaire) -> None:
        self.earlier = earlier
        self.questionnaire = questionnaire
        self.copies = earlier.copies(questionnaire)
        self.rows: dict[str, list[CarriedAnswer]] = {}
        """By new linkId, in their order."""
        for row in earlier.carry.answer:
            self.rows.setdefault(row.link_id, []).append(row)
        self.read = frozenset().union(*(row.looks_at for row in earlier.carry.answer))
        """The old questions that conditions look at: what they say is said by what follows from them."""
        self.counted_out = [each for each in earlier.carry.not_asked if not each.unknown]
        self.unknown = {each.link_id for each in earlier.carry.not_asked if each.unknown}
        """New lists of which the old version cannot tell everything."""

    def __call__(self, response: QuestionnaireResponse) -> Carried:
        """``response`` was given to the older version."""
        return _Carrying(self, response).done()

    def typed(self, given: Iterable[Typed]) -> tuple[Typed, ...]:
        """What stood in the boxes of the old questions, in those of the new; what has no box there is left out."""
        boxes = {each.from_: each.to for each in self.copies}
        return tuple(each._replace(link_id=boxes[each.link_id]) for each in given if each.link_id in boxes)

    def reached_by(self, link_id: str) -> set[str]:
        """The new questions of which an old one says something."""
        found = {each.to for each in self.copies if each.from_ == link_id}
        return found | {each.link_id for each in self.earlier.carry.answer if link_id in each.looks_at}


class _Carrying:
    """One response on its way."""

    def __init__(self, carrier: Carrier, response: QuestionnaireResponse) -> None:
        self._carrier = carrier
        self._old, self._new = carrier.earlier.questionnaire, carrier.questionnaire
        self._response = response
        self._facts = Facts(carrier.earlier.judged, response)
        self._judge = Judge(_NO_RULES, self._facts)
        self._answers: dict[str, Answers] = {}
        self._rests_on: dict[str, frozenset[str]] = {}
        """The old questions on whose answers a new answer rests, by its linkId."""
        self._ruled_out: dict[str, tuple[str, ...]] = {}
        self._again: set[str] = set()
        self._lost: set[str] = set()

    def done(self) -> Carried:
        uncounted = {each for each in self._response.answers if not self._facts.applies[each] and self._tells(each)}
        for copied in self._carrier.copies:
            self._copy(copied)
        for link_id, rows in self._carrier.rows.items():
            if link_id not in self._answers:
                self._row(self._new.items[link_id], rows)
        for dropped in self._carrier.earlier.carry.dropped:
            codes = {each.code for each in self._given(dropped.link_id) if isinstance(each, Coding)}
            if not dropped.codes or not codes.isdisjoint(dropped.codes):
                self._lose([dropped.link_id])
        for each in uncounted:
            self._again |= self._carrier.reached_by(each)
        made = self._made()
        facts = Facts(self._new, made)
        taken = [each for each in self._new.items if each in made.answers and facts.applies[each] is not False]
        kept = {each: made.answers[each] for each in taken}
        said = _NOTHING.union(*(self._rests_on[each] for each in kept))
        for each in made.answers.keys() - kept.keys():
            known = _NOTHING if each in self._carrier.rows else self._carrier.read
            self._lose(self._rests_on[each] - said - known)
        ruled_out = {each: out for each, out in made.ruled_out.items() if facts.applies[each] is not False}
        again = tuple(each for each in self._new.items if each in self._again and facts.applies[each] is not False)
        return Carried(
            replace(made, answers=kept, carried_from=self._old.canonical, ask_again=again, ruled_out=ruled_out),
            again,
            tuple(each for each in self._old.items if each in self._lost - uncounted),
            tuple(each for each in self._old.items if each in uncounted),
        )

    def _given(self, link_id: str) -> Answers:
        """What was answered to an old question that applied."""
        return self._response.answers.get(link_id, ()) if self._facts.applies[link_id] else ()

    def _tells(self, link_id: str) -> bool:
        """Whether an old answer says more than its absence would."""
        return tells(self._old.items[link_id], self._response.answers.get(link_id, ()))

    def _lose(self, link_ids: Iterable[str]) -> None:
        self._lost.update(each for each in link_ids if self._given(each) and self._tells(each))

    def _copy(self, copied: Copied) -> None:
        """An answer, or what its absence means."""
        old = self._old.items[copied.from_]
        given = old.absent if self._facts.applies[copied.from_] is False else self._given(copied.from_)
        renamed = tuple(
            Coding(code=copied.codes.get(each.code, each.code)) if isinstance(each, Coding) else each
            for each in given
            if not isinstance(each, Coding) or copied.codes.get(each.code, each.code)
        )
        if renamed:
            self._answers[copied.to] = renamed
            self._rests_on[copied.to] = frozenset({copied.from_})

    def _row(self, item: Item, rows: list[CarriedAnswer]) -> None:
        """What the old answers make of one new question."""
        truths = [(each, self._judge.truth(each.when)) for each in rows]
        holding = [each for each, truth in truths if truth]
        if item.repeats:
            counted, codes = holding, self._ticks(item, truths)
        else:
            first = [each for each in holding if each.code][:1]
            counted = [*first, *(each for each in holding if not each.code)]
            codes = [each.code for each in first] or [self._unknown(each for each, truth in truths if truth is None)]
        options = {each.code for each in self._new.options(item.link_id)}
        made = tuple(Coding(code=each) for each in codes if each in options)
        if made:
            self._answers[item.link_id] = made
            self._rests_on[item.link_id] = _NOTHING.union(*(self._judge.support(each.when) for each in counted))
        if any(each.ask_again for each in counted):
            self._again.add(item.link_id)

    def _ticks(self, item: Item, truths: list[tuple[CarriedAnswer, Truth]]) -> list[str]:
        """The codes of a list: what holds; beside it that something is not known; that nothing holds only if all is."""
        by_code = {row.code: some(truth for each, truth in truths if each.code == row.code) for row, _truth in truths}
        ticked = [each.code for each in self._new.options(item.link_id) if by_code.get(each.code)]
        open_rows = [row for row, truth in truths if row.code and truth is None and by_code[row.code] is None]
        unknown = self._unknown(open_rows)
        is_open = bool(open_rows) or item.link_id in self._carrier.unknown
        if is_open and ticked and not unknown:  # never answered: a list can say so only in this way
            self._again.add(item.link_id)
            unknown = NOT_SURE
        if is_open:
            self._ruled_out[item.link_id] = self._not_so(item, by_code, ticked)
        if is_open or ticked:
            return [*ticked, unknown]
        alone = [each.code for each in self._new.options(item.link_id) if each.exclusive]
        return [each for each in alone if each not in UNKNOWN_CODES][:1]

    def _not_so(self, item: Item, by_code: dict[str, Truth], ticked: list[str]) -> tuple[str, ...]:
        """The codes of a list that the old answers rule out, though they do not tell everything of it."""
        unasked = {code for each in self._carrier.counted_out if each.link_id == item.link_id for code in each.codes}
        options = [each for each in self._new.options(item.link_id) if each.code not in UNKNOWN_CODES]
        out = {each.code for each in options if each.exclusive} if ticked else set()
        return tuple(each.code for each in options if by_code.get(each.code) is False or each.code in unasked | out)

    def _unknown(self, rows: Iterable[CarriedAnswer]) -> str:
        """Why rows are not known: that somebody was not sure, or declined to say; "" when nobody said anything."""
        blamed = _NOTHING.union(*(self._judge.open_items(each.when) for each in rows))
        said = {each.code for link_id in blamed for each in self._given(link_id) if isinstance(each, Coding)}
        return next((code for code in (NOT_SURE, DECLINED) if code in said), "")

    def _made(self) -> QuestionnaireResponse:
        """The new answers, without those copied ones that the new questions do not take."""
        made = replace(self._response, questionnaire=self._new.canonical, answers=dict(self._answers))
        for copied in self._carrier.copies:
            given = self._answers.get(copied.to)
            if given and check_item(self._new, self._new.items[copied.to], given, made):
                del self._answers[copied.to]
                self._lose([copied.from_])
        return replace(
            made, answers=self._answers, ruled_out={each: out for each, out in self._ruled_out.items() if out}
        )
