"""What stands in the boxes of one session and is no answer: drafts, text being typed, and what was before.

Rules: the last good answer is remembered when something that is none is typed over it, so that it can be named and
kept; an answer that was only passed on the way ("2", while "2 x 500" was typed) is not the last good one.
"""

from __future__ import annotations

from collections.abc import Mapping

from b12desk.engine.item_state import Draft, Typed
from b12desk.engine.typed import limit_of, on_the_way, read_typed, written
from b12desk.engine.typed_date import Span
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item
from b12desk.model.values import Answer

Answers = tuple[Answer, ...]


class Boxes:
    """``drafts`` by linkId. The methods are told the answers that stand; they change none."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self._typing: dict[str, Typed] = {}
        self._former: dict[str, Answers] = {}

    def typed(self) -> Mapping[str, Typed]:
        """All that is kept on disk, by linkId; what is being typed stands over its draft."""
        found = {each: Typed(each, draft.text, draft.unit, draft.code) for each, draft in self.drafts.items()}
        return found | self._typing

    def last(self) -> dict[str, Answers]:
        """The answers that drafts were typed over."""
        return {each: draft.last for each, draft in self.drafts.items() if draft.last}

    def unit(self, link_id: str) -> str | None:
        """The unit that is chosen beside a draft, or alone."""
        found = self.drafts.get(link_id) or self._typing.get(link_id)
        return found.unit if found else None

    def type(self, link_id: str, text: str, unit: str | None) -> None:
        """Keep what is being typed."""
        self._typing.pop(link_id, None)
        if text.strip() or unit:
            self._typing[link_id] = Typed(link_id, text, unit)

    def answer(self, link_id: str, before: Answers, given: Answers) -> None:
        """An answer was ``given`` where ``before`` stood."""
        good = self._good(link_id, before)
        if good and good != given and not on_the_way(good, written(given)):
            self._former[link_id] = good
        self.drafts.pop(link_id, None)
        self._typing.pop(link_id, None)

    def draft(self, item: Item, before: Answers, typed: Draft, span: Span | None) -> None:
        """Text that is no answer was typed where ``before`` stood."""
        link_id, text = item.link_id, typed.text
        last = self._good(link_id, before)
        if not last or on_the_way(last, text):
            last = self._former.get(link_id, last)
        limit = limit_of(item, text, typed.unit, typed.code, span)
        self.drafts[link_id] = typed._replace(last=last, limit=limit)
        self._typing.pop(link_id, None)

    def leave(self, link_id: str) -> None:
        """The item was left with an answer: what was before is done with."""
        self._former.pop(link_id, None)

    def put_back(self, item: Item, typed: Typed, before: Answers, span: Span | None = None) -> Answers:
        """Put typed text back, as after a restart, and return the answers that stand then.

        What was still being typed is read now. Raises ValueError for an item that is not typed into.
        """
        read = typed.code or read_typed(item, typed.text, typed.unit, span)
        if read is None:
            self._typing[item.link_id] = typed
            return before
        if isinstance(read, IssueCode):
            limit = limit_of(item, typed.text, typed.unit, read, span)
            self.drafts[item.link_id] = Draft(typed.text, read, typed.unit, before, limit)
            return ()
        return (read,)

    def _good(self, link_id: str, before: Answers) -> Answers:
        """The answer that stands, or stood before the draft."""
        draft = self.drafts.get(link_id)
        return draft.last if draft else before
