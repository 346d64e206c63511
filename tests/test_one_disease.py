"""Nothing of the shipped form's disease stands in the code: a search of every string and comment of the package."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

from b12desk.definitions import load
from b12desk.model.questionnaire import Roles

PACKAGE = Path(__file__).parent.parent / "b12desk"
WORDS = re.compile(r"\bNICE\b|NG239|B12|[Cc]obalamin|[Vv]itamin|[Mm]etformin|AUDIT|afp17")
PRODUCT = re.compile(r"B12[ _]?D(esk|ESK)")
OTHER_MEANING = {
    "family": "the family name of a patient, and a picture of a family",
    "urgent": "the red panel of the page, and a part of the handout",
}
"""Ordinary words that are an id of the form as well, with what they mean in the code."""


def sources() -> dict[str, str]:
    return {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def test_no_word_of_the_disease_stands_in_the_code() -> None:
    assert {name for name, text in sources().items() if WORDS.search(PRODUCT.sub("", text))} == set()


def test_no_id_of_the_shipped_form_stands_in_the_code() -> None:
    form = load()
    assert form.score is not None
    ids = {*form.questionnaire.items, *form.rules.findings, *form.rules.ranks} - OTHER_MEANING.keys()
    ids |= {each.id for each in form.rules.condition}
    ids |= {each.code for each in (*form.rules.note, *form.rules.test, *form.rules.pretest)}
    found = {
        (name, node.value)
        for name, text in sources().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in ids
    }
    roles = {("definitions/checks/roles.py", each.name) for each in fields(Roles)}  # names of roles, not linkIds
    assert found - roles == set()
