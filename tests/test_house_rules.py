"""The rules of the house that a linter does not know.

Each message names the file and the line. A rule that has to be broken is broken in the tables below,
with the reason beside it; an entry that is no longer needed fails too.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
CODE = {".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".sh"}
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common"}

# path → why it may be longer
LONG_FILES: dict[str, str] = {}
# (path, function) → why it may be longer
LONG_FUNCTIONS: dict[tuple[str, str], str] = {
    (
        "server/db/migrations/versions/0001_create_the_first_tables.py",
        "upgrade",
    ): "one statement a table, frozen: a migration is read from top to bottom and never changed",
}

# Written in pieces, so that this file keeps its own rules.
PACKAGE_HOSTS = [f"{a}.{b}" for a, b in [
    ("pypi", "org"), ("files.pythonhosted", "org"), ("registry.npmjs", "org"), ("registry.yarnpkg", "com"),
    ("deb.debian", "org"), ("archive.ubuntu", "com"), ("unpkg", "com"), ("cdn.jsdelivr", "net"),
]]  # fmt: skip
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root|tmp/team|opt/pypi|opt/wheels|home/[a-z]+|Users/\w+)(?:/|\b)")
LEFT_BEHIND = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]) + r")\b")
SWITCHED_OFF = re.compile(
    r"(?:# (?:type: ig"
    r"nore\[[\w, -]+\]|no"
    r"qa: [A-Z0-9, ]+)|esl"
    r"int-disable\S* [\w@/, -]*?(?= --|$))(?P<why>.*)$"
)
INLINE = re.compile(r"\s(?:style|on[a-z]+)\s*=\s*[\"']|<script(?![^>]*\ssrc=)[^>]*>|<style\b")


@cache
def project_files() -> list[Path]:
    """Every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := REPOSITORY / name).is_file()]


@cache
def lines_of_text() -> list[tuple[str, int, str]]:
    """Path, line number and text of every line of every file that is text."""
    found: list[tuple[str, int, str]] = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(REPOSITORY).as_posix()
        found += [(name, number, line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def function_lengths(source: str) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function; its docstring does not count."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            first = node.body[0]
            has_docstring = ast.get_docstring(node) is not None and first.end_lineno is not None
            docstring = first.end_lineno - first.lineno + 1 if has_docstring and first.end_lineno else 0
            yield node.name, node.end_lineno - node.lineno + 1 - docstring


@cache
def functions() -> list[tuple[Path, str, int]]:
    """Every function of every file in Python: where it stands, its name, its number of lines."""
    return [
        (path, name, length)
        for path in project_files()
        if path.suffix == ".py"
        for name, length in function_lengths(path.read_text(encoding="utf-8"))
    ]


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    long = {
        path.relative_to(REPOSITORY).as_posix()
        for path in project_files()
        if path.suffix in CODE and len(path.read_text(encoding="utf-8").splitlines()) > LINES_OF_A_FILE
    }
    assert long == set(LONG_FILES)


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        (path.relative_to(REPOSITORY).as_posix(), name)
        for path, name, length in functions()
        if length > LINES_OF_A_FUNCTION
    }
    assert long == set(LONG_FUNCTIONS)


def test_every_module_is_named_for_what_it_does() -> None:
    drawers = [
        path.relative_to(REPOSITORY).as_posix()
        for path in project_files()
        if path.stem in DRAWERS or path.parent.name in DRAWERS
    ]
    assert not drawers


def test_no_file_names_a_package_host() -> None:
    assert not [
        f"{path}:{number}" for path, number, line in lines_of_text() if any(host in line for host in PACKAGE_HOSTS)
    ]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert not [f"{path}:{number}" for path, number, line in lines_of_text() if MACHINE_PATHS.search(line)]


def test_nothing_is_left_to_be_done_later() -> None:
    assert not [f"{path}:{number}" for path, number, line in lines_of_text() if LEFT_BEHIND.search(line)]


def test_no_document_carries_inline_scripts_or_styles() -> None:
    assert not [
        f"{path}:{number}: {line.strip()}"
        for path, number, line in lines_of_text()
        if path.endswith(".html") and INLINE.search(line)
    ]


def test_what_is_switched_off_has_its_reason_beside_it() -> None:
    """As "# type: ignore[misc]  # it ships no types": words behind the rule that does not hold there."""
    assert not [
        f"{path}:{number}: {line.strip()}"
        for path, number, line in lines_of_text()
        if (found := SWITCHED_OFF.search(line)) and re.search("[a-z]{2}", found["why"]) is None
    ]


def test_every_test_lies_where_the_runner_looks() -> None:
    strays = [
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path, name, _ in functions()
        if name.startswith("test_") and not path.name.startswith("test_")
    ]
    assert not strays


def test_the_length_of_a_function_leaves_out_its_docstring() -> None:
    source = 'def told():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert list(function_lengths(source)) == [("told", 2)]
