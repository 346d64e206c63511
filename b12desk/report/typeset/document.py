"""What a document says, as a tree of plain values: no sizes, no positions, no fonts.

Rules: assembled by `summary` and `handout`, turned into pieces by `blocks` and `figures`; strings are raw (they pass
through `text` when they become words) and never markup. A new item type or block is a class here, a case in `blocks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from b12desk.report.typeset.clean_text import LIMIT
from b12desk.report.typeset.type_sizes import Paper, Role, Sheet, Tone


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one role. ``limit`` is how many characters of it are shown; ``below`` begins a new line.

    ``glued``: no space before it. Text from right to left in one span moves nothing in its neighbours.
    """

    text: str
    role: Role = "body"
    limit: int = LIMIT
    below: bool = False
    glued: bool = False


Inline = tuple[Span, ...]
"""Spans stand one after the other, parted by a space unless they are glued."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Title, a line under it, and the reference code with its QR code at the right; in the sizes of `HEAD`.

    ``scanned``: what the QR code says when that is not the code.
    """

    title: str
    subtitle: str
    code: str
    code_label: str
    scanned: str = ""


@dataclass(frozen=True, slots=True)
class FactGrid:
    """Labels above their values in columns (the patient line), each column as long as its own; ``shares`` of the width.

    So what stands first in a column, and what stands under a value of one line, is always in the same place.
    """

    columns: tuple[tuple[tuple[str, Inline], ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading stays with what follows it and stands in the outline; ``aside`` is small print at the right of it."""

    text: str
    level: int = 1
    icon: str | None = None
    urgent: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Inline
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; every entry may run over several lines."""

    entries: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``share`` of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on the next page; ``keep`` asks for all of it on one page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Blocks on a ground with a bar at the left; ``banner`` is a dark band with white words on top.

    ``leads``: it stays with what follows.
    """

    tone: Tone
    blocks: tuple[Block, ...]
    banner: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns that stay together; ``share`` is the left one's part of the width."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Gauge:
    """An amount on a scale against a reference: micrograms a day. ``at_least``: some of it is not known."""

    value: float
    reference: float
    value_label: str
    reference_label: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """Points ``first`` to ``last``, both included; ``share`` is what was found among people with so many."""

    first: int
    last: int
    share: str


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """Bands of points from 0 to ``most`` with a person's place, lowest to highest, and a hundred figures.

    ``fewest`` of the figures are filled; those up to ``most_figures`` are drawn in outline, because points are open.
    ``caption`` says of what the shares and the figures are; ``strip`` sets all in one row.
    """

    bands: tuple[ScoreBand, ...]
    points: tuple[int, int]
    most: int
    label: str
    fewest: int
    most_figures: int
    caption: str
    strip: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """One row of a picture table; ``icon`` names a file of resources/icons."""

    icon: str
    name: str
    detail: str
    amount: str
    much: str = ""
    """The amount in words."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The food table of the handout."""

    head: tuple[str, str]
    rows: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A place to write by hand: rows of boxes to tick with room behind each, then fields on one ruled line.

    Every entry is (label, share of the width).
    """

    choices: tuple[tuple[tuple[str, float], ...], ...]
    fields: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick with words behind it; ``mark`` stands small inside, ``round`` says that one excludes the others."""

    text: str
    mark: str = ""
    round: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A short line to write on between two words, ``room`` times as long as the type is high."""

    before: str
    after: str
    room: float = 5.0


@dataclass(frozen=True, slots=True)
class Reply:
    """Boxes and short lines: on one line where all fit, else boxes in columns, and lines one after the other.

    ``apart``: boxes that are no answer like the others ("Not sure"); they have a line of their own where not all fit.
    """

    entries: tuple[Tick | Blank, ...]
    apart: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class WritingLines:
    """So many lines to write on, over the whole width."""

    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to answer by hand, kept together.

    Its number at the side; for whom ``only`` it is; text, ``how`` it is answered behind it, hint and room to answer;
    ``onward``, where one goes on.
    """

    number: str
    only: str
    text: str
    how: str
    hint: str
    replies: tuple[Reply | WritingLines, ...]
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TickGrid:
    """Questions that share one list of answers: a box in each column, and the heads again on a new page.

    ``rows``: number and question; ``marks``: what stands small in the boxes of a row.
    """

    heads: tuple[str, ...]
    marks: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbered entries in small type (the sources): in columns, or run on in one paragraph when ``columns`` is 1."""

    entries: tuple[Inline, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = (
    Letterhead
    | FactGrid
    | Heading
    | Paragraph
    | Bullets
    | Table
    | Panel
    | Beside
    | Gauge
    | ScoreChart
    | Pictures
    | Ruled
    | Asked
    | TickGrid
    | Numbered
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``footer`` lines stand on every page, the page number at the right of the last one.

    ``banner`` stands above everything on every page, in the margin, so that it moves nothing;
    ``barred``: on a red band, because nobody is to use what stands below.

    ``created`` goes into the file's information, so it is the response's date and never the clock's. With
    ``right_to_left`` lines begin on the right, and what is said here of left and right is the other way round.
    """

    title: str
    subject: str
    language: str
    paper: Paper
    sheet: Sheet
    blocks: tuple[Block, ...]
    footer: tuple[Inline, ...]
    created: datetime
    right_to_left: bool = False
    banner: Inline = ()
    barred: bool = False
