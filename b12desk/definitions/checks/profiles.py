"""profiles.toml: each country once, findings that there are, sources that there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.settings import Country


def check_profiles(form: Form) -> Iterator[Problem]:
    """Problems of the country profiles."""
    if form.profiles is None:
        return
    table, profiles = form.profiles.table, form.profiles.model
    codes = [each.code for each in profiles.profile]
    for index, code in repeated(codes):
        yield table.problem(("profile", index), code, _("this profile stands here twice."), _("Remove one."))
    for code in get_args(Country):
        if code not in codes:
            cause = _("there is no profile '{code}'.", code=code)
            yield table.problem(("profile",), "", cause, _("Add [[profile]] with this code."))
    for index, each in enumerate(profiles.profile):
        path: Path = ("profile", index)
        for key, text in (("label", each.label), ("emergency", each.emergency), ("crisis", each.crisis)):
            if not text.strip():
                yield table.problem((*path, key), each.code, _("'{key}' is empty.", key=key), _("Write the words."))
        for cause, fix in form.unknown_sources(each.sources, needed=each.code != "other"):
            yield table.problem((*path, "sources"), each.code, cause, fix)
    for index, name in enumerate(profiles.crisis_for):
        if name not in form.findings:
            cause = _("there is no finding '{name}'.", name=name)
            yield table.problem(("crisisFor", index), "", cause, form.suggest(name, form.findings))
