"""Whatever happens to a form file, the answer is a list of problems or a form that can be used: never a crash."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from b12desk.definitions.cases import read_cases
from b12desk.definitions.files import FILES
from b12desk.definitions.lint import inspect
from b12desk.engine.scoring import assess
from b12desk.model.response import QuestionnaireResponse
from tests.gallery import FORMS, NAMES, gallery, gallery_files
from tests.mutations import mutate, swap_words


def survive(seed: int) -> bool:
    """Damage one file of one form; True when it can still be used, and then it is."""
    random = Random(seed)
    name = random.choice((*NAMES, "full"))
    files = gallery_files(name)
    file = random.choice((FILES[0], FILES[0], *files))
    damage = random.choice((mutate, swap_words))
    files[file] = damage(files[file].decode(), random)
    definition, problems = inspect(Path("form"), files)
    assert all(each.where.startswith("form") and each.cause for each in problems)
    if definition is None or problems:
        assert problems
        return False
    response = QuestionnaireResponse(
        questionnaire=definition.questionnaire.canonical, authored=datetime(2026, 11, 22, tzinfo=UTC)
    )
    assert assess(definition, response).hash == definition.hash
    return True


def test_500_damaged_forms() -> None:
    good = sum(survive(seed) for seed in range(500))
    assert 0 < good < 250


@pytest.mark.slow
@pytest.mark.parametrize("start", range(500, 10_000, 500))
def test_10000_damaged_forms(start: int) -> None:
    assert sum(survive(seed) for seed in range(start, start + 500)) < 250


def test_damaged_cases(tmp_path: Path) -> None:
    text = (FORMS / "full" / "cases.toml").read_text(encoding="utf-8")
    outcomes = set()
    for seed in range(200):
        random = Random(seed)
        (tmp_path / "cases.toml").write_bytes(random.choice((mutate, swap_words))(text, random))
        vignettes, problems = read_cases(tmp_path, gallery("full").questionnaire)
        outcomes.add(bool(problems))
        for vignette in vignettes:
            assess(gallery("full"), vignette.response)
    assert outcomes == {True, False}
