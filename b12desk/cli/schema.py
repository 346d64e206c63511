"""JSON Schema of the form files, written from the models, so that editors complete and check while an author types.

``python -m b12desk.cli.schema`` prints it; a test keeps ``forms/schema.json`` in step. A TOML file names its
part in its first line, e.g. ``#:schema ../schema.json#/$defs/Rules``; the whole schema accepts any of them.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Literal

from pydantic import TypeAdapter

from b12desk.definitions.cases import CaseFile
from b12desk.model.carry import CarryMap
from b12desk.model.codes import Codes
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.profile import Profiles
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules
from b12desk.tables.table_map import TableMap

PARTS: tuple[type, ...] = (
    Questionnaire, Rules, Sources, Foods, Handout, ScoreRules, Profiles, Codes, CaseFile, TableMap, CarryMap,
)  # fmt: skip


def schema() -> dict[str, object]:
    """The schema as plain data."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (part.__name__, "validation", TypeAdapter(part)) for part in PARTS
    ]
    _references, whole = TypeAdapter.json_schemas(adapters, by_alias=True, ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "B12 Desk form files",
        "description": "any file of a form (questionnaire, rules, foods...), or a map of a table",
        "anyOf": [{"$ref": f"#/$defs/{part.__name__}"} for part in PARTS],
        "$defs": whole["$defs"],
    }


def text() -> str:
    """The schema as it stands in ``forms/schema.json``."""
    return json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # pragma: no cover -- its test runs it as a process
    sys.stdout.write(text())
