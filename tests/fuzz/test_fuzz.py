"""Whatever happens to a file that the program reads, the answer is a plain message or something that can be used.

Five formats: responses, unfinished intakes, settings, forms, tables with their maps. Every seed is one damaged file;
the soak takes ten thousand of each.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest

from b12desk.__main__ import main
from b12desk.cli.score import as_data
from b12desk.cli.text_report import plain
from b12desk.definitions import load
from b12desk.definitions.cases import read_cases
from b12desk.definitions.files import CASES, FILES
from b12desk.definitions.lint import inspect
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.errors import ResponseError, StoreError
from b12desk.interop.fhir import read_responses, write_response
from b12desk.model.border import read_model
from b12desk.model.response import QuestionnaireResponse
from b12desk.settings import Settings
from b12desk.store.settings import load_settings
from b12desk.store.taking_over import take_over
from tests.fuzz.damage import csv_shape, damaged, json_shape, toml_shape
from tests.fuzz.watch import watched
from tests.gallery import FORMS, NAMES, gallery, gallery_files, write_form
from tests.interop.sample import answered, coded, resource
from tests.store.made_records import new_records
from tests.store.test_former_files import put
from tests.tables.test_map_reader import GOOD as MAP

FULL = gallery("full")
SOUND = "00000000-0000-4000-8000-000000000000"
FIXTURES = Path(__file__).parents[1] / "store" / "fixtures"
INTAKES = sorted(FIXTURES.glob("draft-*.json"))
SETTINGS = sorted(FIXTURES.glob("settings-*.json"))
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"text": "Ann"}], "birthDate": "1980-05"}
RESPONSE = resource(
    {
        "linkId": "medicines",
        "text": "Medicines",
        "item": [
            coded("gate", "yes"),
            coded("drug", "now"),
            answered("drug.dose", {"valueQuantity": {"value": 2000, "unit": "mg", "code": "mg"}}),
            answered("drug.duration", {"valueQuantity": {"value": 6.5, "unit": "years"}}),
            answered("drug.since", {"valueDate": "2019-03"}),
            answered("drug.name", {"valueString": "Glucophage"}),
        ],
    },
    answered("birth_date", {"valueDate": "1980-05"}),
    coded("products", "tablet", "spray"),
    answered("numb", {"valueBoolean": True}),
    coded("tired", "not-sure"),
    contained=[PATIENT],
    subject={"reference": "#p", "display": "Ann"},
)
TABLE = (
    "person,years,preg,metf,metf_days,mg,worn,numb,eggs,prod,born,day\n"
    '"a","30",0,0,,,0,0,0,b,"1990-01-01","2020-06-30"\n'
    "b,62,0,1,500,,0,0,0,b,1958,2020-06-30\n"
    "c,80,0,1,5000,2000,2,1,0,a,1940-02,2020-06-30\nd,,,,,,,,,,,\n=1+1,40,.,2,400,9,5,0,0,b,,2020\n"
)


shipped = cache(load)


@cache
def intake_samples() -> list[bytes]:
    """The stored intakes of every version, with the answers that the shipped form takes."""
    found = [json.loads(each.read_bytes()) for each in INTAKES]
    items = shipped().questionnaire.items
    for each in found:
        answers = each["response"]["answers"]
        taken = [key for key in answers if key in items and items[key].is_question]
        each["response"]["answers"] = {key: answers[key] for key in taken}
    return [json.dumps(each).encode() for each in found]


@cache
def response_of_shipped_form() -> bytes:
    """A stored intake as FHIR."""
    found = read_model(QuestionnaireResponse, json.loads(intake_samples()[0])["response"])
    return json.dumps(write_response(shipped().questionnaire, found)).encode()


def responses(random: Random, _folder: Path) -> bool:
    """A FHIR response, read and judged and printed."""
    definition, sample = FULL, json.dumps(RESPONSE).encode()
    if random.random() < 0.2:
        definition, sample = shipped(), response_of_shipped_form()
    data = damaged(sample, random, json_shape)
    try:
        found = read_responses(definition.questionnaire, data, "f")
    except ResponseError as error:
        assert error.problems
        assert all(each.where.startswith("f") and each.cause for each in error.problems)
        return False
    assessment = assess(definition, found.response)
    assert assessment.hash == definition.hash
    assert plain(definition, assessment)
    json.dumps(as_data(definition, assessment))
    return True


def intakes(random: Random, folder: Path) -> bool:
    """An intake of a former program, taken over and gone on with; the sound one beside it comes over too."""
    path = folder / "intakes" / "drafts"
    shutil.rmtree(path.parent, ignore_errors=True)
    path.mkdir(mode=0o700, parents=True)
    sample = random.choice(intake_samples())
    name = json.loads(sample)["response"]["identifier"]
    sound = QuestionnaireResponse(
        questionnaire=FULL.questionnaire.canonical, authored=datetime(2026, 11, 22, tzinfo=UTC), identifier=SOUND
    )
    put(path, sound)
    (path / f"{name}.json").write_bytes(damaged(sample, random, json_shape))
    records = new_records(path.parent)
    try:
        told = take_over(path, records)
        assert records.load(SOUND).response == sound
        if not records.holds(name):
            assert [each for each in told if name in str(each)]
            return False
        found = records.load(name).response
    finally:
        records.shut()
    try:
        session = Session(shipped().questionnaire, found.authored, found)
    except (KeyError, ValueError):  # answers that this form does not take: the window says so
        return False
    assert assess(shipped(), session.response()).hash == shipped().hash
    return True


def settings(random: Random, folder: Path) -> bool:
    """The settings of the user; when they cannot be read, the next start has the defaults."""
    path = folder / "config" / "settings.json"
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    sample = random.choice(SETTINGS).read_bytes()
    path.write_bytes(damaged(sample, random, json_shape))
    try:
        assert isinstance(load_settings(path), Settings)
    except StoreError as error:
        assert error.problems
        return False
    return True


def forms(random: Random, _folder: Path) -> bool:
    """A form, checked; one that passes is made again from the same files as it was, and judged."""
    name = random.choice((*NAMES, "full"))
    files = gallery_files(name)
    file = random.choice((FILES[0], FILES[0], *files))
    files[file] = damaged(files[file], random, toml_shape)
    definition, problems = inspect(Path("form"), files)
    assert all(each.where.startswith("form") and each.cause for each in problems)
    if definition is None or problems:
        assert problems
        return False
    again, _none = inspect(Path("form"), files, passed=True)
    assert again == definition
    assert repr(again) == repr(definition)
    response = QuestionnaireResponse(
        questionnaire=definition.questionnaire.canonical, authored=datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert assess(definition, response).hash == definition.hash
    return True


def tables(random: Random, folder: Path) -> bool:
    """A table or its map through the command line, with everything that is printed."""
    form, table, mapping = folder / "form", folder / "t.csv", folder / "m.toml"
    if not form.exists():
        write_form(form, "full")
    out = folder / "out.csv"
    out.unlink(missing_ok=True)
    bad_map = random.random() < 0.3
    table.write_bytes(TABLE.encode() if bad_map else damaged(TABLE.encode(), random, csv_shape))
    mapping.write_bytes(damaged(MAP.encode(), random, toml_shape) if bad_map else MAP.encode())
    names = [str(table), "--map", str(mapping), "--out", str(out), "--forms", str(form)]
    streams = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        status = main(["score", "--table", *names])
    for stream in streams:
        told = stream.getvalue()
        assert all(each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in told)
        assert len(told.split("\n")) < 80
    assert status in (0, 2)
    assert out.exists() is (status == 0)
    assert bool(streams[1].getvalue()) or status == 0
    return status == 0


Format = Callable[[Random, Path], bool]
FORMATS: tuple[Format, ...] = (responses, intakes, settings, forms, tables)
BY_NAME = pytest.mark.parametrize("read", FORMATS, ids=lambda read: read.__name__)


def survivors(read: Format, folder: Path, seeds: range) -> int:
    """How many of the damaged files can still be used. A failure names its seed."""
    good = 0
    for seed in seeds:
        try:
            with watched():
                good += read(Random(seed), folder)
        except BaseException as error:
            error.add_note(f"{read.__name__}, seed {seed}")
            raise
    return good


@BY_NAME
def test_100_damaged_files(read: Format, tmp_path: Path) -> None:
    assert survivors(read, tmp_path, range(100)) < 80


@pytest.mark.slow
@BY_NAME
@pytest.mark.parametrize("start", range(0, 10_000, 500))
def test_10000_damaged_files(read: Format, start: int, tmp_path: Path) -> None:
    assert 0 < survivors(read, tmp_path, range(start, start + 500)) < 400


def test_damaged_cases(tmp_path: Path) -> None:
    sample = (FORMS / "full" / CASES).read_bytes()
    outcomes = set()
    for seed in range(200):
        (tmp_path / CASES).write_bytes(damaged(sample, Random(seed), toml_shape))
        with watched():
            vignettes, problems = read_cases(tmp_path, FULL.questionnaire)
            outcomes.add(bool(problems))
            for vignette in vignettes:
                assess(FULL, vignette.response)
    assert outcomes == {True, False}
