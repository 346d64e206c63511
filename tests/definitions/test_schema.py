"""``forms/schema.json`` is written from the models and accepts exactly what an editor should accept."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from b12desk.cli.schema import PARTS, schema, text
from b12desk.definitions.files import CASES, FILES, OPTIONAL
from tests.gallery import FORMS, NAMES, gallery_files

SHIPPED = Path(__file__).parents[2] / "forms"
SCHEMA = schema()
PART_OF = dict(zip((*FILES, *OPTIONAL, CASES, "map.toml", "carry.toml"), PARTS, strict=True))


def validator(file: str) -> Draft202012Validator:
    return Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{PART_OF[file].__name__}"}]})


def test_the_file_is_in_step_with_the_models() -> None:
    assert (SHIPPED / "schema.json").read_text(encoding="utf-8") == text(), (
        "run: python -m b12desk.cli.schema > forms/schema.json"
    )


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_it_accepts_the_gallery(name: str) -> None:
    for file, content in gallery_files(name).items():
        assert not list(validator(file).iter_errors(tomllib.loads(content.decode())))


@pytest.mark.parametrize("file", (*FILES, *OPTIONAL))
def test_it_accepts_the_shipped_form(file: str) -> None:
    data = tomllib.loads((SHIPPED / "b12" / file).read_text(encoding="utf-8"))
    assert not list(validator(file).iter_errors(data))


def test_it_accepts_the_older_versions() -> None:
    for path in (SHIPPED / "b12" / "published").glob("*/*.toml"):
        assert not list(validator(path.name).iter_errors(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_it_refuses_an_unknown_key_anywhere() -> None:
    data = tomllib.loads(gallery_files("full")["rules.toml"].decode())
    data["finding"][0]["when"] = {"quest": "tired", "answer": "yes"}
    assert list(validator("rules.toml").iter_errors(data))


def test_it_describes_what_editors_show() -> None:
    described = SCHEMA["$defs"]
    assert isinstance(described, dict)
    assert all(described[part.__name__]["description"] for part in PARTS)
    assert {"AllOf", "AnyOf", "Not", "Comparison"} <= described.keys()


@pytest.mark.parametrize("path", sorted(FORMS.rglob("*.toml")), ids=str)
def test_every_gallery_file_names_its_schema(path: Path) -> None:
    part = PART_OF[path.name].__name__
    assert path.read_text(encoding="utf-8").startswith(f"#:schema ../../../forms/schema.json#/$defs/{part}\n")


def test_the_command_prints_it() -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "b12desk.cli.schema"], capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout) == SCHEMA
