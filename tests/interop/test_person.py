"""Who answered: the subject and the contained Patient as one person, and which of their names and numbers is used."""

# ruff: noqa: E501 -- one row a line reads like a table

from __future__ import annotations

import pytest

from tests.interop.sample import Json, coded, problems, read, resource, warnings

TIRED = coded("tired", "yes")
REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def of(patient: Json, **subject: object) -> Json:
    """A response of a contained Patient; more keys of the subject that names it."""
    return resource(
        TIRED,
        contained=[{"resourceType": "Patient", "id": "p", **patient}],
        subject={"reference": "#p", **subject},
    )


def typed(code: str, **more: object) -> Json:
    return {"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": code}]}, **more}


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ([{"use": "old", "family": "Then"}, {"use": "official", "family": "Now", "given": ["Alex", "Lee"]}], "Alex Lee Now"),
        ([{"use": "maiden", "family": "Then"}, {"family": "Now"}], "Now"),
        ([{"use": "nickname", "given": ["Bob"]}, {"use": "official", "family": "Sample", "given": ["Robert"]}], "Robert Sample"),
        ([{"use": "usual", "text": "Rob Sample"}, {"use": "official", "text": "Robert Sample"}], "Robert Sample"),
        ([{"use": "nickname", "text": "Bob"}, {"use": "usual", "text": "Rob Sample"}], "Rob Sample"),
        ([{"use": "anonymous", "text": "Anon"}, {"use": "temp", "text": "Temp"}], "Temp"),
        ([{"use": "anonymous", "text": "Anon"}, {"use": "nickname", "text": "Bob"}], "Bob"),
        ([{"use": "nickname", "text": "Bob"}], "Bob"),
        ([{"text": "Then", "period": {"end": "2026-11-21"}}, {"use": "nickname", "text": "Now"}], "Now"),
        ([{"use": "official", "text": "Then", "period": {"end": "2011"}}, {"use": "usual", "text": "Now", "period": {"start": "2011-01-01T00:00:00Z"}}], "Now"),
        ([{"text": "Now", "period": {"start": "2001", "end": "2026-11-22"}}, {"text": "Later", "period": {"start": "2026-11-23"}}], "Now"),
        ([{"use": "old", "text": "Then", "period": {"start": "2001"}}, {"text": "Now"}], "Now"),
        ([{"family": "Sample", "given": ["Ann", "Bea"], "prefix": ["Dr"], "suffix": ["Jr"]}], "Dr Ann Bea Sample Jr"),
        ([{"text": "Sample, Ann B.", "family": "Sample", "given": ["Ann"]}], "Sample, Ann B."),
        ([{"text": "Ann", "family": "Sample", "given": ["Ann"]}], "Ann Sample"),
        ({"family": ["Sample"], "given": "Ann"}, "Ann Sample"),
        ([{"family": "Hidden", "extension": [{"url": REASON, "valueCode": "masked"}]}, {"use": "nickname", "text": "Bob"}], "Bob"),
        ([{"use": "old", "text": "Then"}], ""),
        ([{}, "x", {"use": "official"}], ""),
    ],
)  # fmt: skip
def test_the_name_in_force_is_used(names: object, chosen: str) -> None:
    assert read(of({"name": names})).response.subject.spoken == chosen


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ({"family": "Sample", "given": ["Ann", "Bea"]}, ("", "Sample", "Ann Bea")),
        ({"family": "Sample"}, ("", "Sample", "")),
        ({"given": ["Ann"]}, ("", "", "Ann")),
        ({"text": "Sample, Ann", "family": "Sample", "given": ["Ann"]}, ("", "Sample", "Ann")),
        ({"text": "Ann", "family": "Sample", "given": ["Ann"]}, ("", "Sample", "Ann")),
        ({"text": "Ann Bea Sample", "family": "Sample", "given": ["Ann"]}, ("Ann Bea Sample", "", "")),
        ({"family": "Sample", "given": ["Ann"], "prefix": ["Dr"]}, ("Dr Ann Sample", "", "")),
        ({"text": "Ann Sample"}, ("Ann Sample", "", "")),
    ],
)
def test_a_name_stands_in_its_parts_where_they_say_all_of_it(name: Json, parts: tuple[str, str, str]) -> None:
    found = read(of({"name": [name]})).response.subject
    assert (found.display, found.family, found.given) == parts


