"""How many questions people answer until nothing left can change their result, and that it is the same result.

    python docs/validation/population.py [--people 5000] [--table TABLE_OR_FOLDER --map MAP] [--write]

Makes people from ``forms/b12/population.toml`` (a share for each answer) and people who answer anything, "not sure"
included, walks the shipped questionnaire with each in its order, stops when nothing is outstanding, and compares the
recommendation (with and without red flags), tests, cautions and red flags with those of the same person answered in
full. The seed is fixed. Nothing here belongs to the program.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(CHECKOUT), str(Path(__file__).resolve().parent)]

import patient_walks  # noqa: E402 -- as above
from patient_walks import at  # noqa: E402 -- as above
from population_shares import TODAY, Answers, Shares  # noqa: E402 -- as above

from b12desk.definitions import load  # noqa: E402 -- the program lies beside, not installed
from b12desk.definitions.published import Published  # noqa: E402 -- as above
from b12desk.engine.carrying import Carrier  # noqa: E402 -- as above
from b12desk.engine.constraints import check  # noqa: E402 -- as above
from b12desk.engine.enablement import enabled_items  # noqa: E402 -- as above
from b12desk.engine.longest_walk import climb, questions_met, worthwhile_answers  # noqa: E402 -- as above
from b12desk.engine.patient_path import PatientPath  # noqa: E402 -- as above
from b12desk.engine.scoring import assess  # noqa: E402 -- as above
from b12desk.engine.settled import outstanding  # noqa: E402 -- as above
from b12desk.model.definition import Definition  # noqa: E402 -- as above
from b12desk.model.response import QuestionnaireResponse  # noqa: E402 -- as above
from b12desk.model.values import Answer, Coding  # noqa: E402 -- as above
from b12desk.tables.csv_file import TableFile  # noqa: E402 -- as above
from b12desk.tables.map_reader import read_map  # noqa: E402 -- as above
from b12desk.tables.row_reader import Cells  # noqa: E402 -- as above

SEED = 20261126
PEOPLE = 5000
REPORT = CHECKOUT / "docs" / "validation" / "short-path.md"
VARIED = {"halved": 0.5, "doubled": 2.0}
AGED = "aged"


class Walk(NamedTuple):
    """One person: questions asked until it was settled and in full, whether the outcomes are the same; and alone."""

    asked: int
    full: int
    equal: bool
    flagged: bool
    alone: patient_walks.Alone
    alone_equal: bool


# ---------- people who answer anything


def anything(definition: Definition, random: Random) -> Answers:
    """Any answer to any question, each as likely as the other."""
    choices = worthwhile(definition)
    found = {link_id: random.choice(given) for link_id, given in choices.items()}
    roles = definition.questionnaire.roles
    found.pop(random.choice((roles.age, roles.birth_date)), None)
    return found


@cache
def worthwhile(definition: Definition) -> dict[str, tuple[tuple[Answer, ...], ...]]:
    """The answers that people who answer anything choose from."""
    return worthwhile_answers(definition, TODAY)


# ---------- walking


def possible(definition: Definition, response: QuestionnaireResponse) -> QuestionnaireResponse:
    """The same person, with what nobody can have answered (longer than a life) taken back or not known."""
    questionnaire, answers = definition.questionnaire, dict(response.answers)
    for _round in range(3):
        now = QuestionnaireResponse(questionnaire=response.questionnaire, authored=response.authored, answers=answers)
        issues = check(questionnaire, now, enabled_items(questionnaire, now))
        if not issues:
            return now
        for issue in issues:
            codes = [each.code for each in questionnaire.options(issue.link_id)]
            answers[issue.link_id] = (Coding(code="not-sure"),) if "not-sure" in codes else ()
    return now


def outcomes(definition: Definition, response: QuestionnaireResponse) -> tuple[object, ...]:
    """The four outcomes: recommendation (with and without red flags), tests, cautions, red flags."""
    found = assess(definition, response)
    flags = tuple(each.id for each in found.of_kind("red-flag"))
    return (found.recommendation, found.otherwise), found.tests, found.pretest, flags


def asked_until_settled(definition: Definition, person: QuestionnaireResponse) -> tuple[int, int]:
    """How many questions are asked in order until nothing is outstanding, and how many in full.

    Once settled, it stays so (`b12desk.engine.settled`), so the place is found by halving.
    """
    walk = questions_met(definition.questionnaire, person)
    low, high = 0, len(walk)
    while low < high:
        middle = (low + high) // 2
        if outstanding(definition, until(person, walk[:middle])):
            low = middle + 1
        else:
            high = middle
    items = definition.questionnaire.items
    required = [place for place, each in enumerate(walk, 1) if items[each].required]
    return max(low, *required, 0), len(walk)


def until(person: QuestionnaireResponse, asked: Sequence[str]) -> QuestionnaireResponse:
    """The person's answers to the questions that were asked."""
    answers = {each: person.answers[each] for each in asked if person.answers.get(each)}
    return QuestionnaireResponse(questionnaire=person.questionnaire, authored=person.authored, answers=answers)


