"""Nothing that comes from outside steers a terminal or forges a line, on either stream, in any command."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from b12desk import terminal
from b12desk.__main__ import main
from b12desk.errors import Problem, ResponseError
from tests.gallery import write_form
from tests.interop.sample import answered, coded, resource

HOSTILE = [
    "\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x07", "\x08\x08", "\x7f", "\r", "\nSHA-256 0", "\x0b", "\x0c", "\x85",
    "\u2028", "\u2029", "\u202e", "\u2066", "\u061c", "\u200b", "\ufeff", "\U000e0041", "\udcff",
]  # fmt: skip
IDS = [each.encode("unicode_escape").decode() for each in HOSTILE]
posix = pytest.mark.skipif(os.name != "posix", reason="file names that Windows has not")


def harmless(text: str) -> bool:
    """Whether only line breaks steer: no control, no format character, no separator, no surrogate."""
    return all(each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in text)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """The status and every line on both streams, none of them harmful."""
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    out, err = capsys.readouterr()
    assert harmless(out), repr(out)
    assert harmless(err), repr(err)
    lines = (out + err).split("\n")
    assert not [each for each in lines if each.startswith("SHA-256 0")]
    return status, lines


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    return write_form(tmp_path / "forms", "full")


@pytest.fixture(params=HOSTILE, ids=IDS)
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def response(path: Path, *items: dict[str, object], **more: object) -> str:
    path.write_text(json.dumps(resource(*items, **more)), encoding="utf-8")
    return str(path)


@posix
def test_file_names(tmp_path: Path, forms: Path, capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    good = response(tmp_path / f"a{hostile}.json", answered("age", {"valueInteger": 40}), authored="2026-11-22")
    other = response(tmp_path / f"b{hostile}.json", coded("tired", "yes"))
    bad = response(tmp_path / f"c{hostile}.json", coded("tierd", "yes"))
    for arguments in (
        ("score", good, other),
        ("score", "--json", good, other),
        ("report", good, other, "--out", str(tmp_path / f"out{hostile}")),
    ):
        assert printed(capsys, *arguments, "--forms", str(forms))[0] == 0
    for file in (bad, str(tmp_path / f"nowhere{hostile}")):
        for command in (("score",), ("report", "--out", str(tmp_path / f"none{hostile}"))):
            status, lines = printed(capsys, *command, file, "--forms", str(forms))
            assert status == 2
            assert len(lines) == 3  # title, problem, the end of the last line


@posix
def test_folders_of_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    good = write_form(tmp_path / f"forms{hostile}", "full")
    assert len(printed(capsys, "check", str(good))[1]) == 2
    (good / "rules.toml").unlink()
    assert printed(capsys, "check", str(good))[0] == 2
    assert printed(capsys, "score", "x.json", "--forms", str(good))[0] == 2
    assert printed(capsys, "check", str(tmp_path / f"nowhere{hostile}"))[0] == 2


@posix
def test_arguments(tmp_path: Path, capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    for arguments in (
        (f"a{hostile}",),
        ("score", f"--a{hostile}"),
        ("score", "x", f"--reference=a{hostile}"),
        ("score", f"--jobs=a{hostile}", "--table", "a"),
        ("report", "x", "--out", str(tmp_path), f"--paper=a{hostile}"),
        ("report", "x", "--out", str(tmp_path), f"--b{hostile}"),
        ("check", "x", f"y{hostile}"),
        (f"check{hostile}", "x"),
    ):
        assert printed(capsys, *arguments)[0] == 2


@posix
def test_tables_and_maps(tmp_path: Path, forms: Path, capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    table, mapping = tmp_path / f"t{hostile}.csv", tmp_path / f"m{hostile}.toml"
    names = [str(table), "--map", str(mapping), "--out", str(tmp_path / f"o{hostile}.csv"), "--forms", str(forms)]
    assert printed(capsys, "score", "--table", *names)[0] == 2
    table.write_bytes(f"id,a{hostile}\n1{hostile},x{hostile}\n".encode("utf-8", "surrogateescape"))
    escaped = json.dumps(f"a{hostile}".encode("utf-8", "replace").decode())
    mapping.write_text(
        f'id = "id"\n[[column]]\nname = {escaped}\n{escaped} = 1\nlinkId = {escaped}\n', encoding="utf-8"
    )
    assert printed(capsys, "score", "--table", *names)[0] == 2


def test_keys_ids_and_codes_of_a_response(
    tmp_path: Path, forms: Path, capsys: pytest.CaptureFixture[str], hostile: str
) -> None:
    if hostile == "\udcff":
        pytest.skip("no such text can stand in a JSON file that is read")
    for number, items in enumerate(
        (
            [coded(f"tired{hostile}", "yes")],
            [coded("tired", f"yes{hostile}")],
            [answered("age", {f"value{hostile}": 1})],
            [{"linkId": "age", f"answer{hostile}": []}],
            [answered("drug.dose", {"valueQuantity": {"value": 1, "code": f"mg{hostile}"}})],
            [answered("birth_date", {"valueDate": f"2000{hostile}"})],
        )
    ):
        file = response(tmp_path / f"{number}.json", *items, id=f"x{hostile}")
        printed(capsys, "score", file, "--forms", str(forms))
    file = response(tmp_path / "q.json", questionnaire=f"urn:x{hostile}|1", status=f"done{hostile}")
    assert printed(capsys, "score", file, "--forms", str(forms))[0] == 2


def test_texts_of_a_form(tmp_path: Path, forms: Path, capsys: pytest.CaptureFixture[str], hostile: str) -> None:
    if hostile == "\udcff":
        pytest.skip("no such text can stand in a TOML file")
    text = (forms / "rules.toml").read_text(encoding="utf-8")
    written = '"a' + "".join("\\U" + f"{ord(each):08x}" for each in hostile)
    for old, new in (('title = "', f"title = {written}"), ('id = "', f"id = {written}"), ("[[", f'{written}" = 1\n[[')):
        (forms / "rules.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        status, lines = printed(capsys, "check", str(forms))
        assert status == 2
        assert "U+" in "".join(lines) or "line break" in "".join(lines)
    (forms / "rules.toml").write_bytes(text.replace("[[", f"{hostile}[[", 1).encode("utf-8"))
    printed(capsys, "check", str(forms))


@posix
@pytest.mark.parametrize("hostile", ["\x1b[2J", "\nSHA-256 0", "\udcff"])
def test_the_environment(tmp_path: Path, hostile: str) -> None:
    environment = {**os.environ, "B12DESK_HOME": str(tmp_path / f"home{hostile}"), "QT_QPA_PLATFORM": "offscreen"}
    (tmp_path / f"home{hostile}").write_text("a file where the folder should be")
    file = response(tmp_path / "a.json", questionnaire="urn:nobody|1")
    command = [sys.executable, "-m", "b12desk", "score", file]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert harmless(done.stdout.decode() + done.stderr.decode())


def test_a_stream_that_lacks_a_letter_and_one_that_is_closed() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    terminal.write(stream, "\u00e9\x1b\u200c\n")
    assert isinstance(stream.buffer, io.BytesIO)
    assert stream.buffer.getvalue() == b"\\xe9\\x1b\\u200c\n"
    with pytest.raises(OSError, match="descriptor"):
        terminal.write(None, "x")


def test_what_is_ours_breaks_lines_and_what_is_theirs_does_not() -> None:
    error = ResponseError("a\nb", [Problem("c\nd", "e\r\nf.", "g\x1bh.")])
    assert terminal.complaint(error) == "a\\nb\n  c\\nd: e\\r\\nf. g\\x1bh."


@pytest.mark.parametrize(
    "text", ["caf\u00e9 \u2013 \u00a05 mg", "\u0645\u06cc\u200c\u062e", "\U0001f600", "\u7530\u4e2d"]
)
def test_what_can_be_seen_is_left_as_it_is(text: str) -> None:
    out = io.StringIO()
    terminal.write(out, text)
    assert out.getvalue() == text


def closed(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    """The stream is a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(sys, stream, os.fdopen(writing, "w", encoding="utf-8"))


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_nobody_reads_any_more(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    closed(monkeypatch, stream)
    with pytest.raises(SystemExit) as ended:
        main(["--help"] if stream == "stdout" else ["score", "--nothing"])
    assert ended.value.code == (0 if stream == "stdout" else 2)
    terminal.complain("x")
    terminal.note("y")
    getattr(sys, stream).close()


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_nobody_ever_read(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setattr(sys, stream, None)
    with pytest.raises(SystemExit):
        main(["--help"] if stream == "stdout" else ["score", "--nothing"])


@posix
@pytest.mark.parametrize("hostile", ["\x1b[2J", "\nSHA-256 0", "\u202e"])
def test_the_folder_that_the_window_cannot_use(tmp_path: Path, hostile: str) -> None:
    home = tmp_path / f"home{hostile}"
    home.write_text("a file where the folder should be")
    code = "import sys, b12desk.app as app; app._tell = lambda *_told: None; sys.exit(app.main([]))"
    environment = {**os.environ, "B12DESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False, timeout=60)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert harmless(told)
    assert hostile.encode("unicode_escape").decode() in told
    assert not [each for each in told.split("\n") if each.startswith("SHA-256 0")]
