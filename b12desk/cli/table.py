"""``b12desk score --table``: every row of a table scored by a map, the result in one new table.

Rules: the map and every row are checked and all problems counted; with a single problem nothing is written. Rows stream
through in chunks, in one process or in several, and come out in their order, so memory does not grow with the table.
"""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from b12desk.cli.names import printable
from b12desk.cli.starting import undisturbed
from b12desk.definitions import load
from b12desk.definitions.published import Published
from b12desk.errors import Problem, TableError
from b12desk.i18n import Catalogue, _, current
from b12desk.model.carry import Earlier
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Questionnaire
from b12desk.private_file import may_replace, reason_of, whole_file
from b12desk.tables.csv_file import TableFile, TableRow
from b12desk.tables.ids import Ids
from b12desk.tables.map_reader import names_any, other_units, read_map
from b12desk.tables.map_version import mapped_version
from b12desk.tables.row_findings import MOST_LISTED, Findings
from b12desk.tables.row_scorer import Doubts, RowScorer, Scored
from b12desk.tables.scored_line import heading
from b12desk.tables.table_map import TableMap
from b12desk.terminal import note

_CHUNK = 500
_FEW = 4
"""Chunks after which it is known how long the table is."""
_WORTH_A_PROCESS = 1_500
"""Rows from which more processes pay for their start and for what they do not share."""
_MOST_JOBS = 4


@dataclass(frozen=True)
class TableOrder:
    """What to score, by which map, and where to."""

    table: Path
    mapping: Path
    out: Path
    forms: Path | None = None
    jobs: int = 0
    """Processes; 0: as many as help."""


def score_table(order: TableOrder) -> str:
    """Write the scored table; what was done in a line. Raises `UserError` with the problems, and nothing is written."""
    definition = load(order.forms)
    score = definition.score
    if score is None:
        where = str(order.forms or "")
        problem = Problem(where, _("the form has no score.toml."), _("Only a form with a score can score a table."))
        raise TableError(_("Nothing was written:"), [problem])
    with TableFile(order.table) as table:
        earlier = mapped_version(order.mapping, Published(definition, order.forms))
        asked = definition.questionnaire if earlier is None else earlier.questionnaire
        mapping = _mapping(asked, order, table)
        done = _Tally(table, mapping, asked.roles.age)
        try:
            with (
                whole_file(order.out) as out,
                closing(_scored(RowScorer(definition, mapping, earlier), order, done, earlier)) as chunks,
            ):
                out.write(f"{heading(score)}\n".encode())
                for scored in _progress(chunks, table):
                    done.add(scored)
                    out.write(scored.text.encode())
                done.finish()
        except OSError as error:
            problem = Problem(
                str(order.out),
                _("the table cannot be written ({reason}).", reason=reason_of(error)),
                _("Name another file with --out."),
            )
            raise TableError(_("Nothing was written:"), [problem]) from error
    if earlier is not None:
        note(_("note: {note}", note=_older(order, earlier, definition)))
    for each in done.notes():
        note(_("note: {note}", note=each))
    return _("{count:,} people -> {out}", count=done.people, out=printable(str(order.out))) + "\n"


def _older(order: TableOrder, earlier: Earlier, definition: Definition) -> str:
    """That the map was written for an older version."""
    before, now = earlier.questionnaire.version, definition.questionnaire.version
    cause = _("the map was written for version {before} of the form; each row was carried over to version {now}.",
              before=before, now=now)  # fmt: skip
    return str(Problem(str(order.mapping), cause))


class _Tally:
    """People, ids, and all that was found in the rows so far."""

    def __init__(self, table: TableFile, mapping: TableMap, age: str) -> None:
        self.people = 0
        self._age = age
        self.mapping = mapping
        self.table = table
        self._marked = 0
        self._problems, self._told, self._doubts = Findings(), Findings(), Doubts()
        self._ids = Ids()

    def lines(self) -> Iterator[TableRow]:
        """The rows of the table, their ids taken down on the way."""
        for line in self.table.lines(self.mapping.columns):
            self._ids.add(line.row, line.cells[0].strip())
            yield line

    def add(self, scored: Scored) -> None:
        """Count some rows."""
        self.people += scored.people
        self._marked += scored.marked
        self._problems.add_all(scored.problems)
        self._told.add_all(scored.notes)
        self._doubts.add_all(scored.doubts)

    def finish(self) -> None:
        """Raise `TableError` with the problems of the rows and of the file, by their first rows, if there are any."""
        found, name = Findings(most=3 * MOST_LISTED), str(self.table.path)
        for each in (self._problems, self._doubts.problems(), self.table.findings):
            found.add_all(each)
        if not found.count and not self.people:
            problem = Problem(name, _("there is nobody in the table."), _("Add a row for each person."))
            raise TableError(_("Nothing was written:"), [problem])
        if found.count:
            raise _refused(list(found.problems(name)), found.count, found.listed)

    def notes(self) -> Iterator[str]:
        """What is worth a word though nothing is wrong."""
        name = str(self.table.path)
        if self._marked:
            yield _("ids that look like formulas got an apostrophe: {count}", count=self._marked)
        yield from map(str, self._ids.repeated(name))
        for column, cause in other_units(self.mapping, self._age):
            yield _("{file}: column '{column}': {cause}", file=name, column=column, cause=cause)
        for found in (self._told, self._doubts.notes()):
            yield from map(str, found.problems(name))


