"""A response as a FHIR R4 QuestionnaireResponse, in plain data.

Groups are nested as in the questionnaire; items carry their text, codes their system and display. The subject's birth
date and the parts of the name, when known, go into a contained Patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from b12desk.interop.answers import CODE_SYSTEM, UCUM
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

_PATIENT = "patient"

Json = dict[str, object]


def write_response(questionnaire: Questionnaire, response: QuestionnaireResponse) -> Json:
    """``response`` as data for ``json.dumps``. Raises KeyError when it answers an item that the form does not have."""
    for link_id in response.answers:
        questionnaire.items[link_id]
    resource: Json = {"resourceType": "QuestionnaireResponse"}
    if response.identifier:
        resource["identifier"] = {"value": response.identifier}
    if _has_patient(response.subject):
        resource["contained"] = [_patient(response.subject)]
    resource["questionnaire"] = response.questionnaire
    resource["status"] = response.status.value
    subject = _subject(response.subject)
    if subject:
        resource["subject"] = subject
    resource["authored"] = response.authored.isoformat()
    items = list(_items(questionnaire, questionnaire.item, response))
    if items:
        resource["item"] = items
    return resource


def _has_patient(subject: Subject) -> bool:
    """Whether something is known that a reference has no room for."""
    return subject.birth_date is not None or bool(subject.family or subject.given)


def _patient(subject: Subject) -> Json:
    patient: Json = {"resourceType": "Patient", "id": _PATIENT}
    if subject.identifier:
        patient["identifier"] = [{"value": subject.identifier}]
    if subject.display:
        patient["name"] = [{"text": subject.display}]
    elif subject.name:
        family: Json = {"family": subject.family} if subject.family else {}
        patient["name"] = [family | ({"given": [subject.given]} if subject.given else {})]
    if subject.birth_date is not None:
        patient["birthDate"] = subject.birth_date.date
    return patient


def _subject(subject: Subject) -> Json:
    reference: Json = {}
    if _has_patient(subject):
        reference["reference"] = f"#{_PATIENT}"
    if subject.identifier:
        reference["identifier"] = {"value": subject.identifier}
    if subject.name:
        reference["display"] = subject.spoken
    return reference


def _items(questionnaire: Questionnaire, items: tuple[Item, ...], response: QuestionnaireResponse) -> Iterator[Json]:
    """The items that were answered, and the groups that hold one."""
    for item in items:
        answers = response.answers.get(item.link_id, ())
        below = list(_items(questionnaire, item.item, response))
        if not answers and not below:
            continue
        written: Json = {"linkId": item.link_id, "text": item.text}
        if answers:
            written["answer"] = [_answer(questionnaire, item, answer) for answer in answers]
        if below:
            written["item"] = below
        yield written


def _answer(questionnaire: Questionnaire, item: Item, answer: Answer) -> Json:
    written: Json
    match answer:
        case Coding():
            displays = {each.code: each.display for each in questionnaire.options(item.link_id)}
            coding = {"system": CODE_SYSTEM, "code": answer.code, "display": displays.get(answer.code, "")}
            written = {"valueCoding": {key: value for key, value in coding.items() if value}}
        case Quantity():
            displays = {each.code: each.display for each in item.unit_option}
            unit = {"unit": displays.get(answer.unit, answer.unit), "system": UCUM, "code": answer.unit}
            written = {"valueQuantity": {"value": _number(answer.value), **unit}}
        case PartialDate():
            written = {"valueDate": answer.date}
        case bool():
            written = {"valueBoolean": answer}
        case int():
            written = {"valueInteger": answer}
        case Decimal():
            written = {"valueDecimal": _number(answer)}
        case str():
            written = {"valueString": answer}
        case _:
            assert_never(answer)
    return written


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
