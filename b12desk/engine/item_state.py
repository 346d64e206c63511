"""What a session shows and what a write to it did: plain values that an editor or a window can compare."""

from __future__ import annotations

from typing import NamedTuple

from b12desk.engine.remarks import Told
from b12desk.engine.typed_date import Span
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import AnswerOption, Item
from b12desk.model.values import Answer


class Draft(NamedTuple):
    """Text that is not (yet) an answer, the unit chosen beside it, why it is none, and the last answer before it.

    ``limit``: as the issue has it.
    """

    text: str
    code: IssueCode
    unit: str | None = None
    last: tuple[Answer, ...] = ()
    limit: str = ""

    def issue(self, link_id: str) -> Issue:
        """Why the item has no answer."""
        return Issue(link_id=link_id, code=self.code, limit=self.limit)


class Typed(NamedTuple):
    """What stands in the boxes of an item and is no answer yet, as it is kept on disk.

    ``code`` says why it is none; None: nobody looked yet, because it is still being typed.
    """

    link_id: str
    text: str
    unit: str | None = None
    code: IssueCode | None = None


class Change(NamedTuple):
    """What one write did. ``focus`` is the linkId to put the focus on: the first problem, or the item jumped to."""

    items: frozenset[str]
    pages: bool
    page: str
    moved: bool
    focus: str | None = None


class Progress(NamedTuple):
    """``position`` of ``total`` pages (from 1, the review included); ``answered`` of ``questions`` asked (`tally`)."""

    position: int
    total: int
    answered: int
    questions: int


class ItemState(NamedTuple):
    """All that an editor shows. ``issue`` is set only when it is to be shown; ``doubt`` asks and stops nobody.

    ``last``: the answer that stood before ``draft`` was typed over it. ``span``: the days on which a date can lie.
    ``remarks``: what is said beside the answer at once; it stops nobody.
    """

    item: Item
    options: tuple[AnswerOption, ...]
    enabled: bool
    answers: tuple[Answer, ...]
    draft: str | None
    draft_unit: str | None
    issue: Issue | None
    doubt: Issue | None = None
    last: tuple[Answer, ...] = ()
    span: Span | None = None
    remarks: tuple[Told, ...] = ()