def _refused(problems: list[Problem], count: int, listed: int) -> TableError:
    """All that is wrong in one error: ``count`` problems, of which ``listed`` are behind those that are named."""
    title = _("Nothing was written; problems: {count:,}", count=count)
    if count > listed:
        title += _(" (these are the first {listed:,})", listed=listed)
    return TableError(title, problems)


def _mapping(questionnaire: Questionnaire, order: TableOrder, table: TableFile) -> TableMap:
    """The map, checked against the table's columns. Raises `TableError` with all that is wrong with them."""
    mapping, found = read_map(order.mapping, questionnaire, table.header)
    if mapping is not None and table.header is not None and not names_any(mapping, table.header):
        table.nameless(mapping.columns)
    problems = [*table.findings.problems(str(order.table)), *found, *_output(order)]
    if mapping is None or problems:
        raise _refused(problems[:MOST_LISTED], len(problems), min(len(problems), MOST_LISTED))
    return mapping


def _output(order: TableOrder) -> Iterator[Problem]:
    """What is wrong with the name of the result: it replaces ordinary files only, and none that is read."""
    out = str(order.out)
    try:
        good = may_replace(order.out)
    except (OSError, ValueError) as error:
        cause = _("the table cannot be written ({reason}).", reason=reason_of(error))
        yield Problem(out, cause, _("Name another file with --out."))
        return
    if out == "-":
        yield Problem(out, _("a table is not written to standard output."), _("Name a file with --out."))
    elif order.out.is_symlink():
        yield Problem(out, _("this is a link, not a file."), _("Name a file."))
    elif not good:
        yield Problem(out, _("this is not a file."), _("Name a file."))
    elif any(_same(order.out, each) for each in (order.table, order.mapping)):
        yield Problem(out, _("this is one of the files that are read."), _("Name another file."))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one is not there: that is said elsewhere, if it matters
        return False


def _scored(scorer: RowScorer, order: TableOrder, tally: _Tally, earlier: Earlier | None) -> Generator[Scored]:
    """Every chunk scored, in order; a small table in this process."""
    chunks = _chunks(tally.lines())
    first = list(islice(chunks, _FEW))
    jobs = _jobs(order, tally.table, sum(map(len, first)))
    if jobs == 1:
        yield from map(scorer.scored, chain(first, chunks))
        return
    with _pool(order, tally.mapping, earlier, jobs) as pool:
        waiting: deque[Future[Scored]] = deque()
        for chunk in chain(first, chunks):
            with undisturbed():
                waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 2 * jobs:  # no more at once, or the whole table would wait in memory
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _jobs(order: TableOrder, table: TableFile, rows: int) -> int:
    """How many processes: as many as ordered, else as many as the length of the table pays for, from its first rows."""
    if order.jobs:
        return order.jobs
    length = rows * (table.size or 0) / max(table.position, 1)
    return min(cpu_count() or 1, _MOST_JOBS) if length >= _WORTH_A_PROCESS else 1


def _chunks(lines: Iterable[TableRow]) -> Iterator[list[TableRow]]:
    walk = iter(lines)
    while chunk := list(islice(walk, _CHUNK)):
        yield chunk


@contextmanager
def _pool(order: TableOrder, mapping: TableMap, earlier: Earlier | None, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that score. Raises `TableError` when they cannot be started, or one of them was ended."""
    try:
        given = (order, mapping, earlier, current())
        with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, given) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(cancel_futures=True)
    except (BrokenExecutor, OSError) as error:
        cause = _("a process that scored rows was ended from outside, perhaps for want of memory.")
        if isinstance(error, OSError):
            cause = _("the processes cannot be started ({reason}).", reason=reason_of(error))
        problem = Problem(str(order.table), cause, _("Run it again with --jobs 1."))
        raise TableError(_("Nothing was written:"), [problem]) from error


class _Worker:
    """What a worker process keeps between chunks."""

    scorer: RowScorer
    catalogue: Catalogue


def _start_worker(order: TableOrder, mapping: TableMap, earlier: Earlier | None, catalogue: Catalogue) -> None:
    _Worker.catalogue = catalogue
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where `undisturbed` can do nothing
    _Worker.scorer = RowScorer(load(order.forms), mapping, earlier)


def _work(chunk: list[TableRow]) -> Scored:
    with _Worker.catalogue.used():
        return _Worker.scorer.scored(chunk)


def _progress(chunks: Iterator[Scored], table: TableFile) -> Iterator[Scored]:
    """``chunks``, with a bar on a terminal when there are several: bytes of the file taken in."""
    first = list(islice(chunks, 2))
    if len(first) < 2 or not sys.stderr:
        yield from chain(first, chunks)
        return
    from tqdm import tqdm  # noqa: PLC0415 -- a table of one chunk needs no bar

    with tqdm(total=table.size, unit="B", unit_scale=True, disable=None) as bar:
        for scored in chain(first, chunks):
            bar.update(table.position - bar.n)
            yield scored
