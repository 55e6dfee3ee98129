"""The layers import downwards only: schemas ← sync ← server, and the demonstration school speaks through sync.

The allowed names of a layer are all that it may import besides the standard library. A new dependency
of a layer is a decision, and is made here.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent

ALLOWED = {
    "schemas": {"marshmallow", "schemas"},
    "sync": {"cryptography", "mnemonic", "schemas", "sync"},
    "demo": {"demo", "schemas", "sync"},
    "server": {
        "alembic",
        "apispec",
        "click",
        "cryptography",
        "demo",
        "flask",
        "flask_restx",
        "granian",
        "jinja2",
        "marshmallow",
        "py_vapid",
        "pywebpush",
        "requests",
        "schemas",
        "segno",
        "server",
        "sqlalchemy",
        "sync",
        "urllib3",
        "werkzeug",
    },
}


def imported_names(source: str) -> Iterator[tuple[int, str]]:
    """The line and the top-level package of each import, whether at the top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_lies_below_it(layer: str) -> None:
    allowed = ALLOWED[layer] | set(sys.stdlib_module_names)
    strays = [
        f"{path.relative_to(REPOSITORY)}:{line} imports {name}"
        for path in sorted((REPOSITORY / layer).rglob("*.py"))
        for line, name in imported_names(path.read_text(encoding="utf-8"))
        if name not in allowed
    ]
    assert not strays


def test_the_check_sees_an_import_inside_a_function() -> None:
    source = "def late():\n    import flask.json\n    from server.cli import main\n"
    assert list(imported_names(source)) == [(2, "flask"), (3, "server")]
