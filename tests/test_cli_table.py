"""``b12desk score --table``: what a table gives, and that nothing is written when a row is wrong."""

from __future__ import annotations

import contextlib
import csv
import lzma
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from b12desk.__main__ import main
from b12desk.cli import table as table_module
from b12desk.cli.starting import undisturbed
from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding
from tests.engine.random_answers import NOW
from tests.gallery import write_form
from tests.tables.test_csv_file import NO_NUMBER, advised
from tests.tables.test_map_reader import GOOD
from tests.test_cli import whole_process

FIXTURES = Path(__file__).parent / "fixtures"
HEADER = "person,years,preg,metf,metf_days,mg,worn,numb,eggs,prod\n"
PEOPLE = [
    "a,30,0,0,,,0,0,0,b",
    "b,62,0,1,500,,0,0,0,b",
    "c,80,0,1,5000,2000,2,1,0,a",
    "d,,,,,,,,,",
    "=1+1,40,.,2,400,9,5,0,0,b",
]
SCORED = [
    "a,0,0,low,low,yes,no-trigger,no-trigger,no-trigger,0,0,0",
    "b,2,2,middle,middle,yes,consider-test,consider-test,consider-test,1,1,0",
    "c,6,6,high,high,yes,already-treated,already-treated,urgent,2,3,1",
    "d,0,6,low,high,unknown,insufficient,no-trigger,urgent,0-2,0-3,0-1",
    '"\'=1+1",1,1,low,low,yes,clinical-judgement,clinical-judgement,clinical-judgement,0,0,1',
]
HEADING = (
    "id,points_low,points_high,band_low,band_high,applies,recommendation,could_be_low,could_be_high,"
    "points_age,points_drug,points_tired"
)


