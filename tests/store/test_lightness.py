"""The start page reads settings and lists drafts before the first paint, so neither may bring the models along.

An intake is walked and saved without pydantic, which is imported when something from outside has to be validated.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
CODE = """
import sys
from b12desk.paths import data_dir
from b12desk.store.unfinished_intakes import UnfinishedIntakes
from b12desk.store.settings import load_settings
load_settings()
assert len(UnfinishedIntakes(data_dir() / "drafts").list()) == 1
heavy = ("pydantic", "PySide6", "b12desk.model")
print(*(name for name in sys.modules if name.startswith(heavy)))
"""

WALK = """
import sys
from datetime import UTC, datetime
from decimal import Decimal
from b12desk.definitions import load
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.model.response import Subject, new_response
from b12desk.model.values import Coding, Quantity
from b12desk.paths import data_dir
from b12desk.store.unfinished_intakes import UnfinishedIntakes
definition = load()
response = new_response(definition.questionnaire.canonical, datetime.now(UTC), identifier="one")
session = Session(definition.questionnaire, response.authored, response)
session.set_subject(Subject(display="Ana Example"))
session.answer("med_metformin", Coding(code="now"))
session.answer("med_metformin.dose", Quantity(value=Decimal(2000), unit="mg"))
session.go_next()
UnfinishedIntakes(data_dir() / "drafts").save(session.kept(), session.page)
reference_code(session.response(), assess(definition, session.response()))
print(*(name for name in sys.modules if name.startswith("pydantic")))
UnfinishedIntakes(data_dir() / "drafts").load("one")
assert "pydantic" in sys.modules
"""


def test_an_intake_is_walked_and_saved_without_pydantic(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "B12DESK_HOME": str(tmp_path)}
    load = [sys.executable, "-c", "from b12desk.definitions import load; load()"]
    subprocess.run(load, env=environment, check=True)
    done = subprocess.run([sys.executable, "-c", WALK], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_listing_drafts_and_reading_settings_imports_no_models(tmp_path: Path) -> None:
    (tmp_path / "data/drafts").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "fixtures/draft-1.json", tmp_path / "data/drafts/kept.json")
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "B12DESK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
