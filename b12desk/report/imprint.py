"""What a paper says of itself: which version it is and what it replaces, whether it holds, who printed it and when.

Rules: it stands above everything on every page, in the margin, so that no page grows by it; what forbids its use comes
first, in words, large, and white on a red band over the whole width, which also a greyscale printer shows; who printed
it, and when, was handed in.
"""

from __future__ import annotations

from b12desk.i18n import _, current
from b12desk.model.imprint import Imprint
from b12desk.report.typeset.document import Inline, Span
from b12desk.report.words import date_words

_LONGEST_NAME = 60
_LONGEST_REST = 200


def banner(imprint: Imprint) -> Inline:
    """What stands above everything on every page."""
    if told := warning(imprint):
        rest = " ".join(each.text for each in (*_version(imprint), *_printed_by(imprint)))
        return (*told, Span(rest, "void-small", limit=_LONGEST_REST))
    return (*_version(imprint), *_printed_by(imprint))


def warning(imprint: Imprint) -> Inline:
    """That nobody is to use the paper; nothing on one that holds."""
    if imprint.voided:
        return (Span(_("ENTERED IN ERROR, do not use."), "void"),)
    if imprint.replaced_by:
        words = _("REPLACED by version {number}, do not use.", number=imprint.replaced_by)
        return (Span(words, "void"),)
    return ()


def short_banner(imprint: Imprint) -> Inline:
    """The same for a patient's sheet: no more than one line in large print, with a name of usual length."""
    if told := warning(imprint):
        return told
    version = (Span(_("Version {number}.", number=imprint.version), "label"),) if imprint.version > 1 else ()
    return (*version, *_printed_by(imprint, by_day=True))


def imprint_words(imprint: Imprint) -> str:
    """The same but for who printed it, as plain text; empty for the first version."""
    return " ".join(each.text for each in (*warning(imprint), *_version(imprint)))


def _version(imprint: Imprint) -> Inline:
    """Which version it is, and what it replaces; nothing on the first, unless another replaced it."""
    before = imprint.replaces
    if before is None or warning(imprint):
        told = imprint.version > 1 or imprint.replaced_by
        return (Span(_("Version {number}.", number=imprint.version), "strong"),) if told else ()
    words = _(
        "Version {number}, replaces version {before} of {date} (code {code}).",
        number=imprint.version,
        before=before.number,
        date=date_words(before.finished.date()),
        code=before.code or _("not known"),
    )
    return (Span(words, "strong"),)


def _printed_by(imprint: Imprint, *, by_day: bool = False) -> Inline:
    if not imprint.by:
        return ()
    if imprint.at is None:
        return (Span(_("Made by {who}.", who=imprint.by), "label", limit=_LONGEST_NAME),)
    when = date_words(imprint.at.date()) if by_day else current().moment(imprint.at)
    words = _("Printed by {who}, {when}.", who=imprint.by[:_LONGEST_NAME], when=when)
    return (Span(words, "label"),)
