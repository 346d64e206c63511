"""Finding among 100,000 intakes: what staff type, letter by letter, filters and orders; and opening with so many.

Each look is a whole `Records.find`: the first fifty lines and how many there are. The people are made up from a fixed
seed; the first look of all, at which the pages come from the disk, is told by itself.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from made_up import person
from measure import Row, interleaved, seconds, show

from b12desk.characters.folded import folded, folded_number
from b12desk.store.database import Database
from b12desk.store.finding import Query
from b12desk.store.intake_list import MOST_FINISHED
from b12desk.store.place import Place
from b12desk.store.records import Records
from b12desk.store.tables import forms, intakes, persons, sought
from b12desk.store.wraps import unwrap, wrap

MANY, UNFINISHED, ROUNDS, OPENINGS = 100_000, 40, 3, 15
PAGE = UNFINISHED + MOST_FINISHED
"""As many lines as the list has of so many more."""
KEY, PASSPHRASE, PURPOSE = bytes(range(48)), "correct horse battery", "bench"
FIRST_DAY, TODAY = datetime(2018, 1, 1, 8, tzinfo=UTC), date(2026, 3, 2)
GIVEN = ("Anna", "Maria", "John", "Peter", "Ali", "Wei", "Li", "Sara", "Tom", "Lukas", "Emma", "Noah", "Omar", "Zoë")
SYLLABLES = ("ka", "ro", "mi", "ne", "lo", "ta", "be", "gar", "ner", "son", "berg", "man", "stein", "ler", "dör", "fa")
CODES = ("offer-test", "consider-test", "no-trigger", "known-cause", "urgent", "risk-only")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def people(count: int) -> list[dict[str, str]]:
    """Made-up people, the same at every run."""
    chance = random.Random(12)  # noqa: S311 -- made-up people, no secret
    return [
        {
            "id": f"person-{number:06}",
            "display": f"{chance.choice(GIVEN)} {''.join(chance.choices(SYLLABLES, k=3)).title()}",
            "number": f"{chance.randrange(10**9):09}",
            "born": (date(1930, 1, 1) + timedelta(days=chance.randrange(28_000))).isoformat(),
        }
        for number in range(count)
    ]


def fill(records: Path, count: int) -> list[dict[str, str]]:
    """Finished intakes, and a few that are not, in a new database."""
    made = people(count)
    chance = random.Random(13)  # noqa: S311 -- as above
    rows, found_by = [], []
    for number, each in enumerate(made):
        day = (FIRST_DAY + timedelta(minutes=43 * number)).isoformat()
        ended = None if number % (count // UNFINISHED) == 0 else day
        each["reference"] = "".join(chance.choices(ALPHABET, k=8)) if ended else ""
        rows.append(
            {
                **{"id": f"intake-{number:06}", "revision": 9, "person_id": each["id"], "form_id": 1, "version": 1},
                **{"status": "completed" if ended else "in-progress", "authored": day, "saved": day, "finished": ended},
                **{"page": "review", "furthest": "review", "answered": 60, "carried": "{}", "damage": ""},
            }
        )
        found_by.append(
            {
                **{"authored": day, "intake_id": rows[-1]["id"], "finished": ended is not None, "born": each["born"]},
                "words": f"{folded(each['display'])}\n{folded_number(each['number'])}",
                **{"recommendation": chance.choice(CODES) if ended else "", "urgency": ""},
                "reference": each["reference"],
            }
        )
    database = Database(records, KEY, new=True)
    with database.writing() as connection:
        form = {"id": 1, "questionnaire": "urn:b12desk:questionnaire:b12|2.0.0", "rules": "", "hash": ""}
        connection.execute(sa.insert(forms), form)
        if made:
            entries = [person(each["id"], each["display"], each["number"], each["born"]) for each in made]
            connection.execute(sa.insert(persons), entries)
            connection.execute(sa.insert(intakes), rows)
            connection.execute(sa.insert(sought), found_by)
    database.close()
    return made


def typed(made: list[dict[str, str]]) -> list[Query]:
    """What somebody looks for, letter by letter as it is looked for on the screen, and with a press on a head."""
    chance = random.Random(14)  # noqa: S311 -- as above
    texts = ["", "zzz", "nobody at all"]
    for each in chance.choices(made, k=12):
        name, number, born = each["display"], each["number"], date.fromisoformat(each["born"])
        texts += [name[: end + 1] for end in range(len(name))]
        texts += [number[: end + 1] for end in range(len(number))]
        texts += [f"{born.day}.{born.month}.{born.year}", f"{born:%d %b %Y}", f"{name.split()[1]} {born.year}"]
        texts += [each["reference"][:4], each["reference"].lower()]
    queries = [Query(today=TODAY, text=text) for text in texts]
    for text in ("", "an", "berg"):
        for order in ("name", "born", "state"):
            queries += [Query(today=TODAY, text=text, order=order, backwards=back) for back in (False, True)]
        queries.append(Query(today=TODAY, text=text, recommendations=("urgent",), state="finished"))
        queries.append(Query(today=TODAY, text=text, state="open"))
        queries.append(Query(today=TODAY, text=text, since=datetime(2026, 2, 1, tzinfo=UTC)))
    return queries


def opening(place: Place, wrapped: dict[str, object] | None = None) -> float:
    """Seconds to open the database and list what the start page shows; with ``wrapped``, from the passphrase on."""

    def opened() -> None:
        key = KEY if wrapped is None else unwrap(wrapped, PASSPHRASE, PURPOSE)
        records = Records(place, Database(place.records, key))
        records.list()
        records.shut()

    return seconds(opened)


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    with TemporaryDirectory() as folder:
        few, page, many = (Place(Path(folder) / name) for name in ("few", "page", "many"))
        for place in (few, page, many):
            place.make()
        fill(few.records, 0)
        fill(page.records, PAGE)
        made = fill(many.records, MANY)
        records = Records(many, Database(many.records, KEY))
        queries = typed(made)
        first = seconds(lambda: records.find(Query(today=TODAY, text="nobody at all")))
        times = [seconds(lambda query=query: records.find(query)) for _round in range(ROUNDS) for query in queries]
        records.shut()
        wrapped = wrap(KEY, PASSPHRASE, PURPOSE)
        found = interleaved(
            {
                "few": lambda: opening(few, wrapped),
                "many": lambda: opening(many, wrapped),
                "few, key at hand": lambda: opening(few),
                "page, key at hand": lambda: opening(page),
                "many, key at hand": lambda: opening(many),
            },
            OPENINGS,
        )
        size = many.records.stat().st_size / 2**20
    kept = show(
        "Finding among 100,000 intakes",
        [
            Row(
                "what is typed until the first lines are found, 95th percentile",
                quantiles(times, n=20)[-1] * 1000,
                "ms",
                at_most=50,
                basis=f"{len(queries)} looks {ROUNDS} times, median {median(times) * 1000:.1f} ms; {size:.0f} MB",
            ),
            Row("the slowest of them", max(times) * 1000, "ms"),
            Row("the first look of all, which fits nothing", first * 1000, "ms"),
            Row(
                "from the passphrase to the list of the start page, against records with none",
                found["many"] / found["few"],
                at_most=1.3,
                basis=f"{found['many'] * 1000:.0f} ms against {found['few'] * 1000:.0f} ms",
            ),
            Row(
                "with the key at hand, against records with as many lines as the start page has of them",
                found["many, key at hand"] / found["page, key at hand"],
                basis=f"{found['many, key at hand'] * 1000:.1f} ms against {found['page, key at hand'] * 1000:.1f} ms",
            ),
            Row(
                "the same against records with none",
                found["many, key at hand"] / found["few, key at hand"],
                basis=f"{found['many, key at hand'] * 1000:.1f} ms against {found['few, key at hand'] * 1000:.1f} ms",
            ),
        ],
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