def walked(definition: Definition, person: QuestionnaireResponse) -> Walk:
    """One person's walk."""
    person = possible(definition, person)
    asked, full = asked_until_settled(definition, person)
    walk = questions_met(definition.questionnaire, person)
    early, whole = outcomes(definition, until(person, walk[:asked])), outcomes(definition, until(person, walk))
    alone = patient_walks.walk(path_of(definition), definition, person)
    same = outcomes(definition, alone.response) == whole
    return Walk(asked, full, early == whole, bool(whole[-1]), alone._replace(response=EMPTY), same)


EMPTY = QuestionnaireResponse(questionnaire="", authored=TODAY)
"""What is not sent from process to process."""


@cache
def path_of(definition: Definition) -> PatientPath:
    """The walk of a patient alone, once in each process."""
    return PatientPath(definition)


def responded(definition: Definition, answers: Answers, authored: datetime = TODAY) -> QuestionnaireResponse:
    """A response of these answers."""
    return QuestionnaireResponse(
        questionnaire=definition.questionnaire.canonical,
        authored=authored,
        answers={link_id: given for link_id, given in answers.items() if given},
    )


# ---------- crowds


@cache
def form(kind: str = "shares") -> tuple[Definition, Shares]:
    """The shipped form and its shares, once in each process; those without a source as the kind of crowd has them."""
    definition = load()
    return definition, Shares(definition, times=VARIED.get(kind, 1.0))


def made(job: tuple[str, int]) -> Walk:
    """Person number so-and-so of a crowd; the same number is drawn alike by the shares as they are and as varied."""
    kind, number = job
    if kind == "anything":
        definition, _shares = form()
        return walked(definition, responded(definition, anything(definition, Random(f"{SEED} {kind} {number}"))))
    definition, shares = form(kind)
    drawn = responded(definition, shares.draw(Random(f"{SEED} shares {number}")))
    return walked(definition, patient_walks.aged(definition, drawn) if kind == AGED else drawn)


def surveyed(job: tuple[int, Answers, datetime]) -> Walk:
    """A person of a table: what the table tells, and for the rest a person by the shares."""
    number, answers, authored = job
    definition, shares = form()
    drawn = shares.draw(Random(f"{SEED} survey {number}"))
    if definition.questionnaire.roles.age in answers:
        drawn.pop(definition.questionnaire.roles.birth_date, None)
    return walked(definition, responded(definition, {**drawn, **answers}, authored))


def rows_of(table: Path, mapping_file: Path) -> Iterator[tuple[int, Answers, datetime]]:
    """The rows of a table as answers to the shipped form, by a map that may be for an older version of it."""
    definition, _shares = form()
    with TableFile(table) as file:
        names = [each["linkId"] for part in ("column", "constant")
                 for each in tomllib.loads(mapping_file.read_text(encoding="utf-8")).get(part, [])]  # fmt: skip
        earlier = Published(definition).holding(names)
        questionnaire = definition.questionnaire if earlier is None else earlier.questionnaire
        mapping, problems = read_map(mapping_file, questionnaire, file.header)
        if mapping is None or problems:
            raise SystemExit("\n".join(map(str, problems)))
        cells = Cells(questionnaire, mapping)
        carry = None if earlier is None else Carrier(earlier, definition.questionnaire)
        for line in file.lines(mapping.columns):
            row = cells.row(line.cells)
            response = QuestionnaireResponse(
                questionnaire=questionnaire.canonical, authored=row.authored, answers={**cells.constant, **row.answers}
            )
            response = response if carry is None else carry(response).response
            yield line.row, dict(response.answers), row.authored


def tables(path: Path) -> list[Path]:
    """A table, or all of a folder."""
    return sorted(path.glob("*.csv.xz")) if path.is_dir() else [path]


def hardest(restarts: int, share: int, *, alone: bool = False) -> int:
    """The most questions that anybody was found to answer until settled, or screens ``alone`` that anybody meets.

    Every ``share``-th question is moved.
    """
    definition, _shares = form()
    choices = worthwhile(definition)
    movable = [each for each in choices if each != definition.questionnaire.roles.age][::share]

    def measure(response: QuestionnaireResponse) -> int:
        if alone:
            return patient_walks.walk(path_of(definition), definition, response).screens
        return asked_until_settled(definition, response)[0]

    start = Random(SEED)
    found = climb(definition.questionnaire, TODAY, choices, measure, movable, restarts=restarts, random=start)
    return measure(found)


