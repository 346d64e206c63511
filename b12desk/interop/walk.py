"""The items of a FHIR QuestionnaireResponse, nested or flat, as answers by linkId.

Rules: each linkId once, and with its own text; the same answer given twice counts once, and that is told; a reason why
there is no answer never stands beside one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, tzinfo
from difflib import get_close_matches

from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.interop.absence import is_reason, reasons
from b12desk.interop.agreement import Texts
from b12desk.interop.answers import NotAnAnswerError, Read, absent, beside_a_reason, read_answer
from b12desk.interop.keys import Keys, extensions
from b12desk.interop.wording import modified, shown
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.values import Answer

_MOST_TRIED = 20
"""Unknown linkIds for which a similar one is looked for: each look compares it with every question."""

Json = dict[str, object]


class Walk:
    """Gathers answers, problems and warnings; ``at`` is the zone of the intake."""

    def __init__(self, questionnaire: Questionnaire, name: str, keys: Keys, at: tzinfo | None) -> None:
        self.answers: dict[str, tuple[Answer, ...]] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._questionnaire, self._name, self._keys, self._at = questionnaire, name, keys, at or UTC
        self._texts = Texts(questionnaire)
        self._seen: set[str] = set()
        self._tried = 0

    def whole(self, resource: Json) -> None:
        """Walk a whole response."""
        try:
            self._items(resource)
        except RecursionError:
            self._problem("item", _("the items are nested too deeply."), _("Nest them as the questionnaire does."))
        if not self.answers:
            self._warn("item", _("no question is answered."))

    def _problem(self, where: str, cause: str, fix: str = "") -> None:
        self.problems.append(Problem(f"{self._name}: {where}", cause, fix))

    def _warn(self, where: str, cause: str) -> None:
        self.warnings.append(Problem(f"{self._name}: {where}", cause))

    def _items(self, element: Json, parent: str = "") -> None:
        """Every item below a resource, an item or an answer."""
        for given in self._list(element, "item", parent):
            link_id = given.get("linkId")
            item = self._questionnaire.items.get(link_id) if isinstance(link_id, str) else None
            place = shown(link_id) if isinstance(link_id, str) and link_id else parent or "item"
            self.problems += modified(given, f"{self._name}: {place}")
            self._look("item", given, place)
            if not isinstance(link_id, str) or not link_id:
                self._problem(parent or "item", _("an item has no linkId."), _("Give it that of its question."))
            elif item is None:
                self._problem(shown(link_id), _("the questionnaire has no such linkId."), self._near(link_id))
            elif link_id in self._seen:
                self._problem(link_id, _("the linkId stands twice."), _("Put all answers under one item."))
            else:
                self._seen.add(link_id)
                self._item(item, given)
            self._items(given, link_id if item is not None and isinstance(link_id, str) else parent)

    def _look(self, level: str, element: Json, place: str) -> None:
        """Note keys and extensions that nobody here knows."""
        self._keys.look(level, element, place)
        for each in extensions(element):
            if not is_reason(each.get("url")):
                self._keys.unread(each.get("url"), place)

    def _item(self, item: Item, given: Json) -> None:
        link_id = item.link_id
        found = list(self._list(given, "answer", link_id))
        why = reasons(given)
        other = self._texts.another(item, given.get("text"))
        if other:
            cause = _("the text beside this linkId is that of '{other}'.", other=other)
            self._problem(link_id, cause, _("Mend the linkId or the text."))
        if found and not item.is_question:
            if item.calculated:
                self._warn(link_id, _("the program works this value out itself; the one in the file is not read."))
            else:
                fix = _("Take the answer out, or put it under its question.")
                self._problem(link_id, _("a {type} has no answer.", type=item.type), fix)
        elif found and why:
            error = beside_a_reason(why)
            self._problem(link_id, error.cause, error.fix)
        elif found:
            self._answer(item, list(self._read(item, found)))
        elif why and item.is_question:
            self._answer(item, [absent(self._questionnaire, item, why)])
        elif why:
            cause = _(
                "it is said to be absent ({reason}); what stands in it counts.", reason=shown(current().listed(why))
            )
            self._warn(link_id, cause)
        for each in found:
            self.problems += modified(each, f"{self._name}: {link_id}")
            self._look("answer", each, link_id)
            self._items(each, link_id)

    def _read(self, item: Item, found: list[Json]) -> Iterator[Read]:
        for each in found:
            for key, level in (("valueCoding", "Coding"), ("valueQuantity", "Quantity")):
                value = each.get(key)
                if isinstance(value, dict):
                    self._look(level, value, item.link_id)
            try:
                yield read_answer(self._questionnaire, item, each, self._at)
            except NotAnAnswerError as error:
                self._problem(item.link_id, error.cause, error.fix)

    def _answer(self, item: Item, reads: list[Read]) -> None:
        """Take over what was read of one item: each answer once."""
        for remark in dict.fromkeys(remark for each in reads for remark in each.remarks):
            self._warn(item.link_id, remark)
        if len({each.absent for each in reads}) > 1:
            cause = _("an answer stands beside a reason why there is none.")
            self._problem(item.link_id, cause, _("Keep the one that is true."))
        given = [each.answer for each in reads if each.answer is not None]
        once = tuple(dict.fromkeys(given))
        if len(once) < len(given):
            self._warn(item.link_id, _("the same answer is given more than once; it counts once."))
        if once:
            self.answers[item.link_id] = once

    def _near(self, link_id: str) -> str:
        self._tried += 1
        if self._tried > _MOST_TRIED:
            return _("Mend the linkId, or take the item out.")
        near = get_close_matches(link_id[:100], self._questionnaire.items, n=1)
        return _("Did you mean '{word}'?", word=near[0]) if near else _("Mend the linkId, or take the item out.")

    def _list(self, element: Json, key: str, where: str) -> Iterator[Json]:
        """The objects of a list; anything else in its place is a problem."""
        given = element.get(key, [])
        if not isinstance(given, list):
            self._problem(where or key, _("'{key}' must be a list.", key=key), _("Put it in square brackets."))
            return
        for each in given:
            if isinstance(each, dict):
                yield each
            else:
                fix = _("Put each one in curly brackets.")
                self._problem(where or key, _("'{key}' must hold objects.", key=key), fix)
