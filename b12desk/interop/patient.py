"""Who answered: ``subject`` and the contained Patient that it names, as one person.

Rules: a Patient who is not the person that answered must never lend a name or a birth date to a result. So two
resources under one id, a subject that is no Patient, and a name or number that is another's are problems; a Patient
nobody refers to is not read, and that is told.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, tzinfo

from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.interop.absence import reasons
from b12desk.interop.answers import NotAnAnswerError, beside_a_reason, read_date
from b12desk.interop.choosing import Choice, chosen_name, chosen_number, objects_of, text_of, word_set
from b12desk.interop.keys import Keys, extensions
from b12desk.interop.wording import modified, shown
from b12desk.model.response import LONGEST_NAME, LONGEST_NUMBER, Subject
from b12desk.model.values import PartialDate

_TYPED = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/[^/]+(?:/_history/[^/]+)?")

Json = dict[str, object]


class Person:
    """Reads who answered ``resource`` on the day ``today`` in the zone ``at``; problems and warnings are gathered."""

    def __init__(self, resource: Json, name: str, keys: Keys, today: date, at: tzinfo) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.gender = ""
        """The contained Patient's administrative gender, as written."""
        self._name, self._keys, self._today, self._at = name, keys, today, at
        self._contained = self._all_contained(resource.get("contained"))
        self.subject = self._subject(resource.get("subject"))

    def _problem(self, key: str, cause: str, fix: str) -> None:
        self.problems.append(Problem(f"{self._name}: {key}", cause, fix))

    def _warn(self, key: str, cause: str, fix: str = "") -> None:
        self.warnings.append(Problem(f"{self._name}: {key}", cause, fix))

    def _all_contained(self, given: object) -> list[Json]:
        found = list(objects_of(given)) if isinstance(given, list) else []
        if given is not None and (not isinstance(given, list) or len(found) < len(given)):
            self._warn("contained", _("what is no resource in it is not read."), _("Hold resources in a list."))
        others = {text_of(each.get("resourceType")) or "?" for each in found} - {"Patient"}
        if others:
            cause = _("a contained {types} is not read.", types=shown(current().listed(sorted(others))))
            self._warn("contained", cause)
        for identifier, count in Counter(text_of(each.get("id")) for each in found).items():
            if identifier and count > 1:
                cause = _("{count} contained resources have the id '{id}'.", count=count, id=shown(identifier))
                self._problem("contained", cause, _("Give each an id of its own."))
        return found

    def _patients(self) -> list[Json]:
        return [each for each in self._contained if each.get("resourceType") == "Patient"]

    def _subject(self, given: object) -> Subject:
        if given is None:
            self._warn_of_strangers()
            return Subject()
        if not isinstance(given, dict):
            self._problem("subject", _("it is not a reference."), _("Write an object with reference or display."))
            return Subject()
        self._keys.look("Reference", given, "subject")
        self._check_type(given)
        patient = self._patient(given.get("reference"))
        names = chosen_name(patient.get("name"), self._today)
        display = self._display(text_of(given.get("display")), names)
        family, first = names.parts if names.parts is not None and display == names.text else ("", "")
        identifier = self._identifier(given.get("identifier"), patient.get("identifier"))
        shorten = _("Shorten it.")
        if max(map(len, (family, first) if family or first else (display,))) > LONGEST_NAME:
            self._problem("subject", _("the name is longer than {count} characters.", count=LONGEST_NAME), shorten)
        if len(identifier) > LONGEST_NUMBER:
            cause = _("the identifier is longer than {count} characters.", count=LONGEST_NUMBER)
            self._problem("subject", cause, shorten)
        self.gender = text_of(patient.get("gender"))
        return Subject(
            display="" if family or first else display[:LONGEST_NAME],
            family=family[:LONGEST_NAME],
            given=first[:LONGEST_NAME],
            identifier=identifier[:LONGEST_NUMBER],
            birth_date=self._birth_date(patient),
        )

    def _check_type(self, given: Json) -> None:
        """The answers are about a patient, not about a device, a group or a relative."""
        typed = _TYPED.fullmatch(text_of(given.get("reference")))
        said = [text_of(given.get("type")).rpartition("/")[2], typed[1] if typed else ""]
        if wrong := [each for each in said if each not in ("", "Patient")]:
            cause = _("the answers are said to be about a {type}, not a Patient.", type=shown(wrong[0]))
            self._problem("subject", cause, _("Name the Patient who answered."))

    def _patient(self, reference: object) -> Json:
        """The contained Patient that ``reference`` names; an empty one when it lies elsewhere."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            self._warn_of_strangers()
            return {}
        found = [each for each in self._contained if each.get("id") == reference[1:]]
        fix = _("Give the Patient and the reference the same id.")
        if not found:
            self._warn("subject", _("the contained Patient it names is missing."), fix)
            return {}
        patient = found[0]
        if patient.get("resourceType") != "Patient":
            kind = shown(patient.get("resourceType"))
            self._problem("subject", _("it names a contained {type}, not a Patient.", type=kind), fix)
            return {}
        if len(self._patients()) > len(found):
            self._warn("contained", _("a Patient to whom the subject does not refer is not read."))
        self.problems += modified(patient, f"{self._name}: Patient")
        self._look_at(patient)
        return patient

    def _look_at(self, patient: Json) -> None:
        """Keys, extensions, and what says that this is not the record to go by."""
        self._keys.look("Patient", patient, "Patient")
        for level, key in (("HumanName", "name"), ("Identifier", "identifier")):
            for each in objects_of(patient.get(key)):
                self._keys.look(level, each, f"Patient.{key}")
        for each in extensions(patient):
            self._keys.unread(each.get("url"), "Patient")
        if patient.get("active") is False:
            self._warn("Patient", _("the record is no longer in use (active: false)."))
        if patient.get("deceasedDateTime") is not None or patient.get("deceasedBoolean") is True:
            self._warn("Patient", _("the record says that the person has died."), _("Check whose answers these are."))
        if patient.get("link"):
            self._warn("Patient", _("the record is linked to another one of the same person, which is not read."))

    def _display(self, said: str, names: Choice) -> str:
        """The name: the Patient's, with which that of the reference has to agree."""
        for each in names.remarks:
            self._warn("Patient.name", each)
        if said in names.former:
            self._warn("subject", _("the name beside the reference is a former one, which is not used."))
            return names.text
        if not names.text or said in ("", names.text):
            return names.text or said
        own, given = word_set(names.text), word_set(said)
        if own <= given or given <= own:
            return names.text
        if not any(given & word_set(each) for each in names.known):
            cause = _("the name beside the reference is not that of the Patient.")
            self._problem(
                "subject", cause, _("Check that the Patient is the person who answered, then mend one of them.")
            )
        else:
            self._warn("subject", _("the name beside the reference differs from the Patient's, which is used."))
        return names.text

    def _identifier(self, said: object, own: object) -> str:
        """The number: the best of the reference's and the Patient's, which have to agree."""
        beside = [each for each in objects_of(said) if text_of(each.get("value"))]
        for each in beside:
            self._keys.look("Identifier", each, "subject.identifier")
        patients = [each for each in objects_of(own) if text_of(each.get("value"))]
        known = {text_of(each.get("value")) for each in patients}
        systems = {text_of(each.get("system")) for each in patients} - {""}
        former = chosen_number(patients, self._today).former
        for each in beside if patients else ():
            value = text_of(each.get("value"))
            if value in former:
                self._warn("subject", _("the number beside the reference is a former one, which is not used."))
            elif value not in known and text_of(each.get("system")) in systems:
                cause = _("the number beside the reference is not that of the Patient.")
                fix = _("Check that the Patient is the person who answered, then mend one of them.")
                self._problem("subject", cause, fix)
            elif value not in known:
                self._warn("subject", _("the number beside the reference is not one of the Patient's."))
        unknown = [each for each in beside if text_of(each.get("value")) not in known]
        found = chosen_number([*unknown, *patients], self._today)
        for remark in found.remarks:
            self._warn("Patient.identifier", remark)
        return found.text

    def _warn_of_strangers(self) -> None:
        """A Patient nobody refers to is not read: say so, because a birth date may stand there and nowhere else."""
        if self._patients():
            cause = _("it does not refer to the contained Patient, which is therefore not read.")
            self._warn("subject", cause, _("Write its id into subject.reference, after a '#'."))

    def _birth_date(self, patient: Json) -> PartialDate | None:
        given, why = patient.get("birthDate"), reasons(patient.get("_birthDate"))
        if given is None:
            return None
        try:
            if why:
                raise beside_a_reason(why)
            found, remark = read_date(given, self._at)
        except NotAnAnswerError as error:
            self._problem("Patient.birthDate", error.cause, error.fix)
            return None
        if remark:
            self._warn("Patient.birthDate", remark)
        return found
