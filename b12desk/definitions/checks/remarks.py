"""[[contradiction]] and [[notice]] of questionnaire.toml: each once, in words, and about answers that can be given."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.checks.comparisons import check_comparison
from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.remark import Contradiction, Notice


def check_remarks(form: Form) -> Iterator[Problem]:
    """Problems of what is said beside an answer."""
    model = form.questionnaire.model
    said: tuple[Contradiction | Notice, ...] = (*model.contradiction, *model.notice)
    names = [each.id for each in said]
    paths: list[Path] = [
        *(("contradiction", index) for index in range(len(model.contradiction))),
        *(("notice", index) for index in range(len(model.notice))),
    ]
    table = form.questionnaire.table
    for place, name in repeated(names):
        yield table.problem((*paths[place], "id"), name, _("this id is used twice."), _("Give each its own id."))
    for path, remark in zip(paths, said, strict=True):
        if not remark.text.strip():
            yield table.problem((*path, "text"), remark.id, _("'{key}' is empty.", key="text"), _("Write the words."))
    lists: list[tuple[Path, str, tuple[Comparison, ...]]] = []
    for index, one in enumerate(model.contradiction):
        lists.append((("contradiction", index, "one"), one.id, one.one))
        lists.append((("contradiction", index, "other"), one.id, one.other))
    lists += [(("notice", index, "when"), told.id, told.when) for index, told in enumerate(model.notice)]
    for path, name, comparisons in lists:
        if not comparisons:
            yield table.problem(path, name, _("no condition stands here."), _("Name at least one."))
        for index, comparison in enumerate(comparisons):
            for key, cause, fix in check_comparison(form, comparison):
                yield table.problem((*path, index, key), name, cause, fix)
