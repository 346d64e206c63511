"""QuestionnaireResponses for the ``full`` form of the gallery, as plain data."""

from __future__ import annotations

import json

from b12desk.errors import ResponseError
from b12desk.interop.fhir import ReadResponse, read_responses
from tests.gallery import gallery

FULL = gallery("full").questionnaire
Json = dict[str, object]


def answered(link_id: str, *values: Json) -> Json:
    return {"linkId": link_id, "answer": list(values)}


def coded(link_id: str, *codes: str) -> Json:
    return answered(link_id, *({"valueCoding": {"code": code}} for code in codes))


def resource(*items: object, **more: object) -> Json:
    whole = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "urn:test:full|1",
        "status": "completed",
        "authored": "2026-11-22T09:00:00+00:00",
        "item": list(items),
        **more,
    }
    return {key: value for key, value in whole.items() if value is not None}


def read(whole: object) -> ReadResponse:
    data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return read_responses(FULL, data, "file.json")


def problems(whole: object) -> list[str]:
    """What is wrong with the file, each as the user reads it; none without a word on how to mend it."""
    try:
        read(whole)
    except ResponseError as error:
        assert [each for each in error.problems if not each.fix] == []
        return [str(each) for each in error.problems]
    return []


def without_carried(lines: list[str], responses: int = 1) -> list[str]:
    """Lines of standard error but for those that tell of answers to form 1.0.0: one for each response."""
    told = ": questionnaire: version 1.0.0 of the form was answered; the answers were carried over to version "
    assert [told in each for each in lines].count(True) == responses, lines
    return [each for each in lines if told not in each]


def warnings(whole: object) -> list[str]:
    return [str(each) for each in read(whole).warnings]
