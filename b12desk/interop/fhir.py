"""FHIR R4 QuestionnaireResponse: the one door in and out (https://hl7.org/fhir/R4/questionnaireresponse.html).

Rules: every problem of a file is reported at once, each with its linkId; nothing is guessed (an unknown linkId or code
is a problem, not a skipped line); an answer to a question that did not apply is a warning, because it changes nothing,
and the warning comes first when a red flag hangs on it; a contained Patient who contradicts the answers is a problem;
text is taken as it is and cleaned where it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from b12desk.errors import Problem, ResponseError
from b12desk.i18n import _
from b12desk.interop.answers import NotAnAnswerError, absent, absent_reason, read_answer
from b12desk.interop.header import Header
from b12desk.interop.idle import not_counted
from b12desk.interop.judging import judge
from b12desk.interop.strict_json import read_object
from b12desk.interop.wording import modified, shown
from b12desk.interop.writing import write_response
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer

__all__ = ["ReadResponse", "read_responses", "write_response"]


@dataclass(frozen=True)
class ReadResponse:
    """A response that can be judged, and what its reader should know about the file."""

    response: QuestionnaireResponse
    warnings: tuple[Problem, ...]


def read_responses(
    questionnaire: Questionnaire, data: bytes, name: str, warning_signs: Collection[str] = ()
) -> ReadResponse:
    """The one QuestionnaireResponse in ``data`` (JSON, UTF-8). Raises `ResponseError` listing every problem.

    ``name`` is what messages call the file; ``warning_signs`` are the linkIds on which a red flag hangs.
    """
    resource = read_object(data, name)
    header = Header(resource, questionnaire, name)
    walk = _Walk(questionnaire, name)
    try:
        walk.items(resource)
    except RecursionError:
        walk.problem("item", _("the items are nested too deeply."), _("Nest them as the questionnaire does."))
    response = QuestionnaireResponse(
        questionnaire=questionnaire.canonical,
        status=header.status,
        authored=header.authored,
        subject=header.subject,
        identifier=header.identifier,
        answers=walk.answers,
    )
    problems = [*header.problems, *walk.problems]
    if not header.problems:
        problems += judge(questionnaire, response, header.gender, name)
    if problems:
        title = _("{name} cannot be read (problems: {count}):", name=name, count=len(problems))
        raise ResponseError(title, dict.fromkeys(problems))
    first, last = not_counted(questionnaire, response, name, warning_signs)
    return ReadResponse(response, (*first, *header.warnings, *walk.warnings, *last))


class _Walk:
    """Gathers answers from items, nested or flat."""

    def __init__(self, questionnaire: Questionnaire, name: str) -> None:
        self.answers: dict[str, tuple[Answer, ...]] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._questionnaire = questionnaire
        self._name = name
        self._seen: set[str] = set()

    def problem(self, where: str, cause: str, fix: str = "") -> None:
        """Note one problem at a linkId."""
        self.problems.append(Problem(f"{self._name}: {where}", cause, fix))

    def items(self, element: dict[str, object], parent: str = "") -> None:
        """Every item below a resource, an item or an answer."""
        for given in self._list(element, "item", parent):
            link_id = given.get("linkId")
            item = self._questionnaire.items.get(link_id) if isinstance(link_id, str) else None
            place = shown(link_id) if isinstance(link_id, str) and link_id else parent or "item"
            self.problems += modified(given, f"{self._name}: {place}")
            if not isinstance(link_id, str) or not link_id:
                self.problem(parent or "item", _("an item has no linkId."), _("Give it that of its question."))
            elif item is None:
                self.problem(shown(link_id), _("the questionnaire has no such linkId."), self._near(link_id))
            elif link_id in self._seen:
                self.problem(link_id, _("the linkId stands twice."), _("Put all answers under one item."))
            else:
                self._seen.add(link_id)
                self._item(item, given)
            self.items(given, link_id if item is not None and isinstance(link_id, str) else parent)

    def _item(self, item: Item, given: dict[str, object]) -> None:
        found = list(self._list(given, "answer", item.link_id))
        if found and not item.is_question:
            if item.calculated:
                cause = _("the program works this value out itself; the one in the file is not read.")
                self.warnings.append(Problem(f"{self._name}: {item.link_id}", cause))
            else:
                fix = _("Take the answer out, or put it under its question.")
                self.problem(item.link_id, _("a {type} has no answer.", type=item.type), fix)
        elif found:
            answers = tuple(self._answers(item, found))
            if answers:
                self.answers[item.link_id] = answers
        elif item.is_question and (reason := absent_reason(given)) is not None:
            read = absent(item, self._questionnaire, reason)
            if read.answer is not None:
                self.answers[item.link_id] = (read.answer,)
        for each in found:
            self.problems += modified(each, f"{self._name}: {item.link_id}")
            self.items(each, item.link_id)

    def _answers(self, item: Item, found: list[dict[str, object]]) -> Iterator[Answer]:
        for each in found:
            try:
                read = read_answer(self._questionnaire, item, each)
            except NotAnAnswerError as error:
                self.problem(item.link_id, error.cause, error.fix)
                continue
            if read.remark:
                self.warnings.append(Problem(f"{self._name}: {item.link_id}", read.remark))
            if read.answer is not None:
                yield read.answer

    def _near(self, link_id: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 -- only when a name is wrong

        near = get_close_matches(link_id[:100], self._questionnaire.items, n=1)
        return _("Did you mean '{word}'?", word=near[0]) if near else _("Mend the linkId, or take the item out.")

    def _list(self, element: dict[str, object], key: str, where: str) -> Iterator[dict[str, object]]:
        """The objects of a list; anything else in its place is a problem."""
        given = element.get(key, [])
        if not isinstance(given, list):
            self.problem(where or key, _("'{key}' must be a list.", key=key), _("Put it in square brackets."))
            return
        for each in given:
            if isinstance(each, dict):
                yield each
            else:
                fix = _("Put each one in curly brackets.")
                self.problem(where or key, _("'{key}' must hold objects.", key=key), fix)
