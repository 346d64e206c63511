"""The shares of ``forms/b12/population.toml``: people drawn by them, what is wrong with them, whence they come.

A share is from the survey (a source whose key begins with NHANES: it stands in ``shares.md`` too), published (any other
source of the file or the form, with the figure as its ``basis``), or "ours": then its question names one of the file's
reasons.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from b12desk.definitions.loader import Definition
from b12desk.engine.longest_walk import worthwhile_answers
from b12desk.model.evidence import Source
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

TODAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SHARES = Path(__file__).resolve().parents[2] / "forms" / "b12" / "population.toml"
OURS, SURVEY = "ours", "NHANES"
LISTS = ("option", "number", "daysAgo")
Answers = dict[str, tuple[Answer, ...]]
Entry = dict[str, Any]


class Shares:
    """What ``population.toml`` says, the guesses multiplied by ``times``. Raises SystemExit with every problem."""

    def __init__(self, definition: Definition, path: Path = SHARES, times: float = 1.0) -> None:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        self.definition = definition
        self.reasons: dict[str, str] = content["reasons"]
        self.sources = definition.sources.by_key | {each["key"]: Source(**each) for each in content["source"]}
        self.unsure: Entry = content["notSure"]
        self.questions: dict[str, Entry] = {each["linkId"]: each for each in content["question"]}
        if problems := list(self._problems(content["question"])):
            raise SystemExit("\n".join(f"{path}: {each}" for each in problems))
        if times != 1:
            self.unsure = self.unsure | {"share": min(1, self.unsure["share"] * times)}
            guessed = {key: each for key, each in self.questions.items() if "because" in each}
            self.questions |= {key: self._varied(each, times) for key, each in guessed.items()}
        self._any = worthwhile_answers(definition, TODAY)

    # ---------- drawing

    def draw(self, random: Random) -> Answers:
        """Answers to every question, those that will not be asked too."""
        questionnaire = self.definition.questionnaire
        found: Answers = {}
        for link_id, item in questionnaire.items.items():
            if item.is_question and link_id != questionnaire.roles.birth_date:
                found[link_id] = self._answer(item, random)
        roles = questionnaire.roles
        age = found.get(roles.age, ())
        if roles.birth_date and age and isinstance(age[0], int):
            days = int(age[0] * 365.25) + random.randrange(1, 360)
            found[roles.birth_date] = (PartialDate(date=(TODAY.date() - timedelta(days=days)).isoformat()),)
            del found[roles.age]
        return found

    def _answer(self, item: Item, random: Random) -> tuple[Answer, ...]:
        shares = self.questions.get(item.link_id, {})
        codes = [each.code for each in self.definition.questionnaire.options(item.link_id)]
        if "not-sure" in codes and random.random() < self.unsure["share"]:
            return (Coding(code="not-sure"),)
        for kind in ("number", "daysAgo"):
            if spans := shares.get(kind):
                return _from_spans(item, shares, spans, random)
        if "option" not in shares:
            known = [each for each in self._any[item.link_id] if _is_definite(each)]
            calm = [each for each in known if each in ((Coding(code="none-of-these"),), (Coding(code="no"),))]
            return random.choice(calm or known)
        if item.repeats:
            ticked = [each["code"] for each in shares["option"] if random.random() < each["share"]]
            nothing = next((each for each in ("none-of-these", "no") if each in codes), None)
            return tuple(Coding(code=each) for each in ticked) or ((Coding(code=nothing),) if nothing else ())
        place = random.random()
        for each in shares["option"]:
            place -= each["share"]
            if place < 0:
                return (Coding(code=each["code"]),)
        return (Coding(code=shares["rest"]),)

    # ---------- varying

    def _varied(self, question: Entry, times: float) -> Entry:
        """A question whose shares without a source are multiplied; what is left goes to `rest` or to the last span."""
        varied = dict(question)
        for kind in LISTS:
            entries = question.get(kind, [])
            if kind == "option" and self.definition.questionnaire.items[question["linkId"]].repeats:
                varied[kind] = [_times(each, times) for each in entries]
            elif kind == "option":
                varied[kind] = _within(entries, times)
            elif len(entries) > 1:
                head = _within(entries[:-1], times)
                varied[kind] = [*head, entries[-1] | {"share": max(0, 1 - sum(each["share"] for each in head))}]
        return {key: each for key, each in varied.items() if each != []}

    # ---------- whence

    def counted(self) -> dict[str, int]:
        """How many shares there are, and how many of each kind."""
        keys = [each["source"] for _question, each in self.entries()] + [self.unsure["source"]]
        ours, survey = keys.count(OURS), sum(each.startswith(SURVEY) for each in keys)
        return {"all": len(keys), "survey": survey, "published": len(keys) - ours - survey, "ours": ours}

    def entries(self) -> Iterator[tuple[Entry, Entry]]:
        """Each question with each of its shares."""
        for question in self.questions.values():
            for kind in LISTS:
                yield from ((question, each) for each in question.get(kind, ()))

    def _problems(self, questions: Sequence[Entry]) -> Iterator[str]:
        yield from self._unfounded("notSure", self.unsure, [self.unsure])
        for each in questions:
            yield from self._wrong(each)
        named = {each.get("because") for each in [self.unsure, *questions]}
        yield from (f"reasons: no question names '{each}'" for each in self.reasons if each not in named)

    def _wrong(self, question: Entry) -> Iterator[str]:
        link_id, questionnaire = question["linkId"], self.definition.questionnaire
        if link_id not in questionnaire.items:
            yield f"{link_id}: there is no such question"
            return
        codes = {each.code for each in questionnaire.options(link_id)}
        options = question.get("option", [])
        for each in [each["code"] for each in options] + [question[key] for key in ("rest",) if key in question]:
            if each not in codes:
                yield f"{link_id}: there is no option '{each}'"
        yield from self._unfounded(link_id, question, [each for kind in LISTS for each in question.get(kind, ())])
        single = not questionnaire.items[link_id].repeats
        if options and single and ("rest" not in question or sum(each["share"] for each in options) > 1):
            yield f"{link_id}: shares of one answer sum to at most 1, and `rest` takes what is left"

    def _unfounded(self, name: str, question: Entry, entries: Sequence[Entry]) -> Iterator[str]:
        guessed = [each for each in entries if each["source"] == OURS]
        if guessed and question.get("because") not in self.reasons:
            yield f"{name}: a share of ours names one of the reasons (because)"
        if "because" in question and not guessed:
            yield f"{name}: no share of it is ours, so there is nothing to give a reason for"
        for each in entries:
            key = each["source"]
            if key != OURS and key not in self.sources:
                yield f"{name}: there is no source '{key}'"
            elif (key == OURS or key.startswith(SURVEY)) == ("basis" in each):
                yield f"{name}: a published share, and no other, says its figure (basis)"
            if not 0 <= each["share"] <= 1:
                yield f"{name}: a share is from 0 to 1"


def _is_definite(given: Sequence[Answer]) -> bool:
    return not any(isinstance(each, Coding) and each.code in ("not-sure", "prefer-not-to-say") for each in given)


def _from_spans(item: Item, shares: Entry, spans: Sequence[Entry], random: Random) -> tuple[Answer, ...]:
    span = random.choices(spans, [each["share"] for each in spans])[0]
    number = random.randint(span["from"], span["to"])
    if item.type is ItemType.DATE:
        return (PartialDate(date=(TODAY.date() - timedelta(days=number)).isoformat()),)
    if item.type is ItemType.QUANTITY:
        return (Quantity(value=Decimal(number), unit=shares["unit"]),)
    return (number,)


def _times(entry: Entry, times: float) -> Entry:
    return entry | {"share": min(1, entry["share"] * times)} if entry["source"] == OURS else entry


def _within(entries: Sequence[Entry], times: float) -> list[Entry]:
    """Shares that exclude each other: those of ours multiplied, and together no more than the others leave."""
    ours = sum(each["share"] for each in entries if each["source"] == OURS)
    room = 1 - sum(each["share"] for each in entries if each["source"] != OURS)
    return [_times(each, min(times, room / ours if ours else times)) for each in entries]
