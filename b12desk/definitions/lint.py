"""Every problem of a form directory: the shape of each file, then what must hold across them.

Checks across files run only when all of them have the right shape: a check that cannot see an item would call every
reference to it wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from b12desk.definitions.files import digest, read_files
from b12desk.definitions.form import Form
from b12desk.definitions.toml_file import Loaded, fit, parse, too_deep
from b12desk.errors import Problem
from b12desk.model.border import Model
from b12desk.model.codes import Codes
from b12desk.model.definition import Definition
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.profile import Profiles
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules

NAMES = ("linkId", "id", "key", "code")


def lint(directory: Path) -> tuple[Problem, ...]:
    """Every problem of the form in ``directory``, in the order of the files."""
    files, problems = read_files(directory)
    return (*problems, *inspect(directory, files)[1])


def inspect(
    directory: Path, files: Mapping[str, bytes], *, passed: bool = False
) -> tuple[Definition | None, tuple[Problem, ...]]:
    """The definition made of ``files`` and its problems; None when the files do not even have the right shape.

    Of files that have ``passed`` before only the shape is checked again.
    """
    problems: list[Problem] = []

    def part(name: str, model: type[Model]) -> Loaded[Model] | None:
        if name not in files:
            return None
        table = parse(directory / name, files[name])
        found = (table,) if isinstance(table, Problem) else fit(table, model, NAMES, passed=passed)
        if isinstance(found, Loaded):
            return found
        problems.extend(found)
        return None

    questionnaire = part("questionnaire.toml", Questionnaire)
    rules = part("rules.toml", Rules)
    sources = part("sources.toml", Sources)
    foods = part("foods.toml", Foods)
    handout = part("handout.toml", Handout)
    score = part("score.toml", ScoreRules)
    profiles = part("profiles.toml", Profiles)
    codes = part("codes.toml", Codes)
    if questionnaire is None or rules is None or sources is None:
        return None, tuple(problems)
    extras = {
        "foods.toml": foods,
        "handout.toml": handout,
        "score.toml": score,
        "profiles.toml": profiles,
        "codes.toml": codes,
    }
    if any(found is None and name in files for name, found in extras.items()):
        return None, tuple(problems)
    found: list[Problem] = []
    if not passed:
        from b12desk.definitions.checks import CHECKS  # noqa: PLC0415 -- 40 ms and 4 MB, once for each form

        form = Form(questionnaire, rules, sources, foods, handout, score, profiles, codes)
        try:
            found = [problem for check in CHECKS for problem in check(form)]
        except RecursionError:
            return None, (too_deep(directory),)
    definition = Definition(
        questionnaire=questionnaire.model,
        rules=rules.model,
        sources=sources.model,
        hash=digest(files),
        foods=None if foods is None else foods.model,
        handout=None if handout is None else handout.model,
        score=None if score is None else score.model,
        profiles=None if profiles is None else profiles.model,
        codes=None if codes is None else codes.model,
    )
    return definition, tuple(dict.fromkeys(found))
