"""``b12desk check``: every problem of a form directory, then its cases; its rules in words on request."""

from __future__ import annotations

from pathlib import Path

from b12desk import paths
from b12desk.cli.explain import explained
from b12desk.cli.names import printable
from b12desk.cli.question_counts import question_counts
from b12desk.definitions import load
from b12desk.definitions.cases import Vignette, differences, read_cases
from b12desk.definitions.files import read_files
from b12desk.definitions.lint import inspect
from b12desk.definitions.publication import lint_publication, publish, read_record, standing
from b12desk.definitions.published import lint_published
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.errors import Problem, ReportError, listed
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.private_file import reason_of, whole_file

STANDARD_OUTPUT = "-"
"""Instead of the name of a file."""


def unfinished(vignette: Vignette, questionnaire: Questionnaire) -> list[Problem]:
    """What keeps somebody with these answers from pressing Finish."""
    issues = Session(questionnaire, vignette.response.authored, vignette.response).issues
    fix = _("A demonstration answers all that is required.")
    return [
        vignette.problem(_("it stops at '{link_id}' ({code}).", link_id=each.link_id, code=each.code), fix)
        for each in issues
    ]


def check(directory: Path | None) -> tuple[str, bool]:
    """The text to print, and whether all is well."""
    directory = paths.forms_dir() if directory is None else directory
    files, unreadable = read_files(directory)
    definition, found = inspect(directory, files)
    problems: list[Problem] = [*unreadable, *found]
    published = read_record(directory)
    count = 0
    counts: list[str] = []
    if definition is not None and not problems:
        problems += lint_published(definition, directory)
        problems += lint_publication(definition, published)
        vignettes, misread = read_cases(directory, definition.questionnaire)
        problems += misread
        count = len(vignettes)
        for vignette in () if misread else vignettes:
            if vignette.is_demonstration:
                problems += unfinished(vignette, definition.questionnaire)
            assessment = assess(definition, vignette.response, reference=vignette.case.reference)
            problems += differences(vignette, assessment)
        counts, over = ([], []) if misread else question_counts(definition, vignettes)
        problems += over
    if problems or definition is None:
        lines = [*map(printable, listed(problems)), _("Problems: {count}", count=len(problems))]
        return "\n".join(lines) + "\n", False
    good = _(
        "{directory}: {items} items, {findings} findings, {sources} sources, {cases} cases: no problems.",
        directory=printable(str(directory)),
        items=len(definition.questionnaire.items),
        findings=len(definition.rules.finding),
        sources=len(definition.sources.source),
        cases=count,
    )
    return "\n".join(filter(None, (good, standing(definition, published), *counts))) + "\n", True


def record(directory: Path | None) -> str:
    """Record today's versions as published. The text to print: what is new, and the check of it. Raises `UserError`."""
    directory = paths.forms_dir() if directory is None else directory
    names = publish(load(directory), directory)
    told = [_("Published: {name}", name=name) for name in names] or [_("All of it was published before.")]
    return "\n".join((*told, check(directory)[0]))


def explain(directory: Path | None, file: str, checked: str) -> str:
    """The text to print: the rules in words, or ``checked`` when they go into ``file``. Raises `UserError`."""
    text = explained(load(directory))
    if file == STANDARD_OUTPUT:
        return text
    path = Path(file)
    if not path.parent.is_dir():
        raise ReportError(_("Nothing was written:"), [Problem(file, _("there is no such folder."), _("Create it."))])
    try:
        with whole_file(path) as out:
            out.write(text.encode())
    except (OSError, ValueError) as error:
        cause = _("the file cannot be written ({reason}).", reason=reason_of(error))
        raise ReportError(_("Nothing was written:"), [Problem(file, cause)]) from error
    return checked
