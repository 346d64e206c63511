"""Somebody who wants to see every question: answers what opens more of them, then all that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from b12desk.model.comparison import Operator
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import Coding, digits
from b12desk.ui.demo.driver import Given
from b12desk.ui.form_page import FormPage
from tests.ui.conftest import Desk

OWN_WORDS = "Vitabiotics"
"""What is typed where any text may stand."""
_MOST_TURNS = 8


class Everything:
    """Walks through the form of a desk. ``seen``: the linkIds of the questions that were on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.seen: set[str] = set()
        self._desk = desk
        self._tried: set[tuple[str, object]] = set()

    @property
    def missed(self) -> set[str]:
        """Questions that were never on the screen."""
        items = self._desk.session.questionnaire.items.values()
        return {each.link_id for each in items if each.is_question} - self.seen

    def walk(self, look: Callable[[str], None]) -> None:
        """To the review; ``look`` is told the page whenever it is worth a look: opened, and answered."""
        while isinstance(page := self._desk.intake.page, FormPage):
            self.open_all(page)
            look(f"{page.link_id}, opened")
            self.answer_all(page)
            look(f"{page.link_id}, answered")
            self._desk.hand.turn(self._desk.intake)
            assert self._desk.intake.page is not page, self._desk.session.page_issues(page.link_id)

    def open_all(self, page: FormPage) -> None:
        """Answer until nothing more of ``page`` opens."""
        for _turn in range(_MOST_TURNS):
            if not sum(self._open(page, each) for each in self._hidden(page)):
                return

    def answer_all(self, page: FormPage) -> None:
        """Answer what is on the screen and has no answer."""
        for each in self._questions(page):
            if self._shown(page, each) and each.link_id not in self._desk.session.answers:
                self._desk.hand.answer(each.link_id, self._given(each))
        self._look(page)

    def _open(self, page: FormPage, item: Item) -> bool:
        """Give an answer that has not been given yet and that ``item`` waits for."""
        done = False
        for each in item.enable_when:
            asked, wanted = self._desk.session.questionnaire.items[each.question], each.wanted[0]
            key = asked.link_id, wanted
            if each.operator is Operator.EQUAL and key not in self._tried and self._shown(page, asked):
                self._tried.add(key)
                self._desk.hand.answer(asked.link_id, [str(wanted)] if asked.repeats else str(wanted))
                self._look(page)
                done = True
        return done or self._untick(page, item)

    def _untick(self, page: FormPage, item: Item) -> bool:
        """Take back a tick that keeps ``item``, or the group it stands in, from being asked."""
        form = self._desk.session.questionnaire
        above = form.items[form.parents[item.link_id] or item.link_id]
        for each in (*item.enable_when, *above.enable_when):
            given = [
                code.code for code in self._desk.session.answers.get(each.question, ()) if isinstance(code, Coding)
            ]
            for code in each.wanted:
                if (
                    each.operator is Operator.NOT_EQUAL
                    and code in given
                    and self._shown(page, form.items[each.question])
                ):
                    self._desk.hand.press(f"{each.question}={code}")
                    self._look(page)
                    return True
        return False

    def _given(self, item: Item) -> Given:
        match item.type:
            case ItemType.CHOICE:
                options = self._desk.session.questionnaire.options(item.link_id)
                code = next(each.code for each in options if each.offered)
                return [code] if item.repeats else code
            case ItemType.DATE:
                return ["1", "3", "1990" if item.link_id == "birth_date" else "2020"]
            case ItemType.STRING | ItemType.TEXT:
                return [OWN_WORDS]
            case _:
                least = item.plausible.min if item.plausible is not None else item.min_value
                units = [item.unit_option[0].code] if len(item.unit_option) > 1 else []
                return [digits(max(1, least or 1)), *units]

    def _hidden(self, page: FormPage) -> Iterator[Item]:
        self._look(page)
        return (each for each in self._questions(page) if each.link_id not in self.seen)

    def _look(self, page: FormPage) -> None:
        self.seen |= {each.link_id for each in self._questions(page) if self._shown(page, each)}

    def _questions(self, page: FormPage) -> list[Item]:
        return [each for each in self._desk.session.questionnaire.items[page.link_id].walk() if each.is_question]

    @staticmethod
    def _shown(page: FormPage, item: Item) -> bool:
        row = page.rows.get(item.link_id)
        return row is not None and row.isVisible()
