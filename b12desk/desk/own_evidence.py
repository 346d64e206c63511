"""The clinic's own evidence: how patients get on with each screen, and how easy it was. It stays on the computer.

Rules: what fewer than `FEWEST` walks stand behind is not told, neither a row nor a part of one, and a count that could
be reckoned from the others, of all ages or of any, is withheld with it; walks count in whole fives of one age band, so
that what was told before and what is told now differ by as many; a screen that somebody met twice in a walk counts once
for "how many", with all its seconds; a median, because one long call to the door is not how long a question takes.
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
_Walk = Sequence[Screen]


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
    walks = _in_fives(kept)
    shown = [walk for band, each in walks.items() if age_band in ("", band) for walk in each]
    if not shown:
        return Evidence(None, None, None, None)
    ends = {band: [walk for walk in each if not any(row.abandoned for row in walk)] for band, each in walks.items()}
    ended = [walk for band, each in ends.items() if age_band in ("", band) for walk in each]
    told = _is_told({band: (len(ends[band]), len(each) - len(ends[band])) for band, each in walks.items()}, age_band)
    whole = len(ended) if ended and told else None
    return Evidence(
        len(shown),
        whole,
        None if whole is None else median(sum(each.seconds for each in walk) for walk in ended) / 60,
        None if whole is None else median(len(walk) for walk in ended),
        _lines(walks, age_band),
        _ease(walks, age_band),
    )


def age_bands(kept: Iterable[Screen]) -> tuple[str, ...]:
    """The age bands of which something can be told, the youngest first."""
    return tuple(sorted(filter(None, _in_fives(kept)), key=lambda band: int(band.rstrip("+").partition("-")[0])))


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


def _in_fives(kept: Iterable[Screen]) -> dict[str, list[_Walk]]:
    """The walks of each age band, the oldest first; those that make up no five yet wait."""
    walks: dict[tuple[str, str], list[Screen]] = {}
    for each in kept:
        walks.setdefault((each.age_band, each.sitting), []).append(each)
    bands: dict[str, list[_Walk]] = {}
    for (band, _sitting), walk in walks.items():
        bands.setdefault(band, []).append(walk)
    return {band: whole for band, each in bands.items() if (whole := _fives(each))}


def _fives(groups: list[_Walk]) -> list[_Walk]:
    return groups[: len(groups) // FEWEST * FEWEST]


def _lines(walks: Mapping[str, Sequence[_Walk]], age_band: str) -> tuple[ScreenLine, ...]:
    met: dict[str, dict[str, list[_Walk]]] = {}
    for band, each in walks.items():
        for walk in each:
            here: dict[str, list[Screen]] = {}
            for row in walk:
                here.setdefault(row.screen, []).append(row)
            for screen, visits in here.items():
                met.setdefault(screen, {}).setdefault(band, []).append(visits)
    lines = []
    for screen, bands in met.items():
        counted = {band: _fives(groups) for band, groups in bands.items()}
        if shown := [visits for band, groups in counted.items() if age_band in ("", band) for visits in groups]:
            lines.append(
                ScreenLine(
                    screen,
                    len(shown),
                    median(sum(each.seconds for each in visits) for visits in shown),
                    _share(counted, age_band, lambda each: each.backs > 0),
                    _share(counted, age_band, lambda each: each.changes > 0),
                    _share(counted, age_band, lambda each: each.help > 0),
                    _share(counted, age_band, lambda each: each.abandoned),
                )
            )
    return tuple(lines)


def _share(groups: Mapping[str, Sequence[_Walk]], age_band: str, true: Callable[[Screen], bool]) -> float | None:
    """Of how many walks something is true of a screen; None while it is true of a few, or of all but a few."""
    counts = {band: sum(any(map(true, visits)) for visits in each) for band, each in groups.items()}
    if not _is_told({band: (counts[band], len(each) - counts[band]) for band, each in groups.items()}, age_band):
        return None
    shown = [band for band in groups if age_band in ("", band)]
    return sum(counts[band] for band in shown) / sum(len(groups[band]) for band in shown)


def _ease(walks: Mapping[str, Sequence[_Walk]], age_band: str) -> Ease | None:
    given = {band: [row.face for walk in each for row in walk if row.face] for band, each in walks.items()}
    shown = [face for band, each in given.items() if age_band in ("", band) for face in each]
    if not shown or not _is_told({band: (len(each),) for band, each in given.items()}, age_band):
        return None
    faces = get_args(Face)
    told = _is_told({band: tuple(map(each.count, faces)) for band, each in given.items()}, age_band)
    return Ease(len(shown), {face: shown.count(face) for face in faces} if told else None)


def _is_told(counts: Mapping[str, Sequence[int]], age_band: str) -> bool:
    """Whether the counts of one age band may be told beside those of all ages, or those of all.

    What is not told of some bands can be reckoned from the rest: the smallest are withheld too until those are no few.
    """
    if not age_band:
        return _tellable(*map(sum, zip(*counts.values(), strict=True)))
    told = [band for band in sorted(counts, key=lambda band: sum(counts[band])) if _tellable(*counts[band])]
    while told and not _tellable(*map(sum, zip(*(counts[band] for band in counts if band not in told), strict=True))):
        del told[0]
    return age_band in told


def _tellable(*counts: int) -> bool:
    """Whether none of them is of a few; nobody at all may be told."""
    return all(each == 0 or each >= FEWEST for each in counts)
