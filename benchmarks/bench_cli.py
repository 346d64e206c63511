"""The command line as whole processes: scoring one file, and a thousand summaries in one and in two processes."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from answers import fullest, patient
from measure import Row, compile_bytecode, interleaved, process, show

from b12desk.definitions import load
from b12desk.interop.fhir import write_response
from b12desk.model.questionnaire import Questionnaire

SUMMARIES, WARM = 1_000, 100
SCORE_RUNS = 15


def write_patients(questionnaire: Questionnaire, folder: Path) -> list[str]:
    """A FHIR file for each made-up patient."""
    names = []
    for seed in range(SUMMARIES):
        path = folder / f"{seed:04d}.json"
        path.write_text(json.dumps(write_response(questionnaire, patient(questionnaire, seed))), encoding="utf-8")
        names.append(str(path))
    return names


def scoring(folder: Path, questionnaire: Questionnaire) -> list[Row]:
    """`b12desk score` on a usual patient and on the fullest response, against importing pydantic alone."""
    usual, full = folder / "usual.json", folder / "fullest.json"
    usual.write_text(json.dumps(write_response(questionnaire, patient(questionnaire, 0))), encoding="utf-8")
    full.write_text(json.dumps(write_response(questionnaire, fullest(questionnaire))), encoding="utf-8")
    home = {"B12DESK_HOME": str(folder / "home")}

    def score(file: Path) -> float:
        return process(["-m", "b12desk", "score", str(file)], **home).seconds

    score(usual)
    found = interleaved(
        {
            "nothing": lambda: process(["-c", "pass"]).seconds,
            "pydantic": lambda: process(["-c", "import pydantic"]).seconds,
            "models": lambda: process(["-c", "from pydantic import BaseModel"]).seconds,
            "usual": lambda: score(usual),
            "full": lambda: score(full),
        },
        SCORE_RUNS,
    )
    floor = found["pydantic"]
    return [
        Row(
            "`b12desk score FILE`, whole process, against `python -c 'import pydantic'`",
            found["usual"] / floor,
            at_most=4,
            basis=f"{found['usual'] * 1000:.0f} ms against {floor * 1000:.0f} ms",
        ),
        Row("the same, the fullest response", found["full"] / floor, basis=f"{found['full'] * 1000:.0f} ms"),
        Row("`python -c 'from pydantic import BaseModel'`, same floor", found["models"] / floor),
        Row("`python -c pass`, same floor", found["nothing"] / floor),
    ]


def batch(folder: Path, questionnaire: Questionnaire) -> list[Row]:
    """`b12desk report` on a thousand files: two processes against one, and the growth of memory."""
    files = write_patients(questionnaire, folder)

    def report(count: int, jobs: int) -> list[str]:
        out = folder / f"out-{count}-{jobs}"
        return ["-m", "b12desk", "report", *files[:count], "--out", str(out), "--jobs", str(jobs)]

    home = {"B12DESK_HOME": str(folder / "home")}
    few = process(report(WARM, 1), **home)
    one, two = (process(report(SUMMARIES, jobs), **home) for jobs in (1, 2))  # each long enough to be measured once
    return [
        Row(
            "1,000 summaries, one process against two (times as fast)",
            one.seconds / two.seconds,
            at_least=1.6,
            basis=f"{one.seconds:.1f} s against {two.seconds:.1f} s",
        ),
        Row("one summary in that batch, one process", one.seconds / SUMMARIES * 1000, "ms"),
        Row(
            "peak memory after 1,000 summaries above that after 100",
            one.peak_mb - few.peak_mb,
            "MB",
            at_most=5,
            basis=f"{one.peak_mb:.1f} MB against {few.peak_mb:.1f} MB",
        ),
    ]


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    compile_bytecode()
    questionnaire = load().questionnaire
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = show("Command line", [*scoring(folder, questionnaire), *batch(folder, questionnaire)])
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