@pytest.mark.parametrize(
    ("identifiers", "chosen"),
    [
        ([{"use": "old", "value": "OLD"}, typed("MR", use="usual", value="MRN")], "MRN"),
        ([{"use": "official", "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "NHS"}, {"value": "MRN"}], "MRN"),
        ([{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "SSN"}, {"use": "temp", "value": "MRN"}], "MRN"),
        ([{"system": "urn:oid:2.16.840.1.113883.4.1", "value": "SSN"}, {"value": "MRN"}], "MRN"),
        *([[typed(code, use="official", value="STATE"), {"use": "secondary", "value": "MRN"}], "MRN"] for code in ("NI", "SS", "PPN", "DL", "HC", "NNDNK", "TAX")),
        ([{"type": {"text": "Passport number"}, "value": "PASS"}, {"type": {"text": "Hospital number"}, "value": "MRN"}], "MRN"),
        ([{"type": {"coding": [{"display": "Social Security number"}]}, "value": "SSN"}, {"value": "MRN"}], "MRN"),
        ([{"value": "OTHER", "use": "usual"}, typed("PI", value="INTERNAL")], "INTERNAL"),
        ([typed("PI", use="usual", value="INTERNAL"), typed("MR", use="secondary", value="MRN")], "MRN"),
        ([typed("VN", use="usual", value="VISIT"), {"value": "OTHER"}], "OTHER"),
        ([typed("MR", value="OLD", period={"end": "2020"}), {"value": "NOW"}], "NOW"),
        ([typed("MR", value="MRN", use="official"), typed("MR", value="WARD", use="usual")], "WARD"),
        ([typed("NI", value="STATE")], "STATE"),
        ([typed("MR", system="https://fhir.nhs.uk/Id/nhs-number", value="NHS"), {"value": "MRN"}], "MRN"),
        ([{"use": "old", "value": "OLD"}], ""),
        ({"value": "MRN"}, "MRN"),
        ([{"type": "x", "value": "MRN"}], "MRN"),
    ],
)  # fmt: skip
def test_the_record_number_in_force_is_used(identifiers: object, chosen: str) -> None:
    assert read(of({"identifier": identifiers})).response.subject.identifier == chosen


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (of({"name": [{"use": "old", "text": "Then"}]}), "Patient.name: there is only a former one, which is not used."),
        (of({"name": [{"text": "One"}, {"text": "Two"}]}), "Patient.name: there are several of equal standing; the first is used."),
        (of({"name": [{"text": "Bob", "family": "Sample"}]}), "Patient.name: its text and its parts do not agree; the parts are used."),
        (of({"name": [{"text": "Ann", "period": {"end": "long ago"}}]}), "Patient.name: the period in which it holds cannot be read."),
        (of({"name": [{"text": "Ann", "extension": [{"url": REASON, "valueCode": "masked"}]}]}), "Patient.name: one that is said to be absent is not used."),
        (of({"name": [{"text": "Ann Lee"}, {"use": "old", "text": "Ann Then"}]}, display="Ann Then"), "subject: the name beside the reference is a former one, which is not used."),
        (of({"name": [{"text": "Ann Lee"}]}, display="Ann Smith"), "subject: the name beside the reference differs from the Patient's, which is used."),
        (of({"name": [{"use": "old", "text": "Ann Then"}]}, display="Ann Then"), "subject: the name beside the reference is a former one, which is not used."),
        (of({"identifier": [{"value": "1"}]}, identifier={"value": "2"}), "subject: the number beside the reference is not one of the Patient's."),
        (of({"identifier": [{"value": "1"}, {"use": "old", "value": "2"}]}, identifier={"value": "2"}), "subject: the number beside the reference is a former one, which is not used."),
        (of({"active": False}), "Patient: the record is no longer in use (active: false)."),
        (of({"deceasedBoolean": True}), "Patient: the record says that the person has died."),
        (of({"deceasedDateTime": "2026-01-01"}), "Patient: the record says that the person has died."),
        (of({"link": [{"type": "replaced-by"}]}), "Patient: the record is linked to another one of the same person"),
        (of({"birthDate": "1980-02-03T10:00:00Z"}), "Patient.birthDate: a moment stands where a day is meant: 1980-02-03T10:00:00Z counts as 1980-02-03."),
        (of({"extension": [{"url": "http://x/race"}]}), "Patient: the extension 'http://x/race' is not read."),
        (of({"fullName": "Ann"}), "Patient: 'fullName' is no key of Patient in FHIR R4; it is not read."),
        (resource(TIRED, contained=[{"resourceType": "Device", "id": "d"}]), "contained: a contained Device is not read."),
        (resource(TIRED, contained="x"), "contained: what is no resource in it is not read."),
        (resource(TIRED, contained=[1]), "contained: what is no resource in it is not read."),
        (resource(TIRED, contained=[{"resourceType": "Patient", "id": name} for name in "pq"], subject={"reference": "#p"}), "contained: a Patient to whom the subject does not refer is not read."),
        (resource(TIRED, contained=[{"resourceType": "Patient", "id": name} for name in "pq"]), "subject: it does not refer to the contained Patient"),
        (resource(TIRED, subject={"reference": "#q"}, contained=[{"resourceType": "Patient", "id": "p"}]), "subject: the contained Patient it names is missing."),
    ],
)  # fmt: skip
def test_what_is_told_of_a_person(whole: Json, told: str) -> None:
    assert [each for each in warnings(whole) if each.startswith(f"file.json: {told}")], warnings(whole)


@pytest.mark.parametrize(
    ("whole", "problem"),
    [
        (of({"name": [{"text": "Ann Lee"}]}, display="Bob Ray"), "subject: the name beside the reference is not that of the Patient."),
        (of({"identifier": [{"system": "s", "value": "1"}]}, identifier={"system": "s", "value": "2"}), "subject: the number beside the reference is not that of the Patient."),
        (of({}, type="Device"), "subject: the answers are said to be about a Device, not a Patient."),
        (of({}, type="http://hl7.org/fhir/StructureDefinition/Group"), "subject: the answers are said to be about a Group, not a Patient."),
        (resource(TIRED, subject={"reference": "Group/1"}), "subject: the answers are said to be about a Group, not a Patient."),
        (resource(TIRED, subject={"reference": "http://x/RelatedPerson/1/_history/2"}), "subject: the answers are said to be about a RelatedPerson, not a Patient."),
        (resource(TIRED, contained=[{"resourceType": "Group", "id": "p"}], subject={"reference": "#p"}), "subject: it names a contained Group, not a Patient."),
        (resource(TIRED, contained=[{"resourceType": "Patient", "id": "p"}] * 2), "contained: 2 contained resources have the id 'p'."),
        (resource(TIRED, contained=[{"resourceType": "Patient", "id": "p"}, {"resourceType": "Device", "id": "p"}], subject={"reference": "#p"}), "contained: 2 contained resources have the id 'p'."),
        (of({"birthDate": "1980", "_birthDate": {"extension": [{"url": REASON, "valueCode": "masked"}]}}), "Patient.birthDate: a value stands beside a reason why there is none (masked)."),
        (of({"birthDate": "1980-02-03T23:00:00Z"}), "Patient.birthDate: a moment stands where a day is meant, and 1980-02-03T23:00:00Z may be one of two."),
        (of({"implicitRules": "http://x"}), "Patient: it has implicitRules"),
        (of({"birthdate": "1980"}), "Patient: 'birthdate' is no key of Patient. Did you mean 'birthDate'?"),
        (of({"name": [{"famly": "Doe"}]}), "Patient.name: 'famly' is no key of HumanName. Did you mean 'family'?"),
        (of({"identifier": [{"values": "1"}]}), "Patient.identifier: 'values' is no key of Identifier. Did you mean 'value'?"),
    ],
)  # fmt: skip
def test_another_person_is_refused(whole: Json, problem: str) -> None:
    found = problems(whole)
    assert [each for each in found if each.startswith(f"file.json: {problem}")], found


@pytest.mark.parametrize("display", ["Ann Lee", "Lee, Ann", "ANN LEE", "Ann", "Dr. Ann Lee", ""])
def test_the_same_name_written_otherwise_is_no_difference(display: str) -> None:
    found = read(of({"name": [{"text": "Ann Lee"}], "identifier": [{"system": "s", "value": "1"}]}, display=display, type="Patient", identifier={"system": "s", "value": "1"}))  # fmt: skip
    assert (found.response.subject.display, found.response.subject.identifier, found.warnings) == ("Ann Lee", "1", ())
