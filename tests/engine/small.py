"""A small form with every feature the engine knows, made in Python so that each test can read it at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from b12desk.model.assessment import Urgency
from b12desk.model.border import read_model
from b12desk.model.definition import Definition
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import FindingRule, Rules, UrgencyRule
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

YES_NO = [{"code": "yes", "display": "Yes"}, {"code": "no", "display": "No"}]
UNKNOWN = ["not-sure", "prefer-not-to-say"]
SUM = {"calculatedFrom": ["drink.frequency", "drink.amount"]}
TIME = [{"code": "mo", "display": "months"}, {"code": "a", "display": "years"}]


def yes_no(link_id: str, **more: object) -> dict[str, object]:
    return {"linkId": link_id, "type": "choice", "text": link_id, "answerOption": YES_NO, "unknown": UNKNOWN, **more}


def when(question: str, answer: object = "yes", **more: object) -> dict[str, object]:
    return {"question": question, "answer": answer, **more}


QUESTIONNAIRE = read_model(
    Questionnaire,
    {
        "url": "urn:test",
        "version": "1",
        "status": "draft",
        "date": "2026-11-22",
        "title": "Small",
        "publisher": "Tests",
        "purpose": "Tests",
        "language": "en",
        "summaryTitle": "Small: summary",
        "summarySubtitle": "Which risk factors and symptoms suggest a blood test, and why",
        "roles": {"birthDate": "birth_date", "age": "age", "ageYears": "age_years"},
        "valueSet": [
            {
                "id": "often",
                "answerOption": [
                    {"code": "never", "display": "Never", "value": 0},
                    {"code": "daily", "display": "Daily", "value": 7},
                ],
            }
        ],
        "item": [
            {
                "linkId": "about",
                "type": "group",
                "text": "About you",
                "item": [
                    {"linkId": "birth_date", "type": "date", "text": "Born"},
                    {
                        "linkId": "age",
                        "type": "integer",
                        "text": "Age",
                        "required": True,
                        "minValue": 0,
                        "maxValue": 120,
                        "alternativeTo": "birth_date",
                        "enableWhen": [{"question": "birth_date", "operator": "exists", "answer": False}],
                    },
                    {"linkId": "age_years", "type": "integer", "text": "Age", "calculated": "age-years"},
                    yes_no("pregnant", absentMeans="no"),
                    yes_no("breastfeeding"),
                ],
            },
            {
                "linkId": "medicines",
                "type": "group",
                "text": "Medicines",
                "item": [
                    yes_no("gate"),
                    {
                        "linkId": "behind",
                        "type": "group",
                        "text": "Behind",
                        "enableWhen": [when("gate")],
                        "item": [
                            yes_no("metformin", absentMeans="no", enableWhen=[when("gate")]),
                            {
                                "linkId": "metformin.dose",
                                "type": "quantity",
                                "text": "Dose",
                                "unitOption": [{"code": "mg", "display": "mg"}],
                                "minValue": 1,
                                "maxValue": 5000,
                                "unknown": ["not-sure"],
                                "enableWhen": [when("metformin")],
                            },
                            {
                                "linkId": "metformin.duration",
                                "type": "quantity",
                                "text": "How long",
                                "unitOption": TIME,
                                "maxValue": 1200,
                                "unknown": ["not-sure"],
                                "enableWhen": [when("metformin")],
                            },
                            {
                                "linkId": "metformin.mui",
                                "type": "decimal",
                                "text": "MUI",
                                "calculated": "dose-years",
                                "calculatedFrom": ["metformin.dose", "metformin.duration"],
                                "enableWhen": [when("metformin")],
                            },
                        ],
                    },
                    {
                        "linkId": "other",
                        "type": "choice",
                        "text": "Others",
                        "repeats": True,
                        "answerOption": [
                            {"code": "a", "display": "A"},
                            {"code": "b", "display": "B"},
                            {"code": "none", "display": "None of these", "exclusive": True},
                        ],
                        "unknown": UNKNOWN,
                    },
                    {
                        "linkId": "drink.frequency",
                        "type": "choice",
                        "text": "How often",
                        "answerOption": [
                            {"code": "never", "display": "Never", "value": 0},
                            {"code": "weekly", "display": "Weekly", "value": 3},
                        ],
                        "unknown": UNKNOWN,
                    },
                    {
                        "linkId": "drink.amount",
                        "type": "choice",
                        "text": "How many",
                        "answerOption": [
                            {"code": "few", "display": "1 or 2", "value": 0},
                            {"code": "many", "display": "10", "value": 4},
                        ],
                        "unknown": UNKNOWN,
                        "enableWhen": [when("drink.frequency", "weekly")],
                    },
                    {"linkId": "drink.score", "type": "integer", "text": "Score", "calculated": "points", **SUM},
                ],
            },
            {
                "linkId": "foods",
                "type": "group",
                "text": "Foods",
                "item": [
                    {"linkId": "milk", "type": "choice", "text": "Milk", "answerValueSet": "often"},
                    {"linkId": "clams", "type": "choice", "text": "Clams", "answerValueSet": "often"},
                ],
            },
            {
                "linkId": "symptoms",
                "type": "group",
                "text": "Symptoms",
                "item": [
                    yes_no("tired"),
                    yes_no("tingling"),
                    yes_no("worse", absentMeans="no", enableWhen=[when("tingling")]),
                    {"linkId": "hint", "type": "display", "text": "A hint"},
                    {"linkId": "words", "type": "text", "text": "In your words", "maxLength": 20},
                    {"linkId": "flag", "type": "boolean", "text": "Flag"},
                    {"linkId": "level", "type": "decimal", "text": "Level", "minValue": 0.5},
                ],
            },
            {
                "linkId": "last",
                "type": "group",
                "text": "Only if worse",
                "enableWhen": [when("worse"), when("flag", True)],
                "enableBehavior": "any",
                "item": [{"linkId": "why", "type": "string", "text": "Why"}],
            },
        ],
    },
)


def rule(link_id: str, kind: str, *, common: bool = True, **more: object) -> dict[str, object]:
    return {
        "id": link_id,
        "kind": kind,
        "common": common,
        "text": link_id,
        "when": when(link_id),
        "strength": "strong",
        "confidence": "P",
        "sources": ["X"],
        **more,
    }


def recommendation(code: str, trigger: object = None) -> dict[str, object]:
    base = {"code": code, "title": code, "sentence": code, "guideline": "X", "sources": ["X"]}
    base |= {"tone": "info", "icon": "info"}
    return base if trigger is None else {**base, "when": trigger}


RULES = read_model(
    Rules,
    {
        "url": "urn:rules",
        "version": "1",
        "date": "2026-11-22",
        "title": "Small",
        "designNote": "Ours",
        "condition": [{"id": "long", "when": when("metformin.duration", 4, operator=">", unit="mo")}],
        "finding": [
            rule("metformin", "risk-factor", mark=[{"tag": "long", "when": {"condition": "long"}, "sources": ["Y"]}]),
            rule("usage", "context", common=False, when=when("metformin.mui", 5, operator=">")),
            rule("drinks", "risk-factor", common=False, when=when("drink.score", 4, operator=">="), tags=["weak"]),
            rule("other", "context", common=False, when={"not": when("other", ["none"])}),
            rule("tired", "symptom"),
            rule("tingling", "symptom", detail=["worse", "words"]),
            rule("flag_worse", "red-flag", when={"all": [{"finding": "tingling"}, when("worse")]}),
        ],
        "recommendation": [
            recommendation("urgent", {"anyFinding": {"kind": "red-flag"}}),
            recommendation("out-of-scope", when("age_years", 16, operator="<")),
            recommendation(
                "already-treated",
                {"all": [when("other", "a"), {"not": when("other", "b")}]},
            ),
            recommendation(
                "offer-test",
                {
                    "all": [
                        {"anyFinding": {"kind": "symptom", "common": True}},
                        {"anyFinding": {"kind": "risk-factor", "common": True}},
                    ]
                },
            ),
            recommendation("consider-test", {"any": [{"anyFinding": {"tag": "long"}}]}),
            recommendation("clinical-judgement", {"anyFinding": {"kind": "symptom"}}),
            {**recommendation("insufficient"), "unsettled": True},
            recommendation("risk-only", {"anyFinding": {"kind": "risk-factor"}}),
            recommendation("no-trigger"),
        ],
        "note": [
            {"code": "TIRED", "when": {"finding": "tired"}, "text": "t", "sources": ["X"]},
            {
                "code": "INCOMPLETE",
                "unsettled": True,
                "when": {"recommendation": ["no-trigger", "insufficient"]},
                "text": "i",
                "sources": ["X"],
            },
        ],
        "test": [
            {
                "code": "total",
                "when": {"recommendation": ["offer-test"]},
                "text": "Total B12",
                "reason": "R5",
                "sources": ["X"],
            }
        ],
        "pretest": [{"code": "PRE", "when": {"anyFinding": {"tag": "weak"}}, "text": "p", "sources": ["X"]}],
    },
)

FLAGGED = replace(
    RULES,
    finding=(
        *(
            replace(each, urgency="same-day", related=True) if each.id == "flag_worse" else each
            for each in RULES.finding
        ),
        read_model(FindingRule, rule("flag", "red-flag", when=when("flag", True), urgency="emergency-now")),
    ),
    urgency=tuple(
        UrgencyRule(code=code, title=f"{code}!", sentence=f"{code}.", guideline="Y", sources=("Y",))
        for code in get_args(Urgency)
    ),
    recommendation=(replace(RULES.recommendation[0], urgent=True), *RULES.recommendation[1:]),
)
"""Rules with two levels of urgency: ``flag_worse`` is related and for today, ``flag`` is an emergency and is not."""

FOODS = read_model(
    Foods,
    {
        "version": "1",
        "roundTo": 0.5,
        "words": {
            "screen": "B12 from food",
            "screenRemark": "A good diet never rules out a problem with absorption.",
            "paper": "B12 in the diet",
            "paperRemark": "Supplements not counted. A good diet does not rule out poor absorption.",
            "commandLine": "Vitamin B12 in the diet",
            "picture": "B12 in it",
        },
        "sources": ["X"],
        "food": [
            {"linkId": "milk", "mcgPerServing": 1.2, "serving": "a glass", "sources": ["X"]},
            {"linkId": "clams", "mcgPerServing": 15, "serving": "a portion", "cap": 5, "sources": ["X"]},
        ],
        "reference": [
            {"country": c, "mcgPerDay": m, "label": f"{c} {g}", "confidence": "S", "sources": ["X"], **more}
            for c, g, m, more in [
                ("us", "breastfeeding", 2.8, {"when": when("breastfeeding")}),
                ("us", "pregnant", 2.6, {"when": when("pregnant")}),
                ("us", "child", 1.8, {"minAge": 9, "maxAge": 13}),
                ("us", "adult", 2.4, {"minAge": 14}),
                ("uk", "adult", 1.5, {"minAge": 19}),
                ("efsa", "adult", 4.0, {"minAge": 18}),
            ]
        ],
        "picture": [],
    },
)

DEFINITION = Definition(
    questionnaire=QUESTIONNAIRE,
    rules=RULES,
    foods=FOODS,
    sources=Sources(version="1", source=()),
    handout=Handout(version="1", title="", excluded_words=(), footer="", section=()),
    hash="0" * 64,
)

ALL_NO: dict[str, object] = {
    "age": 40,
    "pregnant": "no",
    "breastfeeding": "no",
    "gate": "no",
    "other": "none",
    "drink.frequency": "never",
    "milk": "never",
    "clams": "never",
    "tired": "no",
    "tingling": "no",
}


def answer_of(value: object) -> Answer:
    """``"yes"`` -> a code, ``"=text"`` -> text, ``"@2020"`` -> a date, ``(6, "mo")`` -> a quantity."""
    if isinstance(value, tuple):
        return Quantity(value=value[0], unit=value[1])
    if isinstance(value, str):
        if value.startswith("="):
            return value[1:]
        return PartialDate(date=value[1:]) if value.startswith("@") else Coding(code=value)
    assert isinstance(value, bool | int)
    return value


def respond(base: dict[str, object] | None = None, /, **more: object) -> QuestionnaireResponse:
    """A response of ``base`` plus ``more``; ``__`` in a name stands for the dot of a detail's linkId."""
    merged = {**(base or {}), **{name.replace("__", "."): value for name, value in more.items()}}
    answers = {
        name: tuple(answer_of(each) for each in value) if isinstance(value, list) else (answer_of(value),)
        for name, value in merged.items()
        if value is not None
    }
    return QuestionnaireResponse(questionnaire=QUESTIONNAIRE.canonical, authored=NOW, answers=answers)
