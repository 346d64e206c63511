"""Version 0 of the ``full`` form of the gallery, as it may have been published, and the map that leads from it."""

from __future__ import annotations

from pathlib import Path

from tests.gallery import FORMS, write_form

HEAD = """
url = "urn:test:full"
version = "0"
status = "draft"
date = "2026-01-01"
title = "Gallery: full, as it was"
publisher = "Tests"
purpose = "What answers are carried over from."
language = "en"
summaryTitle = "Tests: summary for the clinician"
summarySubtitle = "Why"

[roles]
birthDate = "birth_date"
age = "age"
ageYears = "age_years"
"""
YES_NO = 'answerOption = [{ code = "yes", display = "Yes" }, { code = "no", display = "No" }]'


def _item(link_id: str, kind: str, *more: str) -> str:
    lines = [f'linkId = "{link_id}"', f'type = "{kind}"', f'text = "Old: {link_id}?"', 'sources = ["S1"]', *more]
    return "\n".join(("[[item.item]]", *lines)) + "\n"


def _page(link_id: str) -> str:
    return f'[[item]]\nlinkId = "{link_id}"\ntype = "group"\ntext = "Old page {link_id}"\n'


def _yes_no(link_id: str, *more: str) -> str:
    return _item(link_id, "choice", YES_NO, 'unknown = ["not-sure", "prefer-not-to-say"]', *more)


BEHIND = ('enableWhen = [{ question = "gate_products", answer = "yes" }]', 'absentMeans = "no"')
DRUG_OLD = 'answerOption = [{ code = "no", display = "No" }, { code = "current", display = "Yes" }, { code = "past", display = "Before" }]'  # noqa: E501
TAKEN = 'enableWhen = [{ question = "drug_old", answer = ["current", "past"] }]'
OLD = "\n".join(
    (
        HEAD,
        _page("about"),
        _item("birth_date", "date"),
        _item(
            "age",
            "integer",
            'alternativeTo = "birth_date"',
            'enableWhen = [{ question = "birth_date", operator = "exists", answer = false }]',
            "minValue = 0",
            "maxValue = 120",
        ),
        _item("age_years", "integer", 'calculated = "age-years"'),
        _yes_no("pregnant"),
        _page("food"),
        _yes_no("gate_products"),
        _yes_no("tablets", *BEHIND),
        _yes_no("sprays", *BEHIND),
        _page("medicines"),
        _yes_no("gate"),
        _item(
            "drug_old", "choice", DRUG_OLD, 'enableWhen = [{ question = "gate", answer = "yes" }]', 'absentMeans = "no"'
        ),
        _item("drug_old.dose", "quantity", 'unitOption = [{ code = "mg", display = "mg" }]', TAKEN),
        _item("drug_old.why", "string", TAKEN),
        _page("symptoms"),
        _yes_no("fatigue"),
        _item("numb", "boolean"),
        _item("gas_last", "date"),
    )
)
CARRY = """
from = "urn:test:full|0"
to = "urn:test:full|1"

[[since]]
linkId = "gas_last.months"
from = "gas_last"

[[copy]]
from = "fatigue"
to = "tired"

[[copy]]
from = "drug_old"
to = "drug"
codes = { current = "now" }

[[copy]]
from = "drug_old.dose"
to = "drug.dose"

[[answer]]
linkId = "products"
code = "tablet"
when = { question = "tablets", answer = "yes" }

[[answer]]
linkId = "products"
code = "spray"
when = { question = "sprays", answer = "yes" }

[[answer]]
linkId = "gas"
code = "yes"
when = { question = "gas_last.months", operator = "<=", answer = 12 }
askAgain = true

[[answer]]
linkId = "gas"
code = "no"
when = { question = "gas_last.months", operator = ">", answer = 12 }

[[dropped]]
linkId = "drug_old.why"
because = "nobody read it"
"""


def write_older(directory: Path, *, old: str = OLD, carry: str = CARRY) -> Path:
    """The ``full`` form as a folder of its own, with its older version."""
    write_form(directory, "full")
    (directory / "cases.toml").write_bytes((FORMS / "full" / "cases.toml").read_bytes())
    folder = directory / "published" / "0"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.toml").write_text(old, encoding="utf-8")
    (folder / "carry.toml").write_text(carry, encoding="utf-8")
    return directory