# ---------- report


def line(name: str, walks: Sequence[Walk]) -> str:
    """A row of the report's table."""
    asked, full = (sorted(column) for column in ([each.asked for each in walks], [each.full for each in walks]))
    equal, flagged = sum(each.equal for each in walks), sum(each.flagged for each in walks)
    figures = (
        f"{len(walks):,}", f"{equal:,} ({100 * equal / len(walks):.4g} %)", at(asked, 0.5), at(asked, 0.95), asked[-1],
        at(full, 0.5), at(full, 0.95), f"{100 * flagged / len(walks):.1f} %",
    )  # fmt: skip
    return f"| {name} | " + " | ".join(map(str, figures)) + " |"


HEAD = """# How short the walk is when it may end once it is settled

Written by `docs/validation/population.py` (`make short-path`), seed {seed}, form {form}, rules {rules}. Each person
is walked through the shipped questionnaire in its order and stopped when nothing left can change the recommendation,
the tests, the cautions or the red flags; the same person is then answered in full. A red flag does not stop the walk
here.

Of the {all} shares in `forms/b12/population.toml`, {survey} are reckoned from the survey ([shares](shares.md)),
{published} are published figures, and {ours} are this product's own guesses, each with its reason. People are drawn
question by question, so that their illnesses do not go together as those of patients do: the counts tell how the form
behaves.

{table}
"""
COLUMNS = """\
| people | number | all four equal | asked: median | 95th % | most | in full: median | 95th % | with a red flag |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
GUESSES = """
## When the guesses are wrong

The same people, drawn anew with every share that has no source halved, and doubled (a share in a list at most 1; of a
single answer, what the sourced ones leave). `python docs/validation/population.py --people 500 --restarts 0` repeats
both tables with fewer people in half a minute. Most of what moves is one guess: how many have their food estimated,
which is twelve questions that a clinic may leave out.

{table}"""


def main() -> int:
    """Walk the crowds, print the report, and say 1 when somebody's outcomes differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--table", type=Path, action="append", default=[])
    parser.add_argument("--map", type=Path, default=CHECKOUT / "docs" / "validation" / "nhanes-map.toml")
    parser.add_argument("--rows", type=int, default=None, help="at most so many rows of each table")
    parser.add_argument("--restarts", type=int, default=2, help="starts of the search for the hardest person; 0: none")
    parser.add_argument(
        "--search", type=int, default=1, help="of the patient's walk, every so-manieth question is moved"
    )
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name}")
    given = parser.parse_args()
    definition, shares = form()
    crowds: dict[str, list[Walk]] = {}
    varied: dict[str, list[Walk]] = {}
    with ProcessPoolExecutor() as pool:

        def crowd(kind: str) -> list[Walk]:
            return list(pool.map(made, [(kind, each) for each in range(given.people)], chunksize=50))

        crowds["by the shares"] = crowd("shares")
        crowds["any answer as likely as the other"] = crowd("anything")
        for table in [each for path in given.table for each in tables(path)]:
            people = list(islice(rows_of(table, given.map), given.rows))
            crowds[f"`{table.name}`"] = list(pool.map(surveyed, people, chunksize=50))
        varied = {"by the shares": crowds["by the shares"]}
        varied |= {f"shares without a source {kind}": crowd(kind) for kind in VARIED}
        old = {f"by the shares, all of them {patient_walks.AGE}": crowd(AGED)}
    text = HEAD.format(
        seed=SEED,
        form=definition.questionnaire.version,
        rules=definition.rules.version,
        table=rows_in(crowds),
        **shares.counted(),
    )
    if given.restarts:
        most = hardest(given.restarts, 1)
        text += f"\nThe hardest person that a search found answers {most} questions until it is settled.\n"
    text += GUESSES.format(table=rows_in(varied))
    walks = {**crowds, **old, **dict(list(varied.items())[1:])}
    text += "\n" + patient_walks.head(definition) + patient_walks.COLUMNS
    text += "\n".join(patient_walks.line(name, [each.alone for each in found], [each.alone_equal for each in found])
                      for name, found in walks.items()) + "\n"  # fmt: skip
    text += patient_walks.bars()
    if given.restarts:
        most = hardest(1, given.search, alone=True)
        text += f"\nThe longest way that a search found for a patient is {most} screens.\n"
    sys.stdout.write(text)
    if given.write:
        REPORT.write_text(text, encoding="utf-8")
    return int(not all(each.equal and each.alone_equal for found in walks.values() for each in found))


def rows_in(crowds: dict[str, list[Walk]]) -> str:
    """The table of some crowds."""
    return COLUMNS + "\n".join(line(name, walks) for name, walks in crowds.items())


if __name__ == "__main__":
    raise SystemExit(main())
