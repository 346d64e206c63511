"""Answers of a table's map that could never count: the map, or their ``onlyIf``, leaves the gate before them closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Table
from b12desk.definitions.typed_answers import answers_of
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.values import Coding
from b12desk.tables.option_list import none_code
from b12desk.tables.table_map import Constant, MappedColumn, TableMap


def check_openings(table: Table, mapping: TableMap, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Each mapped question behind a gate that no row can open, or that is closed wherever its ``onlyIf`` holds."""
    said = _said(mapping, questionnaire)
    entries: list[tuple[Path, str, Constant | MappedColumn]] = [
        (("constant", index), each.link_id, each) for index, each in enumerate(mapping.constant)
    ]
    entries += [(("column", index), each.name, each) for index, each in enumerate(mapping.column)]
    everywhere = _Reach(questionnaire, said)
    for path, name, entry in entries:
        link_id = entry.link_id
        if link_id not in questionnaire.items:
            continue
        closed = list(everywhere.closed(link_id))
        for gate in closed:
            cause = _("'{link_id}' stands behind '{gate}', which this map leaves closed.", link_id=link_id, gate=gate)
            fix = _("Map '{gate}', with a [[constant]] if everybody was asked.", gate=gate)
            yield table.problem((*path, "linkId"), name, cause, fix)
        if closed or not entry.only_if:
            continue
        there = {**said}
        for other, given in entry.only_if.items():
            wanted: set[object] = {given} if isinstance(given, str) else set(given)
            known = said.get(other)
            there[other] = wanted if known is None else wanted & known
            if known is not None and not there[other] and other in said:
                cause = _("'onlyIf' waits for an answer to '{other}' that this map never gives.", other=other)
                yield table.problem((*path, "onlyIf", other), name, cause, _("Mend 'onlyIf', or the codes."))
                there[other] = None
        for gate in _Reach(questionnaire, there).closed(link_id):
            cause = _("'onlyIf' holds only where '{gate}' keeps '{link_id}' closed.", gate=gate, link_id=link_id)
            yield table.problem((*path, "onlyIf"), name, cause, _("Name the answers that open it."))


def _said(mapping: TableMap, questionnaire: Questionnaire) -> dict[str, set[object] | None]:
    """The codes that each mapped question can be answered with; None for numbers and dates."""
    found: dict[str, set[object] | None] = {}

    def add(link_id: str, given: set[object] | None) -> None:
        known = found.get(link_id, set())
        found[link_id] = None if known is None or given is None else known | given

    for constant in mapping.constant:
        item = questionnaire.items.get(constant.link_id)
        answers = item and answers_of(questionnaire, item, constant.answer)
        coded = [each.code for each in answers or () if isinstance(each, Coding)]
        add(constant.link_id, set(coded) if coded else None)
    for column in mapping.column:
        codes: set[object] = {each.code for each in column.ranges}
        for given in column.codes.values():
            codes.update(given if isinstance(given, tuple) else (given,))
        item = questionnaire.items.get(column.link_id)
        if column.option is not None and item is not None:
            codes = {column.option, none_code(item)}
        add(column.link_id, codes if codes and column.unit is None else None)
    return found


@dataclass(frozen=True)
class _Reach:
    """What the map can say, and which conditions that can meet."""

    questionnaire: Questionnaire
    said: dict[str, set[object] | None]

    def closed(self, link_id: str) -> Iterator[str]:
        """The questions that keep an item closed in every row."""
        name: str | None = link_id
        while name is not None:
            item = self.questionnaire.items[name]
            never = [each.question for each in item.enable_when if not self._can_hold(each)]
            if never and (item.enable_behavior == "all" or len(never) == len(item.enable_when)):
                yield from dict.fromkeys(never)
                return
            name = self.questionnaire.parents[name]

    def _can_hold(self, condition: Comparison) -> bool:
        item = self.questionnaire.items[condition.question]
        if condition.operator is Operator.EXISTS:
            return condition.answer is False or item.link_id in self.said
        if item.calculated is not None:  # only ages open gates; of any other value the map is believed
            roles = self.questionnaire.roles
            return item.calculated != "age-years" or not self.said.keys().isdisjoint((roles.age, roles.birth_date))
        if item.link_id not in self.said:
            return self._implied(item, condition)
        codes = self.said[item.link_id]
        if codes is None or condition.operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
            return True
        wanted = set(condition.wanted)
        return bool(codes & wanted if condition.operator is Operator.EQUAL else codes - wanted)

    def _implied(self, item: Item, condition: Comparison) -> bool:
        """A question that is not mapped still means something behind a gate that is answered no."""
        return item.absent_means in condition.wanted and any(each.question in self.said for each in item.enable_when)
