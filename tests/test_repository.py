"""What a stranger who clones the repository relies on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from b12desk import __version__

CHECKOUT = Path(__file__).parents[1]
LARGEST = 2_000_000  # bytes
RECORDS_LICENCE = re.compile(r"(LICENSE|LICENCE|OFL|COPYING)", re.IGNORECASE)

# Where packages come from is each machine's own affair: no file here says it. Written so that this file passes.
INDEX_HOSTS = ("pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian", "snapshot." + "debian")
INDEX_OPTIONS = ("--index" + "-url", "--extra-" + "index-url", "--find" + "-links", "--trusted" + "-host")
MACHINE_PATHS = re.compile(r"(?<![\w.}\])])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/")


def tracked() -> list[Path]:
    """All files of the repository, as committed or about to be; of an unpacked copy without git, all but the built."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=CHECKOUT,
            capture_output=True,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listed.split("\0") if name and (path := CHECKOUT / name).is_file()]


FILES = tracked()


def texts() -> list[tuple[str, str]]:
    """(name, content) of every tracked text file."""
    found = []
    for path in FILES:
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((str(path.relative_to(CHECKOUT)), content.decode("utf-8")))
    return found


TEXTS = texts()


def lines_with(pattern: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, content in TEXTS
        for number, line in enumerate(content.splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_no_file_names_a_package_index() -> None:
    assert lines_with("|".join(map(re.escape, INDEX_HOSTS))) == []


def test_no_requirement_says_where_it_comes_from() -> None:
    locks = [(name, content) for name, content in TEXTS if name.startswith("requirements")]
    assert len(locks) == 5
    for name, content in locks:
        assert "://" not in content, name
        assert not [option for option in INDEX_OPTIONS if option in content], name


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATHS.pattern) == []


def test_no_file_is_large() -> None:
    assert {path.name: path.stat().st_size for path in FILES if path.stat().st_size > LARGEST} == {}


@pytest.mark.parametrize("folder", ["resources/fonts", "resources/icons"])
def test_what_others_made_has_its_licence_and_origin_beside_it(folder: str) -> None:
    names = [path.name for path in (CHECKOUT / folder).iterdir()]
    assert [name for name in names if RECORDS_LICENCE.match(name)]
    assert "README.md" in names


def test_the_fonts_are_the_recorded_ones() -> None:
    from hashlib import sha256

    record = (CHECKOUT / "resources/fonts/README.md").read_text(encoding="utf-8")
    for font in (CHECKOUT / "resources/fonts").glob("*.ttf"):
        (line,) = [each for each in record.splitlines() if each.startswith(f"| {font.name} |")]
        assert sha256(font.read_bytes()).hexdigest() in line, font.name
        assert b"SIL Open Font License" in font.read_bytes().replace(b"\0", b""), font.name


def test_every_icon_is_one_colour_of_the_text_on_a_24_grid() -> None:
    for icon in (CHECKOUT / "resources/icons").glob("*.svg"):
        content = icon.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in content, icon.name
        assert set(re.findall(r"<(\w+)", content)) == {"svg", "path"}, icon.name
        if icon.stem != "app":
            assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', content)) <= {"none", "currentColor"}, icon.name


def test_the_changelog_has_the_version() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)


def make_targets() -> set[str]:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", ".ci/run"])
def test_every_make_command_in_a_document_exists(document: str) -> None:
    named = set(
        re.findall(r"(?:^|`|\s)make ([a-z][a-z-]*)", (CHECKOUT / document).read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named <= make_targets()
    if document != "ARCHITECTURE.md":
        assert named


def test_every_link_in_a_document_leads_to_a_file() -> None:
    broken = []
    for name, content in TEXTS:
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)\s]+)\)", content):
            if urlsplit(target).scheme or target.startswith("#"):
                continue
            if not ((CHECKOUT / name).parent / target.partition("#")[0]).exists():
                broken.append(f"{name}: {target}")
    assert broken == []


def test_the_two_commands_of_the_readme_come_first() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert block
    assert re.findall(r"^make \w+", block[1], re.MULTILINE) == ["make run", "make test"]


def test_every_script_can_be_run_and_is_sound_shell() -> None:
    scripts = [path for path in FILES if path.suffix == ".sh" or path == CHECKOUT / ".ci/run"]
    assert scripts
    for script in scripts:
        subprocess.run(["bash", "-n", str(script)], check=True)
        assert script.stat().st_mode & 0o100, script.name


def test_decision_records_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (CHECKOUT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
