"""How long a physician's summary takes, warm: against the bare canvas, and against other PDF libraries.

The floor is the very same text, lines, boxes and shapes at the same places, drawn straight on a ReportLab canvas with
the same fonts. The other libraries get the same, laid out already, in processes of their own (`report_peers`), in turn
with ours. Their Python is this one, or the one that the environment variable B12DESK_PEERS names; a library that is
not installed there is reported as such. Patients differ from round to round, so nothing personal is remembered.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from answers import patient
from measure import Row, interleaved, seconds, show

from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.response import Subject
from b12desk.paths import resources_dir
from b12desk.report.summary import summary_pages, summary_pdf
from b12desk.report.typeset import fonts
from b12desk.report.typeset.display_list import Box, Group, Line, Mark, Page, Shape, Text

sys.path.insert(0, str(Path(__file__).parent / "report_peers"))
from worker import LIBRARIES

RUNS, PATIENTS, PEER_RUNS = 11, 24, 3
WORKER = Path(__file__).parent / "report_peers" / "worker.py"


def moved(marks: tuple[Mark, ...], x: float = 0, y: float = 0) -> Iterator[tuple[Mark, float, float]]:
    """Every mark with the place of its group."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from moved(mark.marks, x + mark.x, y + mark.y)
        else:
            yield mark, x, y


def flat(pages: tuple[Page, ...]) -> list[dict[str, Any]]:
    """Pages as plain lists, places counted from the top left of the page, in points; shapes are filled polygons."""
    found = []
    for page in pages:
        plain: dict[str, Any] = {"width": page.width, "height": page.height}
        plain |= {"texts": [], "lines": [], "boxes": [], "shapes": []}
        for mark, x, y in moved(page.marks):
            if isinstance(mark, Text):
                bold = mark.face == fonts.BOLD
                plain["texts"].append((x + mark.x, y + mark.y, mark.text, bold, mark.size, mark.colour))
            elif isinstance(mark, Line):
                place = (x + mark.x, y + mark.y, x + mark.to_x, y + mark.to_y)
                plain["lines"].append((*place, mark.width, mark.colour))
            elif isinstance(mark, Box):
                place = (x + mark.x, y + mark.y, mark.width, mark.height)
                plain["boxes"].append((*place, mark.fill, mark.stroke))
            elif isinstance(mark, Shape):
                points: list[tuple[float, float]] = []
                for letter, *numbers in mark.commands:
                    if letter == "Z":
                        plain["shapes"].append(points)
                        points = []
                    else:
                        dx, dy = (float(number) * mark.scale for number in numbers[-2:])
                        points.append((x + mark.x + dx, y + mark.y + dy))
        found.append(plain)
    return found


def straight(pages: list[dict[str, Any]]) -> bytes:
    """The floor: one canvas call for each text, line, box and shape."""
    from reportlab.lib.colors import HexColor  # noqa: PLC0415 -- after the fonts are registered
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 -- as above

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(pages[0]["width"], pages[0]["height"]), initialFontName=fonts.REGULAR)
    colours: dict[str, Any] = {}

    def colour(name: str) -> Any:
        return colours.get(name) or colours.setdefault(name, HexColor(name))

    for page in pages:
        height = page["height"]
        for x, y, wide, tall, fill, stroke in page["boxes"]:
            if fill:
                canvas.setFillColor(colour(fill))
            if stroke:
                canvas.setStrokeColor(colour(stroke))
            canvas.rect(x, height - y - tall, wide, tall, fill=bool(fill), stroke=bool(stroke))
        for x, y, to_x, to_y, thick, name in page["lines"]:
            canvas.setStrokeColor(colour(name))
            canvas.setLineWidth(thick)
            canvas.line(x, height - y, to_x, height - to_y)
        canvas.setFillColor(colour("#000000"))
        path = canvas.beginPath()
        for points in page["shapes"]:
            path.moveTo(points[0][0], height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, height - y)
            path.close()
        canvas.drawPath(path, fill=1, stroke=0)
        for x, y, text, bold, size, name in page["texts"]:
            canvas.setFillColor(colour(name))
            canvas.setFont(fonts.BOLD if bold else fonts.REGULAR, size)
            canvas.drawString(x, height - y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class Peer:
    """Another library in its own process; ``problem`` says why it cannot be measured."""

    def __init__(self, name: str) -> None:
        python = os.environ.get("B12DESK_PEERS", sys.executable)
        self.name, self.problem = name, ""
        self.child = subprocess.Popen(
            [python, str(WORKER), name, str(resources_dir() / "fonts")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        if self._read() != "ready":
            complaint = (self.child.stderr.read() if self.child.stderr else "").strip()
            self.problem = complaint.splitlines()[-1] if complaint else "did not start"

    def draw(self, pages: list[dict[str, Any]]) -> float:
        """Seconds of one document; raises SystemExit when the library failed."""
        if self.child.stdin:
            self.child.stdin.write(json.dumps(pages) + "\n")
            self.child.stdin.flush()
        answer = self._read()
        taken, _size, is_pdf = answer.split() if answer else ("0", "0", "0")
        if not int(is_pdf):
            raise SystemExit(f"{self.name} made no PDF: {self.child.stderr.read() if self.child.stderr else ''}")
        return float(taken)

    def stop(self) -> None:
        """End the process."""
        self.child.communicate()

    def _read(self) -> str:
        return self.child.stdout.readline().strip() if self.child.stdout else ""


def one_document() -> list[Row]:
    """Ours, the floor and the peers, in turn, on different patients."""
    definition = load()
    people = []
    for seed in range(PATIENTS):
        response = patient(definition.questionnaire, seed)
        judged = assess(definition, response)
        people.append((response, judged, flat(summary_pages(definition, response, judged)[1])))
    turn = {"ours": -1}

    def ours() -> float:
        turn["ours"] = (turn["ours"] + 1) % PATIENTS
        response, judged, _pages = people[turn["ours"]]
        named = replace(response, subject=Subject(display=f"Patient {time.perf_counter_ns()}"))
        return seconds(lambda: summary_pdf(definition, named, judged))

    def pages() -> list[dict[str, Any]]:
        return people[turn["ours"]][2]

    peers = [Peer(name) for name in LIBRARIES]
    subjects = {"ours": ours, "floor": lambda: seconds(lambda: straight(pages()))}
    able = [peer for peer in peers if not peer.problem]
    found = interleaved(subjects, RUNS)
    others = {peer.name: (lambda peer=peer: peer.draw(pages())) for peer in able}
    found |= interleaved({"ours in turn": ours, **others}, PEER_RUNS)
    for peer in able:
        peer.stop()
    count = sum(len(each[2]) for each in people)
    basis = f"{found['ours'] * 1000:.1f} ms against {found['floor'] * 1000:.1f} ms; {PATIENTS} patients, {count} pages"
    rows = [
        Row("against the same text and lines on a bare canvas", found["ours"] / found["floor"], "x", 2.0, None, basis)
    ]
    for peer in peers:
        what = f"{peer.name} takes as long as ours times"
        if peer.problem:
            rows.append(Row(what, 0.0, "x", basis=f"not measured: {peer.problem}"))
        else:
            taken = f"{found[peer.name] * 1000:.1f} ms"
            rows.append(Row(what, found[peer.name] / found["ours in turn"], "x", at_least=1.0, basis=taken))
    return rows


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    return 0 if show("The physician's summary, warm", one_document()) else 1


if __name__ == "__main__":
    sys.exit(main())
