"""The result as plain text to paste into a clinical record: at most `LINES` lines of about `WIDTH` characters.

Rules: that nobody is to use it, or which version it is, stands first, the recommendation next and red flags right
behind it; what has no room is counted, never dropped in silence, and red flags get room before anything else; no name
of the patient, whose record it is pasted into; every answer is put on one line, without what nobody can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from b12desk.characters.visible import one_line, shortened
from b12desk.engine.facts import Facts
from b12desk.engine.reference_code import reference_code
from b12desk.i18n import N_, Catalogue, _, n_, parted
from b12desk.model.assessment import Assessment, Finding, Urgency
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report.imprint import imprint_words
from b12desk.report.words import date_words, detail_words

LINES = 12
WIDTH = 100
_ANSWER = 80
_INDENT = "  "
_SENTENCE_END = re.compile(r"(?<=\w{2}[.!?]) (?=[^\W\d_a-z])")
_LEVELS: dict[Urgency, str] = {"emergency-now": N_("emergency now"), "same-day": N_("same day")}


class _Part(NamedTuple):
    """Texts under a head. ``rank``: the lowest is given room first."""

    rank: int
    head: str
    texts: tuple[str, ...]


def record_text(
    definition: Definition, response: QuestionnaireResponse, assessment: Assessment, catalogue: Catalogue
) -> str:
    """The lines, each with its end, in the language of ``catalogue``."""
    with catalogue.used():
        parts = _parts(translated(definition, catalogue), response, translated(assessment, catalogue))
        return "".join(f"{line}\n" for line in _laid([each for each in parts if each.texts]))


def _parts(definition: Definition, response: QuestionnaireResponse, found: Assessment) -> Iterator[_Part]:
    """In reading order."""
    rules, facts = definition.rules, Facts(definition.questionnaire, response)
    yield _Part(0, "", tuple(filter(None, (imprint_words(definition.imprint),))))
    yield _Part(0, "", (rules.headline(found.recommendation, found.urgency).title,))
    otherwise = (rules.recommendations[found.otherwise].title,) if found.only_unrelated else ()
    yield _Part(0, _("Without the red flags"), otherwise)
    flags = tuple(each for _level, flags in found.by_level(rules.urgencies) for each in flags)
    yield _Part(1, _("Red flags"), tuple(_named(definition, facts, each) for each in flags))
    reasons = (*found.ranked("risk-factor"), *found.ranked("symptom"), *found.ranked("context"))
    yield _Part(3, _("Reasons"), tuple(_named(definition, facts, each) for each in reasons))
    texts = {(each.code, each.reason): each.text for each in rules.test}
    yield _Part(2, _("Tests"), tuple(texts[each.code, each.reason].rstrip(".") for each in found.tests))
    yield _Part(4, _("Heed"), tuple(_cautions(definition, found)))
    count = len(found.deciding)
    unsettled = n_("1 open question could change this.", "{count} open questions could change this.", count)
    yield _Part(0, _("Not settled"), () if found.settled else (unsettled,))
    again = n_("1 answer should be asked again.", "{count} answers should be asked again.", len(response.ask_again))
    older = _("Answers to form {version}; {again}", version=response.carried_version, again=again)
    yield _Part(0, "", (older,) if response.ask_again else ())
    code, day = reference_code(response, found), date_words(response.authored_date)
    yield _Part(0, "", (_("Reference {code}, {day}. B12 Desk; not a diagnosis.", code=code, day=day),))


def _named(definition: Definition, facts: Facts, finding: Finding) -> str:
    """A finding with its urgency, what was answered to it and the marks it earned, but for those in long words."""
    rule = definition.rules.findings[finding.id]
    level = (_(_LEVELS[finding.urgency]),) if finding.urgency is not None else ()
    told = (detail_words(facts, each, rule, _ANSWER) for each in rule.detail)
    marks = (mark.text for mark in rule.mark if mark.tag in finding.marks and len(mark.text) <= _ANSWER)
    inside = ", ".join(filter(None, (*level, *map(one_line, told), *marks)))
    return _("{finding} ({details})", finding=rule.text, details=inside) if inside else rule.text


def _cautions(definition: Definition, found: Assessment) -> Iterator[str]:
    """The first sentence of each warning before the blood is taken, and of each note that safety rests on."""
    rules = definition.rules
    for warning in rules.pretest:
        if warning.code in found.pretest:
            yield _first_sentence(warning.text)
    for note in rules.note:
        if note.essential and not note.unsettled and note.code in found.notes:
            yield _first_sentence(note.text)


def _first_sentence(text: str) -> str:
    return _SENTENCE_END.split(text, maxsplit=1)[0].rstrip(".")


def _laid(parts: Sequence[_Part]) -> list[str]:
    """Every part in one line at first; what is spare goes to the parts that need it, the most important first."""
    rooms = [1] * len(parts)
    for at in sorted(range(len(parts)), key=lambda each: parts[each].rank):
        needed = len(_lines(parts[at].head, parted(parts[at].texts)))
        rooms[at] += min(needed - 1, LINES - sum(rooms))
    return [line for part, room in zip(parts, rooms, strict=True) for line in _fitted(part, room)]


def _fitted(part: _Part, room: int) -> list[str]:
    """As many texts of a part as have room, and how many more there are; of a single long one, its beginning."""
    for count in range(len(part.texts), 0, -1):
        lines = _lines(part.head, _counted(part.texts[:count], len(part.texts) - count))
        if len(lines) <= room:
            return lines
    rest = len(part.texts) - 1
    for length in range(WIDTH * room, 0, -1):
        lines = _lines(part.head, _counted((shortened(part.texts[0], length),), rest))
        if len(lines) <= room:
            break
    return lines


def _counted(texts: Sequence[str], more: int) -> str:
    told = parted(texts)
    return _("{texts}; and {count} more", texts=told, count=more) if more else told


def _lines(head: str, text: str) -> list[str]:
    whole = _("{head}: {text}", head=head, text=text) if head else text
    return wrap(one_line(whole), WIDTH, subsequent_indent=_INDENT)
