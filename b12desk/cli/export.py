"""``b12desk export``: responses as comma-separated values, for a spreadsheet and for REDCap.

Rules: every response is read and judged before the first file is written; a file that is there is never replaced; who
the patients are is left out unless it is asked for.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from b12desk.cli.inputs import Input, each, read_response
from b12desk.cli.names import printable
from b12desk.definitions import load
from b12desk.definitions.published import Published
from b12desk.engine.scoring import assess
from b12desk.errors import Problem, ReportError
from b12desk.i18n import _, n_
from b12desk.interop.columns import Intake, fields_of
from b12desk.interop.csv_export import write_dictionary, write_records, write_words
from b12desk.model.response import Status
from b12desk.private_file import made_dir, reason_of, write_whole


def export(files: Sequence[str], out: Path, forms: Path | None, *, identified: bool, voided: bool = False) -> str:
    """Write the three files into ``out``; the text to print names them. Raises `UserError`.

    What was entered in error is left out, unless ``voided``.
    """
    definition = load(forms)
    published = Published(definition, forms)

    def judge(given: Input) -> Intake:
        response = read_response(published, given)
        return Intake(response, assess(definition, response))

    read = each(files, judge)
    intakes = [one for one in read if voided or one.response.status is not Status.ENTERED_IN_ERROR]
    left = len(read) - len(intakes)
    named = Counter(one.response.identifier for one in intakes if one.response.identifier)
    problems = [
        Problem(
            name,
            _("{count} responses have this identifier.", count=count),
            _("A record has one row: leave the others out."),
        )
        for name, count in named.items()
        if count > 1
    ]
    fields = fields_of(definition, identified=identified)
    contents: dict[str, Callable[[io.StringIO], None]] = {
        "answers.csv": lambda file: write_words(file, fields, intakes),
        "redcap_dictionary.csv": lambda file: write_dictionary(file, definition.questionnaire, fields),
        "redcap_records.csv": lambda file: write_records(file, fields, intakes),
    }
    problems += [
        Problem(str(out / name), _("there is a file of this name."), _("Name another folder, or move the file away."))
        for name in contents
        if (out / name).exists()
    ]
    if problems:
        raise ReportError(_("Nothing was written:"), problems)
    written = []
    try:
        made_dir(out)
        for name, write in contents.items():
            text = io.StringIO(newline="")
            write(text)
            write_whole(out / name, text.getvalue().encode("utf-8-sig" if name == "answers.csv" else "utf-8"))
            written.append(f"{printable(str(out / name))}\n")
    except (OSError, ValueError) as error:
        cause = _("the file cannot be written ({reason}).", reason=reason_of(error))
        raise ReportError(_("Not everything could be written:"), [Problem(str(out), cause)]) from error
    count = n_("{count:,} record.", "{count:,} records.", len(intakes))
    who = (
        _("Names, record numbers, birth dates and own words are in it.")
        if identified
        else _("Without names, record numbers, birth dates and own words.")
    )
    errors = n_(
        "{count:,} record was entered in error and left out.",
        "{count:,} records were entered in error and left out.",
        left,
    )
    return "".join(written) + f"{count} {who}\n" + (f"{errors}\n" if left else "")
