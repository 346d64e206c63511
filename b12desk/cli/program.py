"""Arguments in, exit status out.

Status 0: done. Status 2: something in the arguments, the files or the disk must be mended; every problem is named on
standard error, and nothing was written (but what a disk took before it refused: that is named on standard output). A
command returns its whole output as text, which is written at once.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from b12desk import __version__
from b12desk.errors import UserError
from b12desk.i18n import ENGLISH, Catalogue, _
from b12desk.store.home import check_home
from b12desk.terminal import Parser, complain, complaint, detach, write

BAD_INPUT = 2
_BROKEN = 1
"""Of `audit`: the log is not what was written."""
_INTERRUPTED = 130
_MOST_JOBS = 61
"""Processes that every system bears: Windows waits for no more at once."""


def main(argv: Sequence[str] | None = None, catalogue: Catalogue = ENGLISH) -> int:
    """Run one command in the language of ``catalogue`` and return its exit status.

    Raises SystemExit for bad arguments and when told to end.
    """
    with catalogue.used():
        return _main(argv)


def _main(argv: Sequence[str] | None) -> int:
    options = _parser().parse_args(argv)
    if options.command == "score":
        _check_score(options)
    try:
        check_home()
        with _ending_cleanly():
            text, status = _run(options)
        write(sys.stdout, text)
    except UserError as error:
        complain(complaint(error))
        return BAD_INPUT
    except BrokenPipeError:
        detach(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        complain(_("The output cannot be written ({reason}).", reason=error.strerror or error))
        detach(sys.stdout)
        return BAD_INPUT
    return status


@contextmanager
def _ending_cleanly() -> Iterator[None]:
    """Told to end (SIGTERM, SIGHUP), leave by way of SystemExit: no scratch file and no process stays behind."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def end(number: int, _frame: object) -> None:
        for each in caught:
            signal.signal(each, signal.SIG_IGN)  # once is enough, and cleaning up takes a moment
        raise SystemExit(128 + number)

    caught = [each for each in names if signal.getsignal(each) is signal.SIG_DFL]  # nohup stays nohup
    try:
        for each in caught:
            signal.signal(each, end)
    except ValueError:  # not the main thread: signals are somebody else's
        caught = []
    try:
        yield
    finally:
        for each in caught:
            signal.signal(each, signal.SIG_DFL)


def _run(options: argparse.Namespace) -> tuple[str, int]:  # noqa: PLR0911 -- one case for each command
    """The output of the chosen command, and the exit status."""
    match options.command:
        case "score":
            return _scored(options), 0
        case "report":
            return _reported(options)
        case "export":
            from b12desk.cli.export import export  # noqa: PLC0415 -- as above

            return export(options.files, options.out, options.forms, identified=options.identified,
                          voided=options.voided), 0  # fmt: skip
        case "backup" | "restore":
            from b12desk.cli.keeping import backup, restore  # noqa: PLC0415 -- as above

            return (backup if options.command == "backup" else restore)(options.file), 0
        case "paper":
            from b12desk.cli.blank import blank  # noqa: PLC0415 -- as above

            return blank(options.out, options.forms, options.paper, large_print=options.large), 0
        case "audit":
            from b12desk.cli.audit import audit  # noqa: PLC0415 -- as above

            text, whole = audit(options.wish, options.head)
            return text, 0 if whole else _BROKEN
        case _:
            return _checked(options)


def _scored(options: argparse.Namespace) -> str:
    if options.table is not None:
        from b12desk.cli.table import TableOrder, score_table  # noqa: PLC0415 -- each command loads only what it needs

        return score_table(TableOrder(options.table, options.map, options.out, options.forms, options.jobs))
    from b12desk.cli.score import score  # noqa: PLC0415 -- as above

    return score(options.files, options.forms, options.reference, options.shape)


def _reported(options: argparse.Namespace) -> tuple[str, int]:
    from b12desk.cli.report import Order, UnfinishedError, report  # noqa: PLC0415 -- as above

    papers = Order(
        out=options.out,
        forms=options.forms,
        reference=options.reference,
        handout=options.handout,
        large_print=options.large_print,
        paper=options.paper,
        profile=options.profile,
    )
    try:
        return report(options.files, papers, options.jobs), 0
    except UnfinishedError as error:
        complain(complaint(error))
        return error.done, BAD_INPUT


def _checked(options: argparse.Namespace) -> tuple[str, int]:
    from b12desk.cli.check import check, explain, record  # noqa: PLC0415 -- as above

    text, good = check(options.directory)
    if good and options.publish:
        text = record(options.directory)
    if good and options.explain is not None:
        return explain(options.directory, options.explain, text), 0
    return text, 0 if good else BAD_INPUT


