"""[limits] of questionnaire.toml: how long a question, a hint and a list may be in a form that asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Limits

_END = re.compile(r"(?<!\b\w)[.!?]+(?=\s+[^\Wa-z]|\s*$)")
"""A sentence ends before a capital or a figure, or at the end; the point of "e.g." and "H. pylori" ends none."""


def check_wordiness(form: Form) -> Iterator[Problem]:
    """Problems of questions with more words or options than the form allows."""
    limits = form.questionnaire.model.limits
    for placed in form.placed:
        if placed.item.is_question:
            yield from _question(form, placed, limits)
            yield from _hint(form, placed, limits)
            yield from _options(form, placed, limits)


def words(text: str) -> int:
    """How many words there are between spaces."""
    return len(text.split())


def sentences(text: str) -> int:
    """How many sentences there are; what is left without a full stop is one."""
    return sum(1 for part in _END.split(text) if part.strip())


def _question(form: Form, placed: Placed, limits: Limits) -> Iterator[Problem]:
    count = words(placed.item.text)
    if limits.question_words is not None and count > limits.question_words:
        cause = _("the question has {count} words, and at most {most} are allowed.",
                  count=count, most=limits.question_words)  # fmt: skip
        yield form.of_item(placed, cause, _("Ask it in fewer words, or let options name the examples."), "text")


def _hint(form: Form, placed: Placed, limits: Limits) -> Iterator[Problem]:
    hint = placed.item.help or ""
    fix = _("Put what must be read into the question or its options.")
    if limits.hint_words is not None and (count := words(hint)) > limits.hint_words:
        cause = _("the hint has {count} words, and at most {most} are allowed.", count=count, most=limits.hint_words)
        yield form.of_item(placed, cause, fix, "help")
    if limits.hint_sentences is not None and (count := sentences(hint)) > limits.hint_sentences:
        cause = _("the hint has {count} sentences, and at most {most} are allowed.",
                  count=count, most=limits.hint_sentences)  # fmt: skip
        yield form.of_item(placed, cause, fix, "help")


def _options(form: Form, placed: Placed, limits: Limits) -> Iterator[Problem]:
    count = sum(each.offered and not each.exclusive for each in placed.item.answer_option)
    if limits.options is not None and count > limits.options:
        cause = _("the list has {count} options, and at most {most} are allowed.", count=count, most=limits.options)
        yield form.of_item(placed, cause, _("Make two questions of it, or join options."), "answerOption")
