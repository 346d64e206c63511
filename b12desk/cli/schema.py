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
from b12desk.model.base import Frozen
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.questionnaire import Comparison, Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules
from b12desk.tables.table_map import TableMap

PARTS: tuple[type[Frozen], ...] = (Questionnaire, Rules, Sources, Foods, Handout, ScoreRules, CaseFile, TableMap)


def schema() -> dict[str, object]:
    """The schema as plain data."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (part.__name__, "validation", TypeAdapter(part)) for part in PARTS
    ]
    _references, whole = TypeAdapter.json_schemas(adapters, by_alias=True, ref_template="#/$defs/{model}")
    definitions = whole["$defs"]
    definitions["Condition"] = _condition(definitions["Condition"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "B12 Desk form files",
        "description": "questionnaire, rules, foods, sources, handout, score or cases.toml, or the map of a table",
        "anyOf": [{"$ref": f"#/$defs/{part.__name__}"} for part in PARTS],
        "$defs": definitions,
    }


def text() -> str:
    """The schema as it stands in ``forms/schema.json``."""
    return json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _condition(written: dict[str, object]) -> dict[str, object]:
    """A condition as authors write it: the short forms stand for ``compare`` and ``negate``."""
    given = written["properties"]
    forms = dict(given) if isinstance(given, dict) else {}
    for inner in ("compare", "negate"):
        forms.pop(inner)
    single = [
        {"type": "object", "properties": {key: _present(each)}, "required": [key], "additionalProperties": False}
        for key, each in (*forms.items(), ("not", {"$ref": "#/$defs/Condition"}))
    ]
    return {
        "title": "Condition",
        "description": written.get("description", ""),
        "anyOf": [{"$ref": f"#/$defs/{Comparison.__name__}"}, *single],
    }


def _present(written: object) -> object:
    """A key's schema without the null that stands for its absence: TOML has no null."""
    if not isinstance(written, dict) or "anyOf" not in written:
        return written
    kept = [each for each in written["anyOf"] if each != {"type": "null"}]
    rest = {key: each for key, each in written.items() if key not in ("anyOf", "default")}
    return {**rest, **kept[0]} if len(kept) == 1 else {**rest, "anyOf": kept}


if __name__ == "__main__":  # pragma: no cover -- its test runs it as a process
    sys.stdout.write(text())
