"""``b12desk report``: the paper for each file.

Rules: every file is read and checked before the first page is written; a PDF is named by the reference code alone,
because an input's name may hold a patient's, and what is printed tells which input became which; it says whose login
made it, and not when, so that the same input makes the same file; a PDF is there whole or not at all, readable by its
owner only, and never takes the place of another one. Each worker loads the form once and reads its own inputs, so
memory does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from b12desk.cli.inputs import STANDARD_INPUT, Input, each, name_of, read_bytes, read_response
from b12desk.cli.names import free_stem, printable
from b12desk.cli.paper import paper_of
from b12desk.cli.reference import USUAL, ignored_reference
from b12desk.cli.starting import undisturbed
from b12desk.cli.unprintable import note_unprintable
from b12desk.definitions import load
from b12desk.definitions.published import Published
from b12desk.desk.papers import Kind, Papers, paper_name
from b12desk.engine.diet import Reference
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.errors import Problem, ReportError, UserError
from b12desk.i18n import Catalogue, _, current
from b12desk.interop.versions import read_any_version
from b12desk.model.definition import Definition
from b12desk.model.imprint import Imprint
from b12desk.model.response import Status
from b12desk.private_file import made_dir, reason_of
from b12desk.settings import Country, HelpWords
from b12desk.store.lock import login

_WORTH_A_PROCESS = 8


@dataclass(frozen=True)
class Order:
    """What to print, and where."""

    out: Path
    forms: Path | None
    reference: Reference | None
    handout: bool
    large_print: bool
    paper: str
    profile: Country | None = None

    def form(self) -> Definition:
        """The form that is printed. Raises `DefinitionError`."""
        form = load(self.forms).at_clinic(HelpWords(self.profile or "other"))
        return replace(form, imprint=Imprint(by=login()))


@dataclass(frozen=True)
class PaperJob:
    """One input that has been found good: where to read it again (or its bytes), and the names its files may have.

    They are ``code``, or ``code-N`` with N = ``first``, ``first + step``...; sheets with the same code share no N.
    """

    file: str
    data: bytes | None
    code: str
    first: int = 1
    step: int = 1


class UnfinishedError(ReportError):
    """Some papers could not be written. ``done`` names the others as `report` would have."""

    def __init__(self, title: str, problems: Iterable[Problem], done: str) -> None:
        self.done = done
        super().__init__(title, problems)


def report(files: Sequence[str], order: Order, jobs: int) -> str:
    """Write all PDFs; a line for each input names its files.

    Raises `UserError` with every problem before anything is written, `UnfinishedError` when only writing failed.
    """
    definition = order.form()
    if missing := [
        *_missing_handout(definition, order),
        *ignored_reference(definition, order.reference),
        *_missing_profiles(definition, order),
    ]:
        raise ReportError(_("Nothing was written:"), missing)
    published = Published(definition, order.forms)
    sheets = _numbered(each(files, lambda given: _sheet(published, order, given)))
    _prepare(order.out)
    jobs = jobs or (cpu_count() or 1 if len(sheets) >= _WORTH_A_PROCESS else 1)
    written: list[str] = []
    problems: list[Problem] = []
    with _pages(published, order, sheets, min(jobs, len(sheets))) as pages:
        for sheet, found in zip(sheets, _progress(pages, len(sheets)), strict=True):
            problems += [one for one in found if isinstance(one, Problem)]
            paths = ", ".join(printable(one) for one in found if isinstance(one, str))
            if paths:
                written.append(f"{printable(name_of(sheet.file))} -> {paths}\n")
    if problems:
        title = _("Not everything could be written; problems: {count}", count=len(problems))
        raise UnfinishedError(title, problems, "".join(written))
    return "".join(written)


def _missing_handout(definition: Definition, order: Order) -> tuple[Problem, ...]:
    if definition.handout is not None or not (order.handout or order.large_print):
        return ()
    cause = _("the form has no handout.toml, so there is no handout to write.")
    return (Problem(definition.questionnaire.canonical, cause, _("Leave out --handout and --large-print.")),)


def _missing_profiles(definition: Definition, order: Order) -> tuple[Problem, ...]:
    if definition.profiles is not None or order.profile is None:
        return ()
    cause = _("the form has no profiles.toml, so there are no words for a country.")
    return (Problem(definition.questionnaire.canonical, cause, _("Leave out --profile.")),)


def _sheet(published: Published, order: Order, given: Input) -> PaperJob:
    """Read one input to see that it is good. Raises `ResponseError`."""
    response = read_response(published, given)
    note_unprintable(given.name, response)
    code = reference_code(response, assess(published.definition, response, reference=order.reference or USUAL))
    if given.line is not None:
        return PaperJob(given.name, given.data, code)
    return PaperJob(given.file, given.data if given.file == STANDARD_INPUT else None, code)


def _numbered(sheets: Sequence[PaperJob]) -> list[PaperJob]:
    """The sheets, those with the same code numbered in their order."""
    total = Counter(sheet.code for sheet in sheets)
    seen: Counter[str] = Counter()
    found = []
    for sheet in sheets:
        seen[sheet.code] += 1
        found.append(replace(sheet, first=seen[sheet.code], step=total[sheet.code]))
    return found


def _prepare(out: Path) -> None:
    try:
        made_dir(out)
    except (OSError, ValueError) as error:
        problem = Problem(str(out), _("the folder cannot be used ({reason}).", reason=reason_of(error)))
        raise ReportError(_("Nothing was written:"), [problem]) from error


Page = tuple[str | Problem, ...]


@contextmanager
def _pages(published: Published, order: Order, sheets: list[PaperJob], jobs: int) -> Iterator[Iterable[Page]]:
    """What became of each sheet, in their order, from this process or from several."""
    if jobs == 1:
        yield (_print(published, order, sheet) for sheet in sheets)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (order, current())) as pool:
        try:
            with undisturbed():
                pages = pool.map(_work, sheets, chunksize=4)
            yield pages
        finally:
            pool.shutdown(cancel_futures=True)


def _progress(pages: Iterable[Page], count: int) -> Iterable[Page]:
    """``pages``, with a bar on a terminal when there are several."""
    if count == 1:
        return pages
    from tqdm import tqdm  # noqa: PLC0415 -- one page needs no bar

    bar: Iterable[Page] = tqdm(pages, total=count, unit="file", disable=None)
    return bar


class _Worker:
    """What a worker process keeps between sheets."""

    published: Published
    order: Order
    catalogue: Catalogue


def _start_worker(order: Order, catalogue: Catalogue) -> None:
    _Worker.published = Published(order.form(), order.forms)
    _Worker.order = order
    _Worker.catalogue = catalogue


def _work(sheet: PaperJob) -> Page:
    with _Worker.catalogue.used():
        return _print(_Worker.published, _Worker.order, sheet)


def _print(published: Published, order: Order, sheet: PaperJob) -> Page:
    """Write the papers of one sheet: their paths, or what went wrong."""
    kinds: list[Kind] = ["summary"]
    if order.handout or order.large_print:
        kinds.append("handout-large-print" if order.large_print else "handout")
    written: list[str | Problem] = []
    definition = published.definition
    try:
        data = read_bytes(sheet.file) if sheet.data is None else sheet.data
        response = read_any_version(published, data, sheet.file).response
        assessment = assess(definition, response, reference=order.reference or USUAL)
        imprint = replace(definition.imprint, voided=response.status is Status.ENTERED_IN_ERROR)
        definition = replace(definition, imprint=imprint)
        papers = Papers(definition, response, assessment, paper_of(order.paper), catalogue=current())
        contents = {kind: papers.pdf(kind) for kind in kinds}
        stem = free_stem(order.out, sheet.code, sheet.first, sheet.step, contents)
        for kind in kinds:
            path = order.out / paper_name(stem, kind)
            papers.save(kind, path)
            written.append(str(path))
    except UserError as error:
        return (*written, *error.problems)
    return tuple(written)
