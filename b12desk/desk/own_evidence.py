"""The clinic's own evidence: how patients get on with each screen, and how easy it was. It stays on the computer.

Rules: what fewer than `FEWEST` walks stand behind is not told, neither a row nor a part of one, and a count that could
be reckoned from the others is withheld with it; a screen that somebody met twice in a walk counts once for "how many",
with all its seconds; a median, because one long call to the door is not how long a question takes.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from statistics import median
from typing import NamedTuple, get_args

from b12desk.characters.cells import inert
from b12desk.desk.walk_diary import Face
from b12desk.store.waiting import Screen

FEWEST = 5
"""Of fewer walks than this nothing is told."""


class ScreenLine(NamedTuple):
    """How one screen went. ``seconds``: the median of a walk; shares are of the walks that met it, 0 to 1.

    None: too few, or it could be reckoned who.
    """

    screen: str
    walks: int
    seconds: float
    back: float | None
    changed: float | None
    helped: float | None
    left: float | None


class Ease(NamedTuple):
    """How many gave each face; None: some face was given by too few, so that only the sum is told."""

    answers: int
    faces: Mapping[str, int] | None


class Evidence(NamedTuple):
    """``walks``: how many there were, None when too few; ``minutes`` and ``screens``: medians of those to the end."""

    walks: int | None
    finished: int | None
    minutes: float | None
    screens: float | None
    lines: tuple[ScreenLine, ...] = ()
    ease: Ease | None = None


def evidence(kept: Iterable[Screen], age_band: str = "") -> Evidence:
    """What is known of all walks, or of those of one age band."""
    walks: dict[str, list[Screen]] = {}
    for each in kept:
        if age_band in ("", each.age_band):
            walks.setdefault(each.sitting, []).append(each)
    if len(walks) < FEWEST:
        return Evidence(None, None, None, None)
    ended = [walk for walk in walks.values() if not any(each.abandoned for each in walk)]
    whole = len(ended) if len(ended) >= FEWEST and _tellable(len(ended), len(walks)) else None
    return Evidence(
        len(walks),
        whole,
        None if whole is None else median(sum(each.seconds for each in walk) for walk in ended) / 60,
        None if whole is None else median(len(walk) for walk in ended),
        _lines(list(walks.values())),
        _ease(list(walks.values())),
    )


def age_bands(kept: Iterable[Screen]) -> tuple[str, ...]:
    """The age bands of which something can be told, the youngest first."""
    sittings: dict[str, set[str]] = {}
    for each in kept:
        sittings.setdefault(each.age_band, set()).add(each.sitting)
    told = (band for band, walks in sittings.items() if band and len(walks) >= FEWEST)
    return tuple(sorted(told, key=lambda band: int(band.rstrip("+").partition("-")[0])))


def csv_text(found: Evidence, name: Callable[[str], str] = str) -> str:
    """The lines as CSV; ``name`` words a screen. What is not told is empty."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["screen", "walks", "seconds", "back", "changed", "helped", "left"])
    for line in found.lines:
        shares = ["" if each is None else f"{each:.2f}" for each in line[3:]]
        writer.writerow([inert(name(line.screen)), line.walks, f"{line.seconds:.1f}", *shares])
    if found.ease is not None:
        for face, count in (found.ease.faces or {}).items():
            writer.writerow([f"ease: {face}", count, "", "", "", "", ""])
        writer.writerow(["ease: all", found.ease.answers, "", "", "", "", ""])
    return text.getvalue()


def _lines(walks: Sequence[Sequence[Screen]]) -> tuple[ScreenLine, ...]:
    met: dict[str, list[list[Screen]]] = {}
    for walk in walks:
        here: dict[str, list[Screen]] = {}
        for each in walk:
            here.setdefault(each.screen, []).append(each)
        for screen, visits in here.items():
            met.setdefault(screen, []).append(visits)
    return tuple(
        ScreenLine(
            screen,
            len(groups),
            median(sum(each.seconds for each in visits) for visits in groups),
            _share(groups, lambda each: each.backs > 0),
            _share(groups, lambda each: each.changes > 0),
            _share(groups, lambda each: each.help > 0),
            _share(groups, lambda each: each.abandoned),
        )
        for screen, groups in met.items()
        if len(groups) >= FEWEST
    )


def _share(groups: Sequence[Sequence[Screen]], told: Callable[[Screen], bool]) -> float | None:
    """Of how many walks something is true of a screen; None while it is true of one to four, or of all but those."""
    count = sum(any(map(told, visits)) for visits in groups)
    return count / len(groups) if _tellable(count, len(groups)) else None


def _tellable(count: int, of: int) -> bool:
    """Whether neither those who did nor those who did not are too few to be told; nobody at all may be told."""
    return all(each == 0 or each >= FEWEST for each in (count, of - count))


def _ease(walks: Sequence[Sequence[Screen]]) -> Ease | None:
    given = [each.face for walk in walks for each in walk if each.face]
    if len(given) < FEWEST:
        return None
    counts = {face: given.count(face) for face in get_args(Face)}
    few = any(0 < each < FEWEST for each in counts.values())
    return Ease(len(given), None if few else counts)
