"""Everything of a FHIR QuestionnaireResponse but its items: status, authored, questionnaire, subject, identifier.

Rules: ``authored`` fixes ages and durations, so it must name a day; a day without a time or a zone counts as UTC, with
a warning. No clock is read here: the same file is read the same way on any day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.interop.answers import NotAnAnswerError, read_date
from b12desk.interop.wording import modified, shown
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import Status, Subject
from b12desk.model.values import PartialDate

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(?P<zone>Z|[+-]\d{2}:\d{2})?)?")
_LONGEST_NAME = 200
_LONGEST_IDENTIFIER = 100
_YEARS = range(2000, 2100)
"""In which an intake can have been taken; any other year is a slip of ``authored``, not of the dates it judges."""


class Header:
    """Reads the header of one resource; problems and warnings are gathered, never raised."""

    def __init__(self, resource: dict[str, object], questionnaire: Questionnaire, name: str) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._resource = resource
        self._name = name
        self.gender = ""
        """The contained Patient's administrative gender, as written."""
        self.problems += modified(resource, f"{name}: modifierExtension")
        self._check_type()
        self._check_questionnaire(questionnaire)
        self.status = self._status()
        self.authored = self._authored()
        self.subject = self._subject()
        self.identifier = self._identifier()

    def _problem(self, key: str, cause: str, fix: str = "") -> None:
        self.problems.append(Problem(f"{self._name}: {key}", cause, fix))

    def _warn(self, key: str, cause: str, fix: str = "") -> None:
        self.warnings.append(Problem(f"{self._name}: {key}", cause, fix))

    def _check_type(self) -> None:
        if self._resource.get("resourceType") != "QuestionnaireResponse":
            self._problem("resourceType", _("this is not a QuestionnaireResponse."), _("Export one FHIR R4 resource."))

    def _check_questionnaire(self, questionnaire: Questionnaire) -> None:
        given = self._resource.get("questionnaire")
        fix = _("This program reads {canonical}.", canonical=questionnaire.canonical)
        if given is None:
            self._warn("questionnaire", _("it is not said which questionnaire was answered."), fix)
            return
        url, bar, version = str(given).partition("|")
        if not isinstance(given, str) or url != questionnaire.url:
            self._problem("questionnaire", _("another questionnaire was answered: {url}.", url=shown(given)), fix)
        elif not bar:
            self._warn("questionnaire", _("the version of the questionnaire is not said."), fix)
        elif version != questionnaire.version:
            self._problem("questionnaire", _("another version was answered: {version}.", version=shown(version)), fix)

    def _status(self) -> Status:
        try:
            status = Status(str(self._resource.get("status")))
        except ValueError:
            known = ", ".join(Status)
            self._problem("status", _("the status is not one this program reads."), _("Known: {words}.", words=known))
            return Status.COMPLETED
        if status is Status.IN_PROGRESS:
            self._warn("status", _("the intake is not finished."), _("What is still open may change the result."))
        return status

    def _authored(self) -> datetime:
        given = self._resource.get("authored")
        fix = _("Write the moment of the intake, e.g. 2026-11-22T09:30:00+00:00.")
        fallback = datetime(_YEARS.start, 1, 1, tzinfo=UTC)
        if given is None:
            self._problem("authored", _("it is missing: ages and durations count from it."), fix)
            return fallback
        found = _MOMENT.fullmatch(given) if isinstance(given, str) else None
        try:
            moment = datetime.fromisoformat(found[0]) if found else None
        except ValueError:
            moment = None
        if found is None or moment is None:
            self._problem("authored", _("this is not a day or a moment."), fix)
            return fallback
        if moment.year not in _YEARS:
            self._problem("authored", _("no intake was taken in the year {year}.", year=moment.year), fix)
            return fallback
        if moment.tzinfo is None:
            self._warn("authored", _("it has no time zone; it counts as UTC."), fix)
            moment = moment.replace(tzinfo=UTC)
        return moment

    def _subject(self) -> Subject:
        subject = self._resource.get("subject")
        if subject is None:
            self._warn_of_strangers()
            return Subject()
        if not isinstance(subject, dict):
            self._problem("subject", _("it is not a reference."), _("Write an object with reference or display."))
            return Subject()
        patient = self._patient(subject.get("reference"))
        display = _text(subject.get("display")) or _name_of(patient)
        identifier = _value_of(subject.get("identifier")) or _value_of(patient.get("identifier"))
        shorten = _("Shorten it.")
        if len(display) > _LONGEST_NAME:
            self._problem("subject", _("the name is longer than {count} characters.", count=_LONGEST_NAME), shorten)
        if len(identifier) > _LONGEST_IDENTIFIER:
            cause = _("the identifier is longer than {count} characters.", count=_LONGEST_IDENTIFIER)
            self._problem("subject", cause, shorten)
        self.gender = _text(patient.get("gender"))
        return Subject(
            display=display[:_LONGEST_NAME],
            identifier=identifier[:_LONGEST_IDENTIFIER],
            birth_date=self._birth_date(patient.get("birthDate")),
        )

    def _patient(self, reference: object) -> dict[str, object]:
        """The contained Patient that ``reference`` names; an empty one when it lies elsewhere."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            self._warn_of_strangers()
            return {}
        for each in self._contained_patients():
            if each.get("id") == reference[1:]:
                self.problems += modified(each, f"{self._name}: Patient")
                return each
        fix = _("Give the Patient and the reference the same id.")
        self._warn("subject", _("the contained Patient it names is missing."), fix)
        return {}

    def _contained_patients(self) -> list[dict[str, object]]:
        contained = self._resource.get("contained")
        found = [each for each in contained if isinstance(each, dict)] if isinstance(contained, list) else []
        return [each for each in found if each.get("resourceType") == "Patient"]

    def _warn_of_strangers(self) -> None:
        """A Patient nobody refers to is not read: say so, because a birth date may stand there and nowhere else."""
        if self._contained_patients():
            cause = _("it does not refer to the contained Patient, which is therefore not read.")
            self._warn("subject", cause, _("Write its id into subject.reference, after a '#'."))

    def _birth_date(self, given: object) -> PartialDate | None:
        if given is None:
            return None
        try:
            return read_date(given)
        except NotAnAnswerError as error:
            self._problem("Patient.birthDate", error.cause, error.fix)
            return None

    def _identifier(self) -> str:
        identifier = _value_of(self._resource.get("identifier")) or _text(self._resource.get("id"))
        if len(identifier) > _LONGEST_IDENTIFIER:
            cause = _("it is longer than {count} characters.", count=_LONGEST_IDENTIFIER)
            self._problem("identifier", cause, _("Shorten it."))
        return identifier[:_LONGEST_IDENTIFIER]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _value_of(identifier: object) -> str:
    """The value of an Identifier, or of the first of several."""
    several = identifier if isinstance(identifier, list) else [identifier]
    values = (_text(each.get("value")) for each in several if isinstance(each, dict))
    return next((each for each in values if each), "")


def _name_of(patient: dict[str, object]) -> str:
    """A Patient's name as text: as written, or given names and family name."""
    names = patient.get("name")
    for name in names if isinstance(names, list) else ():
        if isinstance(name, dict):
            given = name.get("given")
            parts = [*(given if isinstance(given, list) else ()), name.get("family")]
            text = _text(name.get("text")) or " ".join(each for each in parts if isinstance(each, str))
            if text:
                return text
    return ""
