"""One person's data on request: all that is kept of them printed, exported or erased, with a reason that is logged.

Rules: whose data it is, is decided in one place (`PersonData.intakes`): all intakes with the same person; each of them
has an entry in the audit log, with the reason, and the reason names nobody, because the log outlives the person's data.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from b12desk.characters.cells import inert
from b12desk.characters.folded import folded, folded_number
from b12desk.characters.visible import one_line, shortened
from b12desk.definitions.published import Published
from b12desk.desk.member import Who
from b12desk.errors import Problem, StoreError
from b12desk.i18n import N_, _, current
from b12desk.interop.fhir import write_response
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import PartialDate
from b12desk.private_file import refusal, write_whole
from b12desk.report.person_paper import PersonPaper, Visit, person_pdf
from b12desk.report.words import answers_words, partial_date_words
from b12desk.settings import PaperSize
from b12desk.store.audit_chain import Act
from b12desk.store.intake_store import IntakeStore
from b12desk.store.whole_intakes import WholeIntake

LONGEST_REASON = 200
_SHORTEST_WORD = 3
_SAID = (
    ("amendments", N_("An amendment is not finished")),
    ("voids", N_("Entered in error")),
    ("transfers", N_("Moved from another patient")),
)


class Person(NamedTuple):
    """Whose data it is, and a line for each of their intakes."""

    name: str
    number: str
    intakes: tuple[str, ...]


class PersonData:
    """Of people whose intakes are in ``store``."""

    def __init__(self, store: IntakeStore, published: Published, who: Who, clock: Callable[[], datetime]) -> None:
        self._store, self._published, self._who, self._clock = store, published, who, clock

    def intakes(self, identifier: str) -> tuple[str, ...]:
        """All intakes of the person whose intake this is. Raises StoreError."""
        return self._store.whole.same_person(identifier)

    def check_member(self) -> None:
        """See whether who is at the desk may ask for it. Raises StoreError: who can."""
        if self._who().role != "administrator":
            fix = _("An administrator can print, export or erase it.")
            raise StoreError(_("This is for an administrator."), [Problem(_("This person's data"), fix)])

    def about(self, identifier: str) -> Person:
        """Whose data it is. Raises StoreError, also for `check_member`."""
        self.check_member()
        found = self._whole(identifier)
        subject = _subject(found)
        return Person(one_line(subject.name) or _("No name"), one_line(subject.identifier), tuple(map(_title, found)))

    def fault(self, identifier: str, reason: str) -> str:
        """What is wrong with a reason, in one sentence; empty when it will do. Raises StoreError."""
        if not reason.strip():
            return _("Write why: the reason is kept in the audit log.")
        said, subject = folded(reason), _subject(self._whole(identifier))
        words = [each for each in folded(subject.name).split() if len(each) >= _SHORTEST_WORD]
        numbers = {folded_number(subject.identifier), _digits(subject.identifier)}
        named = any(each in said.split() for each in words)
        plain = {folded_number(reason), _digits(reason)}
        if named or any(each in text for each in numbers if len(each) >= _SHORTEST_WORD for text in plain):
            return _("Leave name and record number out of the reason: the audit log is kept when the data is erased.")
        return ""

    def pdf(self, identifier: str, reason: str, paper: PaperSize, letterhead: tuple[str, ...] = ()) -> bytes:
        """All of it on paper. Raises StoreError, ReportError."""
        self._check(identifier, reason)
        found = self._whole(identifier)
        visits = tuple(self._visit(each) for each in found)
        whose = PersonPaper(_subject(found), self._born(found), visits, self._clock(), letterhead)
        made = person_pdf(whose, paper=paper, catalogue=current())
        self._note(found, "data printed", reason)
        return made

    def export(self, identifier: str, reason: str, path: Path) -> None:
        """All of it for other programs: a ZIP with FHIR, CSV and JSON at ``path``. Raises StoreError."""
        self._check(identifier, reason)
        found = self._whole(identifier)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
            for name, content in self._files(found):
                files.writestr(name, content)
        self._note(found, "data exported", reason)
        try:
            write_whole(path, packed.getvalue())
        except OSError as error:
            raise StoreError(_("The data was not exported."), [refusal(error, path)]) from error

    def erase(self, identifier: str, reason: str) -> int:
        """Remove all of it for good, from the pages of the database too; how many intakes went.

        Raises StoreError, also while one of them is open in another window: then nothing went.
        """
        acts = [self._act("erased", each, reason) for each in self.intakes(identifier)]
        if not acts:
            raise StoreError(_("Nothing was erased."), [Problem(identifier, _("it is not among the records."))])
        self._check(identifier, reason)
        self._store.erase(acts)
        return len(acts)

    def _check(self, identifier: str, reason: str) -> None:
        """Raises StoreError for a reason that will not do, and for `check_member`."""
        self.check_member()
        if fault := self.fault(identifier, reason):
            raise StoreError(_("Nothing was done."), [Problem(_("Reason"), fault)])

    def _whole(self, identifier: str) -> tuple[WholeIntake, ...]:
        return self._store.whole.all_of(self.intakes(identifier))

    def _note(self, found: tuple[WholeIntake, ...], deed: str, reason: str) -> None:
        for each in found:
            self._store.note(self._act(deed, each.identifier, reason))

    def _act(self, deed: str, identifier: str, reason: str) -> Act:
        return Act(self._clock(), self._who().name, deed, identifier, shortened(one_line(reason), LONGEST_REASON))

    def _born(self, found: tuple[WholeIntake, ...]) -> str:
        """As it is known of the patient, else as it was answered last."""
        known = _subject(found).birth_date
        for each in reversed(found):
            response = each.draft.response if each.draft is not None else None
            form = self._asked(response) if response is not None else None
            if known is None and response is not None and form is not None:
                given = response.answers.get(form.roles.birth_date, ())
                known = next((one for one in given if isinstance(one, PartialDate)), None)
        return partial_date_words(known) if known is not None else ""

    def _asked(self, response: QuestionnaireResponse) -> Questionnaire | None:
        """The form that it was given to; None when that is not known any more. Raises DefinitionError."""
        today = self._published.definition.questionnaire
        if response.questionnaire == today.canonical:
            return today
        earlier = self._published.find(response.questionnaire)
        return None if earlier is None else earlier.questionnaire

    def _answers(self, whole: WholeIntake) -> Iterator[tuple[str, str, str]]:
        """LinkId, question and answer of all that was answered or typed, in the words of its form where it is known."""
        if whole.draft is None:
            return
        response = whole.draft.response
        form = self._asked(response)
        order = form.order if form is not None else {}
        for link_id, given in sorted(response.answers.items(), key=lambda each: order.get(each[0], len(order))):
            if form is not None and link_id in form.items:
                yield link_id, form.items[link_id].label, answers_words(form, link_id, given)
            else:
                yield link_id, link_id, current().listed(map(str, given))
        for each in whole.draft.typed:
            known = form is not None and each.link_id in form.items
            label = form.items[each.link_id].label if form is not None and known else each.link_id
            yield each.link_id, _("{question} (typed, and no answer yet)", question=label), each.text

    def _visit(self, whole: WholeIntake) -> Visit:
        draft = whole.draft
        facts = [(_("Intake"), whole.identifier)]
        if draft is not None:
            facts += [(_("Form"), draft.response.questionnaire), (_("Last saved"), _time(draft.saved))]
            facts += [(_("Finished"), _time(draft.finished) if draft.finished else _("not yet"))]
        else:
            facts += [(_("Answers"), _("this intake is damaged: its answers cannot be read."))]
        facts += [(_(words), each["reason"]) for table, words in _SAID for each in whole.more[table]]
        papers = [f"{each['kind']}, {each['way']}, {_stored_time(each['made'])}" for each in whole.documents]
        versions = [
            _("Version {number} of {time}: {reason}", number=each["number"], time=_stored_time(each["made"]),
              reason=each["reason"]) for each in whole.versions
        ]  # fmt: skip
        log = [
            (
                _time(each.moment),
                each.who,
                _("{deed}: {note}", deed=each.deed, note=each.note) if each.note else each.deed,
            )
            for each in whole.acts
        ]
        answers = tuple((question, answer) for _link_id, question, answer in self._answers(whole))
        outcome = tuple(self._outcome(whole.assessment or {}))
        return Visit(_title(whole), tuple(facts), answers, outcome, tuple(papers), tuple(versions), tuple(log))

    def _outcome(self, body: dict[str, Any]) -> Iterator[str]:
        """The recommendation and what spoke for it, in the words of today's rules where they know it."""
        rules = self._published.definition.rules
        code = body.get("recommendation", "")
        if code:
            yield rules.recommendations[code].title if code in rules.recommendations else str(code)
        for each in body.get("findings", ()):
            name = str(each.get("id", ""))
            yield rules.findings[name].text if name in rules.findings else name

    def _files(self, found: tuple[WholeIntake, ...]) -> Iterator[tuple[str, str]]:
        """Name and content of each file."""
        table = io.StringIO(newline="")
        rows = csv.writer(table)
        rows.writerow(("intake", "day", "link_id", "question", "answer"))
        for number, each in enumerate(found, 1):
            day = "" if each.draft is None else each.draft.response.authored.date().isoformat()
            for parts in self._answers(each):
                rows.writerow(inert(cell) for cell in (each.identifier, day, *parts))
            form = None if each.draft is None else self._asked(each.draft.response)
            if each.draft is not None and form is not None:
                resource = write_response(form, each.draft.response)
                yield f"intake-{number}.fhir.json", json.dumps(resource, ensure_ascii=False, indent=2)
            yield f"intake-{number}.json", json.dumps(_plain(each), ensure_ascii=False, indent=2)
        yield "answers.csv", f"\ufeff{table.getvalue()}"


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal())


def _plain(whole: WholeIntake) -> dict[str, Any]:
    acts = [each._asdict() | {"moment": each.moment.isoformat()} for each in whole.acts]
    parts = {
        "assessment": whole.assessment,
        "documents": whole.documents,
        "versions": whole.versions,
        **whole.more,
        "audit": acts,
    }
    return {"intake": whole.identifier, "readable": whole.draft is not None, **parts}


def _subject(found: tuple[WholeIntake, ...]) -> Subject:
    """As the newest intake that can be read has it."""
    return next((each.draft.response.subject for each in reversed(found) if each.draft is not None), Subject())


def _title(whole: WholeIntake) -> str:
    if whole.draft is None:
        return _("Damaged intake")
    return _("Intake of {day}", day=current().date(whole.draft.response.authored.astimezone().date()))


def _time(when: datetime) -> str:
    return current().moment(when.astimezone())


def _stored_time(text: str) -> str:
    return _time(datetime.fromisoformat(text))
