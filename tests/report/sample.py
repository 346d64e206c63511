"""A small form of our own: every kind of answer and finding the paper can meet, apart from the shipped form."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from b12desk.model.assessment import Assessment
from b12desk.model.border import plain_data, read_model
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse

AUTHORED = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
MS_PARAGRAPH = "You told us that you have multiple sclerosis."
YES = {"question": "", "answer": "yes"}


def _choice(link_id: str, text: str, short: str, **more: Any) -> dict[str, Any]:
    options = [{"code": "yes", "display": "Yes"}, {"code": "no", "display": "No"}]
    unknown = ["not-sure", "prefer-not-to-say"]
    return {
        "linkId": link_id,
        "type": "choice",
        "text": text,
        "shortText": short,
        "answerOption": options,
        "unknown": unknown,
        **more,
    }


def _questionnaire() -> dict[str, Any]:
    time = [{"code": "mo", "display": "months"}, {"code": "a", "display": "years"}]
    respondent = [
        {"code": "self", "display": "Me", "onPaper": "the patient"},
        {"code": "proxy", "display": "Somebody else", "onPaper": "somebody else for the patient"},
    ]
    sex = [{"code": "female", "display": "Female"}, {"code": "male", "display": "Male"}]
    items = [
        {"linkId": "respondent", "type": "choice", "text": "Who is answering?", "answerOption": respondent},
        {"linkId": "birth_date", "type": "date", "text": "When were you born?", "shortText": "Date of birth"},
        {"linkId": "age_years", "type": "integer", "text": "Age", "calculated": "age-years"},
        {"linkId": "sex", "type": "choice", "text": "Sex at birth", "answerOption": sex},
        _choice("pregnant", "Are you pregnant?", "Pregnant"),
        _choice("diet_vegan", "Do you eat no animal foods?", "Vegan diet"),
        {"linkId": "diet_vegan.note", "type": "text", "text": "Tell us more", "shortText": "Diet, in own words"},
        {"linkId": "diet_vegan.product", "type": "string", "text": "Which product?", "shortText": "Product"},
        _choice("med_metformin", "Do you take metformin?", "Metformin"),
        {
            "linkId": "med_metformin.dose",
            "type": "quantity",
            "text": "How much a day?",
            "unitOption": [{"code": "mg", "display": "mg a day"}],
        },
        {"linkId": "med_metformin.duration", "type": "quantity", "text": "How long?", "unitOption": time},
        _choice("nitrous_oxide", "Do you use laughing gas?", "Nitrous oxide", sensitive=True),
        {
            "linkId": "nitrous_oxide.last",
            "type": "date",
            "text": "Last use",
            "shortText": "Last use",
            "sensitive": True,
        },
        _choice("ms_diagnosis", "Do you have multiple sclerosis?", "Multiple sclerosis"),
        _choice("fatigue", "Have you been very tired?", "Unexplained tiredness"),
        _choice("paraesthesia", "Do you have tingling?", "Tingling or numbness"),
        _choice("vision", "Has your sight got worse?", "Sight loss"),
    ]
    return {
        "url": "urn:b12desk:questionnaire:sample",
        "version": "1.0.0",
        "status": "active",
        "date": "2026-01-01",
        "language": "en",
        "summaryTitle": "Vitamin B12: summary for the clinician",
        "summarySubtitle": "Which risk factors and symptoms suggest a blood test, and why",
        "roles": {"birthDate": "birth_date", "ageYears": "age_years", "sex": "sex", "respondent": "respondent"},
        "title": "Sample",
        "publisher": "B12 Desk",
        "purpose": "Tests.",
        "item": [{"linkId": "page", "type": "group", "text": "All", "item": items}],
    }


def _finding(code: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    own = {"id": code, "kind": kind, "text": text, "when": {**YES, "question": code}}
    return {**own, "strength": "strong", "confidence": "P", "sources": ["NICE"], **more}


def _recommendation(code: str, title: str) -> dict[str, Any]:
    sentence = f"{title}: the answers meet this criterion and the clinician decides."
    own = {
        "code": code,
        "title": title,
        "sentence": sentence,
        "guideline": "NICE NG239, section 1.2",
        "sources": ["NICE"],
        "tone": "info",
        "icon": "info",
    }
    when = {
        "urgent": {"anyFinding": {"kind": "red-flag"}},
        "offer-test": {"all": [{"anyFinding": {"kind": "symptom"}}, {"anyFinding": {"kind": "risk-factor"}}]},
        "consider-test": {"anyFinding": {"tag": "afp17"}},
        "clinical-judgement": {"anyFinding": {"kind": "symptom"}},
        "risk-only": {"anyFinding": {"kind": "risk-factor"}},
    }.get(code)
    return {**own, "when": when} if when else own


def _rules() -> dict[str, Any]:
    dose = ["med_metformin.dose", "med_metformin.duration"]
    return {
        "url": "urn:b12desk:rules:sample",
        "version": "1.0.0",
        "date": "2026-01-01",
        "title": "Sample rules",
        "designNote": "The recommendations' names and order are the product's own design, not a guideline's.",
        "thresholdHeads": {
            "deficient": "Deficiency confirmed",
            "indeterminate": "Indeterminate",
            "unlikely": "Deficiency unlikely",
        },
        "commonList": {"words": "on NICE's list", "short": "NICE list*", "footnote": "* NICE NG239's list"},
        "finding": [
            _finding("vision", "red-flag", "New or worsening loss of sight", urgency="same-day", related=True),
            _finding(
                "diet_vegan",
                "risk-factor",
                "Vegan diet without regular B12",
                common=True,
                detail=["diet_vegan.product"],
            ),
            _finding("med_metformin", "risk-factor", "Metformin", common=True, detail=dose, tags=["afp17"]),
            _finding(
                "nitrous_oxide",
                "risk-factor",
                "Recreational nitrous oxide",
                common=True,
                sensitive=True,
                detail=["nitrous_oxide.last"],
                remark="Serum B12 may be normal.",
            ),
            _finding("fatigue", "symptom", "Unexplained fatigue", common=True, strength="moderate"),
            _finding("paraesthesia", "symptom", "Pins and needles or numbness", common=True),
            _finding("ms_diagnosis", "context", "Multiple sclerosis", strength="weak", sources=["MS"]),
        ],
        "urgency": [
            {
                "code": code,
                "title": title,
                "sentence": f"{title}: at least one answer is a warning sign.",
                "guideline": "Each sign names its own source",
                "sources": ["MS"],
            }
            for code, title in (
                ("emergency-now", "Emergency: act now"),
                ("same-day", "Same-day clinical assessment"),
            )
        ],
        "recommendation": [
            _recommendation("urgent", "Urgent") | {"urgent": True},
            _recommendation("offer-test", "Offer a B12 blood test"),
            _recommendation("consider-test", "Consider a B12 blood test"),
            _recommendation("clinical-judgement", "Use clinical judgement"),
            _recommendation("insufficient", "Not enough answers yet") | {"unsettled": True},
            _recommendation("risk-only", "A risk factor on record"),
            _recommendation("no-trigger", "Nothing triggers a test"),
        ],
        "note": [
            {
                "code": "MS",
                "when": {**YES, "question": "ms_diagnosis"},
                "text": "MS: no rule to test.",
                "sources": ["MS"],
            }
        ],
        "test": [
            {
                "code": "total-b12",
                "when": {"anyFinding": {"kind": "symptom"}},
                "text": "Total or active B12",
                "reason": "Either is acceptable.",
                "sources": ["NICE"],
            }
        ],
        "pretest": [
            {
                "code": "before",
                "when": {"anyFinding": {"kind": "symptom"}},
                "text": "Take the blood before B12 is started.",
                "sources": ["NICE"],
            }
        ],
        "threshold": [
            {
                "test": "Total B12",
                "deficient": "below 180 ng/L (133 pmol/L)",
                "indeterminate": "180\u2013350 ng/L (133\u2013258 pmol/L)",
                "unlikely": "above 350 ng/L (258 pmol/L)",
                "sources": ["NICE"],
            }
        ],
        "thresholdNote": "ng/L equals pg/mL.",
    }


def _sources() -> dict[str, Any]:
    def source(key: str, title: str, **more: Any) -> dict[str, Any]:
        return {"key": key, "title": title, "confidence": "P", **more}

    return {
        "version": "1.0.0",
        "source": [
            source("NICE", "Vitamin B12 deficiency in over 16s", publisher="NICE NG239", year=2024),
            source("MS", "Multiple sclerosis in adults", publisher="NICE NG220", year=2022),
            source("ODS", "Vitamin B12 fact sheet", publisher="NIH", confidence="S"),
        ],
    }


def _handout() -> dict[str, Any]:
    pregnant = {**YES, "question": "pregnant"}
    return {
        "version": "1.0.0",
        "title": "Vitamin B12 and you",
        "excludedWords": ["metformin", "multiple sclerosis"],
        "footer": "This sheet is not a diagnosis.",
        "section": [
            {
                "id": "main",
                "heading": "The main point",
                "control": "main-message",
                "body": ["Ask before you start B12."],
            },
            {
                "id": "food",
                "heading": "Foods that hold B12",
                "icon": "food",
                "control": "food-table",
                "body": ["Adults need 2.4 mcg a day."],
                "bullet": ["Milk and eggs help.", "So does fish."],
            },
            {"id": "own", "heading": "Your own need", "when": pregnant, "body": ["You need 2.6 mcg a day."]},
            {"id": "help", "heading": "Get help now", "control": "urgent", "bullet": ["You cannot walk well."]},
            {
                "id": "ms",
                "heading": "If you have MS",
                "when": {**YES, "question": "ms_diagnosis"},
                "body": [MS_PARAGRAPH],
            },
        ],
    }


@cache
def definition() -> Definition:
    """The sample form."""
    foods = {
        "version": "1.0.0",
        "roundTo": 0.5,
        "words": {
            "screen": "B12 from food",
            "screenRemark": "A good diet never rules out a problem with absorption.",
            "paper": "B12 in the diet",
            "paperRemark": "Supplements not counted. A good diet does not rule out poor absorption.",
            "commandLine": "Vitamin B12 in the diet",
            "picture": "B12 in it",
            "recommended": "RDA 2.4 mcg a day (US adults)",
        },
        "sources": ["ODS"],
        "food": [],
        "reference": [
            {
                "country": "us",
                "mcgPerDay": 2.4,
                "label": "US RDA",
                "confidence": "S",
                "sources": ["ODS"],
            }
        ],
        "picture": [
            {"food": "Milk", "serving": "1 glass", "amount": "1.2 mcg", "icon": "milk", "sources": ["ODS"]},
            {"food": "Egg", "serving": "1 egg", "amount": "0.5 mcg", "icon": "egg", "sources": ["ODS"]},
        ],
    }
    data = {
        "questionnaire": _questionnaire(),
        "rules": _rules(),
        "foods": foods,
        "sources": _sources(),
        "handout": _handout(),
        "hash": "0123456789abcdef" * 4,
    }
    return read_model(Definition, data)


def coded(code: str) -> tuple[dict[str, str], ...]:
    return ({"code": code},)


RICH: dict[str, Any] = {
    "respondent": coded("proxy"),
    "birth_date": ({"date": "1957-11-02"},),
    "sex": coded("female"),
    "pregnant": coded("no"),
    "diet_vegan": coded("yes"),
    "diet_vegan.product": ("Greenfield B12 spray",),
    "diet_vegan.note": ("No meat since school.",),
    "med_metformin": coded("yes"),
    "med_metformin.dose": ({"value": 2000, "unit": "mg"},),
    "med_metformin.duration": ({"value": 6, "unit": "a"},),
    "nitrous_oxide": coded("no"),
    "ms_diagnosis": coded("yes"),
    "fatigue": coded("yes"),
    "paraesthesia": coded("not-sure"),
    "vision": coded("no"),
}


def response(answers: dict[str, Any] | None = None, **subject: Any) -> QuestionnaireResponse:
    """The rich case with ``answers`` changed (None takes one away) and a patient line."""
    chosen = {key: value for key, value in {**RICH, **(answers or {})}.items() if value is not None}
    return read_model(
        QuestionnaireResponse,
        {
            "questionnaire": "urn:b12desk:questionnaire:sample|1.0.0",
            "authored": AUTHORED,
            "subject": {"display": "Ada Byron", "identifier": "943 476 5919", **subject},
            "answers": chosen,
        },
    )


def assess(given: QuestionnaireResponse, **changes: Any) -> Assessment:
    """The engine's own assessment, with an intake estimate added because the sample has no food questions."""
    from b12desk.engine.scoring import assess as judge

    intake = {
        "mcgPerDay": 1.5,
        "reference": 2.4,
        "referenceLabel": "US RDA",
        "referenceSources": ["ODS"],
        "atLeast": False,
    }
    judged = plain_data(judge(definition(), given))
    return read_model(Assessment, {**judged, "diet": intake, **changes})
