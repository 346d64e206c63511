"""Everything of a FHIR QuestionnaireResponse but its items: status, authored, questionnaire, subject, identifier.

Rules: ``authored`` fixes ages and durations, so it must name a day; a day without a time or a zone counts as UTC, with
a warning. No clock is read here: the same file is read the same way on any day. What forbids to read on (another kind
of resource, older FHIR, rules that nobody here knows) is a problem; what may change the meaning of a file is told.
"""

from __future__ import annotations

from datetime import UTC, datetime

from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.interop.absence import reasons
from b12desk.interop.answers import beside_a_reason
from b12desk.interop.choosing import objects_of, text_of
from b12desk.interop.keys import Keys, extensions
from b12desk.interop.moments import read_day, read_moment
from b12desk.interop.patient import Person
from b12desk.interop.wording import modified, shown
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import Status

_LONGEST_IDENTIFIER = 100
_FULL_DATE = len("YYYY-MM-DD")
_YEARS = range(2000, 2100)
"""In which an intake can have been taken; any other year is a slip of ``authored``, not of the dates it judges."""
_RESPONSE = "QuestionnaireResponse"


def other_resource(resource: dict[str, object], name: str) -> Problem | None:
    """The problem of a file that holds something else than a response; None when it may be one."""
    kind = resource.get("resourceType")
    where = f"{name}: resourceType"
    if kind == _RESPONSE:
        return None
    if kind is None and not isinstance(resource.get("resource"), dict):
        return Problem(
            where, _("it is missing: this is not a FHIR resource."), _("Export a QuestionnaireResponse of R4.")
        )
    one_each = _("Put each QuestionnaireResponse into a file of its own, or one on each line of a .ndjson file.")
    if kind is None:
        return Problem(where, _("the resource lies inside 'resource', as in an entry of a Bundle."), one_each)
    if kind == "Bundle":
        inside = [each.get("resource") for each in objects_of(resource.get("entry"))]
        count = sum(1 for each in inside if isinstance(each, dict) and each.get("resourceType") == _RESPONSE)
        cause = _("this is a Bundle, not a QuestionnaireResponse; it holds {count} of them.", count=count)
        return Problem(where, cause, one_each)
    cause = _("this is not a QuestionnaireResponse. It is a {kind}.", kind=shown(kind))
    return Problem(where, cause, _("Export a QuestionnaireResponse of FHIR R4."))


class Header:
    """Reads the header of one resource; problems and warnings are gathered, never raised."""

    def __init__(self, resource: dict[str, object], questionnaire: Questionnaire, name: str, keys: Keys) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._resource = resource
        self._name = name
        self.problems += modified(resource, f"{name}: {_RESPONSE}")
        self._check_shape(keys)
        self._check_reasons()
        self._check_questionnaire(questionnaire)
        self._check_language(questionnaire)
        self.status = self._status()
        self.authored = self._authored()
        person = Person(resource, name, keys, self.authored.date(), self.authored.tzinfo or UTC)
        self.problems += person.problems
        self.warnings += person.warnings
        self.subject, self.gender = person.subject, person.gender
        self.identifier = self._identifier()

    def _problem(self, key: str, cause: str, fix: str = "") -> None:
        self.problems.append(Problem(f"{self._name}: {key}", cause, fix))

    def _warn(self, key: str, cause: str, fix: str = "") -> None:
        self.warnings.append(Problem(f"{self._name}: {key}", cause, fix))

    def _check_shape(self, keys: Keys) -> None:
        """Keys and extensions of the resource itself, and what tells that it is older or not whole."""
        keys.look(_RESPONSE, self._resource, _RESPONSE)
        for each in extensions(self._resource):
            keys.unread(each.get("url"), _RESPONSE)
        if "group" in self._resource or "question" in self._resource:
            cause = _("this is the shape of FHIR DSTU2 (group and question), whose answers are not read.")
            self._problem("group", cause, _("Export it as FHIR R4."))
        meta = self._resource.get("meta")
        tags = [*objects_of(meta.get("tag")), *objects_of(meta.get("security"))] if isinstance(meta, dict) else []
        if any(each.get("code") == "SUBSETTED" for each in tags):
            self._warn("meta", _("the resource is said not to be whole (SUBSETTED): answers may be missing."))

    def _check_reasons(self) -> None:
        """A value of the header beside a reason why there is none."""
        for key in ("questionnaire", "status", "authored"):
            why = reasons(self._resource.get(f"_{key}"))
            if why and self._resource.get(key) is not None:
                error = beside_a_reason(why)
                self._problem(key, error.cause, error.fix)

    def _check_language(self, questionnaire: Questionnaire) -> None:
        language = self._resource.get("language")
        if language is not None and text_of(language)[:2].casefold() != questionnaire.language[:2].casefold():
            cause = _("the file is in another language ({language}) than the form.", language=shown(language))
            self._warn("language", cause, _("Codes count, not texts."))

    def _check_questionnaire(self, questionnaire: Questionnaire) -> None:
        given = self._resource.get("questionnaire")
        fix = _("This program reads {canonical}.", canonical=questionnaire.canonical)
        if given is None:
            self._warn("questionnaire", _("it is not said which questionnaire was answered."), fix)
            return
        if isinstance(given, dict):
            cause = _("this is the shape of FHIR STU3 (the questionnaire as a reference).")
            self._problem("questionnaire", cause, _("Export it as FHIR R4."))
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
            known = current().listed(Status)
            self._problem("status", _("the status is not one this program reads."), _("Known: {words}.", words=known))
            return Status.COMPLETED
        if status is Status.IN_PROGRESS:
            self._warn("status", _("the intake is not finished."), _("What is still open may change the result."))
        if status is Status.ENTERED_IN_ERROR:
            self._warn("status", _("the intake was entered in error."), _("Do not use what it comes to."))
        return status

    def _authored(self) -> datetime:
        given = self._resource.get("authored")
        fix = _("Write the moment of the intake, e.g. 2026-11-22T09:30:00+00:00.")
        fallback = datetime(_YEARS.start, 1, 1, tzinfo=UTC)
        if given is None:
            self._problem("authored", _("it is missing: ages and durations count from it."), fix)
            return fallback
        day = read_day(given)
        moment = read_moment(given)
        if moment is None and day is not None and day.on is not None and len(day.on.date) == _FULL_DATE:
            moment = datetime.combine(day.on.earliest, datetime.min.time())
        if moment is None:
            self._problem("authored", _("this is not a day or a moment."), fix)
            return fallback
        if moment.year not in _YEARS:
            self._problem("authored", _("no intake was taken in the year {year}.", year=moment.year), fix)
            return fallback
        if moment.tzinfo is None:
            self._warn("authored", _("it has no time zone; it counts as UTC."), fix)
            moment = moment.replace(tzinfo=UTC)
        return moment

    def _identifier(self) -> str:
        given = objects_of(self._resource.get("identifier"))
        values = (text_of(each.get("value")) for each in given)
        identifier = next((each for each in values if each), "") or text_of(self._resource.get("id"))
        if len(identifier) > _LONGEST_IDENTIFIER:
            cause = _("it is longer than {count} characters.", count=_LONGEST_IDENTIFIER)
            self._problem("identifier", cause, _("Shorten it."))
        return identifier[:_LONGEST_IDENTIFIER]