def _parser() -> Parser:
    parser = Parser(
        prog="b12desk",
        description=_("Which risk factors suggest a blood test. Without a command, the wizard opens."),
        epilog=_(
            "b12desk demo [--out DIR] walks a sample patient through the wizard; "
            "b12desk --try opens the wizard and keeps nothing."
        ),
    )
    parser.add_argument("--version", action="version", version=f"b12desk {__version__}",
                        help=_("show program's version number and exit"))  # fmt: skip
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        metavar="score | report | paper | export | check | audit | backup | restore | demo",
    )
    score = commands.add_parser("score", help=_("print the assessment of each response, or score a table of people"))
    _add_inputs(score, nargs="*")
    shapes = score.add_mutually_exclusive_group()
    for shape, words in (
        ("json", _("for machines: one object, or one object a line for several responses")),
        ("text", _("at most 12 lines to paste into a clinical record")),
        ("codes", _("codes for what was found, to be verified; never a diagnosis")),
    ):
        shapes.add_argument(f"--{shape}", dest="shape", action="store_const", const=shape, default="plain", help=words)
    table = score.add_argument_group(_("a table, one row a person"))
    table.add_argument("--table", type=Path, metavar=_("FILE"), help=_("CSV, also packed as .csv.gz or .csv.xz"))
    table.add_argument("--map", type=Path, metavar=_("FILE"), help=_("which column answers which question (TOML)"))
    table.add_argument("--out", type=Path, metavar=_("FILE"), help=_("the scored table (CSV)"))
    table.add_argument("--jobs", type=_count, default=0, metavar=_("N"), help=_("processes (default: as many as help)"))
    score.set_defaults(usage_error=score.error)
    report = commands.add_parser("report", help=_("write the physician summary of each response as PDF"))
    _add_inputs(report)
    report.add_argument("--out", type=_folder, required=True, metavar=_("DIR"), help=_("folder for the PDFs"))
    report.add_argument("--handout", action="store_true", help=_("write the patient handout as well"))
    report.add_argument("--large-print", action="store_true", help=_("write the handout in 18 point (and --handout)"))
    report.add_argument("--paper", choices=("auto", "a4", "letter"), default="auto", help=_("auto: by the locale"))
    report.add_argument(
        "--profile", choices=("us", "uk", "other"),
        help=_("whose emergency number and crisis line are told (default: other)"),
    )  # fmt: skip
    report.add_argument(
        "--jobs", type=_count, default=0, metavar=_("N"), help=_("processes (default: as many as help)")
    )
    paper = commands.add_parser("paper", help=_("write the questionnaire blank, to be answered with a pen, as PDF"))
    paper.add_argument("--large", action="store_true", help=_("in 18 point"))
    paper.add_argument("--out", type=Path, metavar=_("FILE"), help=_("default: named by the version, in this folder"))
    paper.add_argument("--paper", choices=("auto", "a4", "letter"), default="auto", help=_("auto: by the locale"))
    paper.add_argument("--forms", type=Path, metavar=_("DIR"), help=_("form directory (default: the shipped form)"))
    export = commands.add_parser("export", help=_("write responses as CSV, for a spreadsheet and for REDCap"))
    _add_inputs(export, reference=False)
    export.add_argument("--out", type=_folder, required=True, metavar=_("DIR"), help=_("folder for the files"))
    export.add_argument(
        "--identified", action="store_true",
        help=_("with names, record numbers, birth dates and own words, which are left out otherwise"),
    )  # fmt: skip
    export.add_argument("--voided", action="store_true", help=_("also what was entered in error, which is left out"))
    check = commands.add_parser("check", help=_("list every problem of a form directory and run its cases"))
    check.add_argument("directory", type=Path, nargs="?", metavar=_("DIR"), help=_("default: the shipped form"))
    check.add_argument(
        "--explain", nargs="?", const="-", metavar=_("FILE.md"),
        help=_("write every rule in words, for patient and clinician, when there is no problem (default: print it)"),
    )  # fmt: skip
    check.add_argument(
        "--publish", action="store_true",
        help=_("record today's versions as published, when there is no problem: their meaning cannot change any more"),
    )  # fmt: skip
    audit = commands.add_parser("audit", help=_("who did what with the records, and whether the log of it is whole"))
    audit.add_argument(
        "wish", choices=("verify", "list"), metavar="verify | list",
        help=_("verify: name the first entry that is not as it was written (status 1); list: print all entries"),
    )  # fmt: skip
    audit.add_argument(
        "--head", metavar=_("HEAD"),
        help=_("what the log had come to when a summary was printed, from its foot: what was cut off since is found"),
    )  # fmt: skip
    for name, words in (
        ("backup", _("write all records to a file that the recovery key opens")),
        ("restore", _("set up this desk with the records of a backup")),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup, an age file"))
    return parser


def _check_score(options: argparse.Namespace) -> None:
    """End with status 2 when the arguments of ``score`` do not go together."""
    if options.table is None:
        if options.map is not None or options.out is not None or options.jobs:
            options.usage_error(_("--map, --out and --jobs go with --table"))
        if not options.files:
            options.usage_error(_("the following arguments are required: FILE"))
    elif options.map is None or options.out is None:
        options.usage_error(_("--table needs --map and --out"))
    elif options.files or options.shape != "plain":
        options.usage_error(_("--table takes neither FILE nor --json, --text or --codes"))
    elif options.reference is not None:
        options.usage_error(_("--table takes no --reference: the scored table holds no recommended intake"))


def _add_inputs(command: argparse.ArgumentParser, nargs: str = "+", *, reference: bool = True) -> None:
    command.add_argument(
        "files",
        nargs=nargs,
        metavar=_("FILE"),
        help=_("FHIR R4 QuestionnaireResponse in JSON, or one a line (.ndjson); - is standard input"),
    )
    command.add_argument("--forms", type=Path, metavar=_("DIR"), help=_("form directory (default: the shipped form)"))
    if not reference:
        return
    command.add_argument(
        "--reference", choices=("us", "uk", "efsa"), help=_("whose recommended intake stands beside (default: us)")
    )


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("name a folder; for the current one write ."))
    return Path(text)


def _count(text: str) -> int:
    """A number of processes."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= _MOST_JOBS):
        raise argparse.ArgumentTypeError(_("write a whole number from 1 to {most}", most=_MOST_JOBS))
    return int(text)
