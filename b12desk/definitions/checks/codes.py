"""codes.toml: codes of known systems for findings that exist, each with its source."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.model.codes import SYSTEMS


def check_codes(form: Form) -> Iterator[Problem]:
    """Problems of the codes."""
    if form.code_card is None:
        return
    table, rows = form.code_card.table, form.code_card.model.code
    for index, name in repeated([f"{each.finding} {each.system} {each.code}" for each in rows]):
        cause = _("this code stands here twice for this finding.")
        yield table.problem(("code", index), name.partition(" ")[0], cause, _("Remove one."))
    for index, row in enumerate(rows):
        here: Path = ("code", index)
        if row.finding not in form.findings:
            cause = _("there is no finding '{name}'.", name=row.finding)
            yield table.problem((*here, "finding"), "", cause, form.suggest(row.finding, form.findings))
        if row.system not in SYSTEMS:
            fix = _("Write one of {names}.", names=current().listed(SYSTEMS))
            yield table.problem((*here, "system"), row.finding, _("the code system is not known."), fix)
        if not row.code.isascii() or not row.code.isprintable() or " " in row.code or not row.code:
            fix = _("Copy it from the code system.")
            yield table.problem((*here, "code"), row.finding, _("this is no code."), fix)
        if not row.display.strip():
            yield table.problem((*here, "display"), row.finding, _("the code has no term."), _("Say what it means."))
        for cause, fix in form.unknown_sources((row.source,), needed=True):
            yield table.problem((*here, "source"), row.finding, cause, fix)