@pytest.fixture
def forms(tmp_path: Path) -> str:
    return str(write_form(tmp_path / "forms", "full"))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A table, its map, and a name for the result."""
    table, mapping = tmp_path / "people.csv", tmp_path / "map.toml"
    table.write_text(HEADER + "\n".join(PEOPLE) + "\n", encoding="utf-8")
    mapping.write_text(GOOD, encoding="utf-8")
    return table, mapping, tmp_path / "scored.csv"


def run(files: tuple[Path, Path, Path], forms: str, *more: str) -> int:
    table, mapping, out = map(str, files)
    return main(["score", "--table", table, "--map", mapping, "--out", out, "--forms", forms, *more])


def test_a_table_is_scored(files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, forms) == 0
    out, err = capsys.readouterr()
    assert out == f"5 people -> {files[2]}\n"
    assert err == (
        "note: ids that look like formulas got an apostrophe: 1\n"
        f"note: {files[0]}: row 4, column 'numb':"
        " it says otherwise of 'food_eggs' than an earlier column, which counts.\n"
    )
    assert files[2].read_text(encoding="utf-8").split("\n") == [HEADING, *SCORED, ""]
    if os.name == "posix":
        assert stat.S_IMODE(files[2].stat().st_mode) == 0o600


def test_the_same_table_scores_the_same_packed_and_in_several_processes(
    files: tuple[Path, Path, Path], forms: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_module, "_CHUNK", 3)
    many = [f"{number},{30 + number % 60},0,0,,,{number % 3},0,0,b" for number in range(40)]
    content = HEADER + "\n".join(many) + "\n"
    files[0].write_text(content, encoding="utf-8")
    assert run(files, forms, "--jobs", "1") == 0
    whole = files[2].read_bytes()
    packed = tmp_path / "people.csv.xz"
    packed.write_bytes(lzma.compress(content.encode()))
    assert run((packed, files[1], tmp_path / "other.csv"), forms, "--jobs", "2") == 0
    assert (tmp_path / "other.csv").read_bytes() == whole
    assert whole.count(b"\n") == 41


def test_a_long_table_goes_to_as_many_processes_as_help(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_module, "_CHUNK", 1)
    monkeypatch.setattr(table_module, "_WORTH_A_PROCESS", 5)
    monkeypatch.setattr(table_module, "cpu_count", lambda: 2)
    assert run(files, forms) == 0
    assert files[2].read_text(encoding="utf-8").split("\n") == [HEADING, *SCORED, ""]


def test_rows_that_are_wrong_are_all_named_and_nothing_is_written(
    files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [*PEOPLE, "e,x,7,0,,,0,0,0,b", ",30,0,0,,,0,0,0,b", "f,1", "g,30,0,1,,9999,0,0,0,b"]
    files[0].write_text(HEADER + "\n".join(wrong) + "\n", encoding="utf-8")
    files[2].write_text("what was there before", encoding="utf-8")
    assert run(files, forms) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.split("\n") == [
        "Nothing was written; problems: 5",
        f"  {files[0]}: row 7, column 'years': {NO_NUMBER}",
        f"  {files[0]}: row 7, column 'preg': the cell is none of: 0, 1, 9, .; {advised('7')}.",
        f"  {files[0]}: row 8, column 'person': the id is empty.",
        f"  {files[0]}: row 9: it has 2 cells, and the header 10. Look for a missing quote or comma.",
        f"  {files[0]}: row 10, column 'mg': the number is outside the question's limits, 0 to 5000 mg:"
        f" {advised('9999')}; otherwise mend it.",
        "",
    ]
    assert files[2].read_text(encoding="utf-8") == "what was there before"
    assert sorted(each.name for each in files[0].parent.glob(".*")) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_problems_of_one_kind_are_gathered_and_counted(
    files: tuple[Path, Path, Path], forms: str, jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{number},x,{'y' if number % 2 else '1'},0,,,0,0,0,b" for number in range(1200)]
    rows[1000] += ",z"
    files[0].write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(files, forms, "--jobs", jobs) == 2
    codes = "the cell is none of: 0, 1, 9, .. Mend it, or add its code to the map."
    assert capsys.readouterr().err.rstrip().split("\n") == [
        "Nothing was written; problems: 1,800",
        f"  {files[0]}: rows 2, 3, 4 and 1,196 more, column 'years': {NO_NUMBER}",
        f"  {files[0]}: rows 3, 5, 7 and 597 more, column 'preg': {codes}",
        f"  {files[0]}: row 1002: it has 11 cells, and the header 10."
        " Look for a missing quote, or a comma inside a number or a text without quotes.",
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_long_list_of_problems_is_cut_and_counted(
    files: tuple[Path, Path, Path], forms: str, jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["1,x,0,0,,,0,0,0,b"] * 600 + ["1" + ",0" * (count + 20) for count in range(100)]
    files[0].write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(files, forms, "--jobs", jobs) == 2
    lines = capsys.readouterr().err.rstrip().split("\n")
    assert lines[0] == "Nothing was written; problems: 700 (these are the first 649)"
    assert len(lines) == 51
    assert "rows 2, 3, 4 and 597 more, column 'years'" in lines[1]
    assert "row 650: it has 69 cells" in lines[50]


def test_map_table_and_output_are_checked_together(
    files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_text(GOOD.replace('name = "years"', 'name = "year"').replace('"yes", "9"', '"yse", "9"'))
    assert run((files[0], files[1], files[0]), forms) == 2
    err = capsys.readouterr().err
    assert err.startswith("Nothing was written; problems: 3\n")
    assert "the table has no column 'year'. Did you mean 'years'?" in err
    assert "'pregnant' has no option 'yse'. Did you mean 'yes'?" in err
    assert f"{files[0]}: this is one of the files that are read. Name another file." in err
    assert files[0].read_text(encoding="utf-8").startswith(HEADER)


@pytest.mark.parametrize("content", [b"", b"\0\n", b"id\n1\n", b"\xff\xfei\0d\0"])
def test_a_table_that_is_none_is_refused(
    files: tuple[Path, Path, Path], forms: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    files[0].write_bytes(content)
    assert run(files, forms) == 2
    assert not files[2].exists()
    assert capsys.readouterr().err.startswith("Nothing was written; problems: ")


def test_a_table_without_people_is_refused(
    files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[0].write_text(HEADER, encoding="utf-8")
    files[2].write_text("what was there before", encoding="utf-8")
    assert run(files, forms) == 2
    assert files[2].read_text(encoding="utf-8") == "what was there before"
    assert f"{files[0]}: there is nobody in the table. Add a row for each person." in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_what_is_no_ordinary_file_keeps_its_place(
    files: tuple[Path, Path, Path], forms: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "pipe":
        os.mkfifo(files[2])
    else:
        files[2].symlink_to(tmp_path / "real.csv")
    if kind == "link":
        (tmp_path / "real.csv").write_text("what was there before", encoding="utf-8")
    before = files[2].lstat()
    assert run(files, forms) == 2
    cause = "this is not a file." if kind == "pipe" else "this is a link, not a file."
    assert f"{files[2]}: {cause} Name a file." in capsys.readouterr().err
    assert files[2].lstat() == before
    if kind == "link":
        assert files[2].read_text(encoding="utf-8") == "what was there before"


def test_a_table_is_not_written_to_standard_output(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(files[0].parent)
    assert run((files[0], files[1], Path("-")), forms) == 2
    assert "-: a table is not written to standard output. Name a file with --out." in capsys.readouterr().err
    assert not Path("-").exists()


def test_a_name_that_is_too_long_is_named(
    files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files[2].with_name("x" * 300)
    assert run((files[0], files[1], out), forms) == 2
    assert f"{out}: the table cannot be written (" in capsys.readouterr().err


def killed(_chunk: object) -> None:
    """Stands in for the work of a process that is ended from outside."""
    os._exit(9)


def test_a_process_that_is_ended_is_said_and_nothing_is_written(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table_module, "_work", killed)
    assert run(files, forms, "--jobs", "2") == 2
    assert capsys.readouterr().err == (
        f"Nothing was written:\n  {files[0]}: a process that scored rows was ended from outside, perhaps for want of"
        " memory. Run it again with --jobs 1.\n"
    )
    assert not files[2].exists()
    assert list(files[0].parent.glob(".scored*")) == []


def test_processes_that_cannot_be_started_are_said(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_arguments: object) -> None:
        raise BlockingIOError(11, "no more")

    monkeypatch.setattr(table_module, "ProcessPoolExecutor", refused)
    assert run(files, forms, "--jobs", "2") == 2
    assert "the processes cannot be started (no more). Run it again with --jobs 1." in capsys.readouterr().err


@contextlib.contextmanager
def heeded() -> Iterator[None]:
    """Programs started meanwhile heed signals, also where the tests themselves run in the background, deaf to them."""
    before = {each: signal.signal(each, signal.default_int_handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.skipif(os.name != "posix", reason="signals and pipes")
def test_a_signal_leaves_no_file_and_no_process(
    files: tuple[Path, Path, Path], forms: str, number: signal.Signals, status: int
) -> None:
    """A table that never ends, through a pipe, so that the signal meets the command at work."""
    files[0].unlink()
    os.mkfifo(files[0])
    pipe = os.open(files[0], os.O_RDWR)
    os.write(pipe, (HEADER + "1,30,0,0,,,0,0,0,b\n" * 2600).encode())
    table, mapping, out = map(str, files)
    command = [sys.executable, "-m", "b12desk", "score", "--table", table, "--map", mapping, "--out", out]
    command += ["--forms", forms, "--jobs", "2"]
    with heeded(), subprocess.Popen(command, stdout=-1, stderr=-1, start_new_session=True) as process:
        try:
            while process.poll() is None and not list(files[2].parent.glob(".scored*")):
                time.sleep(0.01)
            if number is signal.SIGINT:  # a terminal sends it to all of them, also to those that are just starting
                time.sleep(0.05)
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
            printed = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    os.close(pipe)
    assert (process.returncode, *printed) == (status, b"", b"")
    assert not files[2].exists()
    assert list(files[2].parent.glob(".scored*")) == []
    with pytest.raises(ProcessLookupError):
        for _again in range(1000):  # the last of them ends a moment later
            os.killpg(process.pid, 0)
            time.sleep(0.01)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="masks of signals")
def test_a_process_that_starts_does_not_hear_an_interruption() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
    with undisturbed():
        inside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    outside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (inside.stdout, outside.stdout) == ("True\n", "False\n")


def test_signals_are_left_as_they_were_and_to_the_main_thread(files: tuple[Path, Path, Path], forms: str) -> None:
    before = signal.getsignal(signal.SIGTERM)
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(run(files, forms)))
    thread.start()
    thread.join()
    assert found == [0]
    assert run(files, forms) == 0
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("jobs", ["x", "0", "-1", "62", "99999999999999999999", "9" * 5000, "1.5", "²"])
def test_a_number_of_processes_that_is_none(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["score", "--table", "a.csv", "--map", "m", "--out", "o", f"--jobs={jobs}"])
    assert ended.value.code == 2
    assert "argument --jobs: write a whole number from 1 to 61" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_a_table_through_a_pipe_is_scored(files: tuple[Path, Path, Path], forms: str, jobs: tuple[str, ...]) -> None:
    content = files[0].read_bytes()
    files[0].unlink()
    os.mkfifo(files[0])
    writer = threading.Thread(target=files[0].write_bytes, args=(content,))
    writer.start()
    assert run(files, forms, *jobs) == 0
    writer.join()
    assert files[2].read_text(encoding="utf-8").split("\n") == [HEADING, *SCORED, ""]


def test_a_map_that_is_missing_and_an_output_that_cannot_be(
    files: tuple[Path, Path, Path], forms: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run((files[0], tmp_path / "none.toml", tmp_path), forms) == 2
    err = capsys.readouterr().err
    assert "none.toml: the file is missing. Name the map with --map." in err
    assert "this is not a file. Name a file." in err
    assert run((files[0], files[1], tmp_path / "no" / "folder.csv"), forms) == 2
    assert "the table cannot be written (No such file or directory)." in capsys.readouterr().err


def test_a_form_without_a_score_cannot_score_a_table(
    files: tuple[Path, Path, Path], forms: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(forms) / "score.toml").unlink()
    assert run(files, forms) == 2
    assert "the form has no score.toml. Only a form with a score can score a table." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: FILE"),
        (["a.json", "--out", "x.csv"], "--map, --out and --jobs go with --table"),
        (["a.json", "--jobs", "2"], "--map, --out and --jobs go with --table"),
        (["--table", "a.csv"], "--table needs --map and --out"),
        (["--table", "a.csv", "--map", "m", "--out", "o", "a.json"], "--table takes neither FILE nor --json"),
        (["--table", "a.csv", "--map", "m", "--out", "o", "--json"], "--table takes neither FILE nor --json"),
        (["--table", "a.csv", "--map", "m", "--out", "o", "--reference", "us"], "--table takes no --reference"),
    ],
)
def test_arguments_that_do_not_go_together(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["score", *arguments])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_an_interruption_leaves_nothing_behind(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("b12desk.tables.row_scorer.RowScorer.scored", interrupted)
    before = sorted(files[0].parent.iterdir())
    assert run(files, forms) == 130
    assert [each for each in sorted(files[0].parent.iterdir()) if each.name != "home"] == [
        each for each in before if each.name != "home"
    ]


def test_without_standard_error_the_note_is_lost_and_nothing_else(
    files: tuple[Path, Path, Path], forms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert run(files, forms) == 0


def test_scoring_a_table_needs_no_qt_and_no_paper(files: tuple[Path, Path, Path], forms: str) -> None:
    table, mapping, out = map(str, files)
    code = (
        "import sys; from b12desk.__main__ import main; main(sys.argv[1:]);"
        "print([n for n in sys.modules if n.split('.')[0] in ('PySide6', 'reportlab', 'numpy')])"
    )
    arguments = ["score", "--table", table, "--map", mapping, "--out", out, "--forms", forms]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[1] == "[]"


def test_a_whole_process_scores_a_table(files: tuple[Path, Path, Path], forms: str) -> None:
    table, mapping, out = map(str, files)
    done = whole_process("score", "--table", table, "--map", mapping, "--out", out, "--forms", forms, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert files[2].read_text(encoding="utf-8").split("\n") == [HEADING, *SCORED, ""]


# the shipped points


def test_the_shipped_points_reproduce_a_small_table(tmp_path: Path) -> None:
    """Made-up people whose points were reckoned by hand from the published rules, not from the survey."""
    out = tmp_path / "out.csv"
    table, mapping = FIXTURES / "made_up_people.csv", FIXTURES / "made_up_map.toml"
    assert main(["score", "--table", str(table), "--map", str(mapping), "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        found = {row["id"]: (row["points_low"], row["points_high"], row["applies"]) for row in csv.DictReader(file)}
    with table.open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: (row["low"], row["high"], row["applies"]) for row in csv.DictReader(file)}
    assert found == wanted


def test_the_table_and_a_single_response_agree(tmp_path: Path) -> None:
    definition = load()
    whole = QuestionnaireResponse(
        questionnaire=definition.questionnaire.canonical,
        authored=NOW,
        answers={"age": (72,), "b12_taken": (Coding(code="none-of-these"),)},
    )
    found = assess(definition, whole).score
    assert found is not None
    table, mapping, out = tmp_path / "t.csv", tmp_path / "m.toml", tmp_path / "o.csv"
    table.write_text("id,years,b12\n1,72,0\n", encoding="utf-8")
    mapping.write_text(
        'format = 1\ntitle = "t"\nid = "id"\nauthored = "2026-11-22"\n'
        '[[column]]\nname = "years"\nlinkId = "age"\n'
        '[[column]]\nname = "b12"\nlinkId = "b12_taken"\ncodes = { "0" = "none-of-these" }\n',
        encoding="utf-8",
    )
    assert main(["score", "--table", str(table), "--map", str(mapping), "--out", str(out)]) == 0
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").split("\n"))
    assert (int(row["points_low"]), int(row["points_high"])) == found.points
