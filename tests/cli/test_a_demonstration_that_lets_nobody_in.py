"""A demonstration whose first administrator is locked out: the command for fresh codes says why, and how to get another."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas.codes import Code
from server.cli import main
from server.cli.demonstration import welcome
from server.settings import read_settings
from sync.client.api import ServerRefused

LOCKED_OUT = (
    "the server at port 8480 lets the demonstration's first administrator in no more (revoked_device): it serves another school, "
    "or that device was locked out. `beside run` with a new folder in BESIDE_DATA makes a new one\n"
)


@pytest.fixture
def store(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kept device, of which nothing was kept: the server was stopped while the school was made."""
    monkeypatch.setattr("server.cli.demonstration._wait", lambda _settings: None)
    store = data / "demonstration" / "quill.sqlite3"
    store.parent.mkdir(parents=True)
    store.touch()
    return store


@pytest.fixture
def _locked_out(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after somebody has tried “Lock out” on every device they found."""

    def refuse(*_settings: object) -> None:
        raise ServerRefused(403, Code.REVOKED_DEVICE, {"code": "revoked_device"})

    monkeypatch.setattr("server.cli.demonstration._open", refuse)


@pytest.mark.usefixtures("_locked_out")
def test_asked_for_fresh_codes_it_says_so() -> None:
    said = CliRunner().invoke(main, ["demo"])
    assert (said.exit_code, said.output) == (1, f"Error: {LOCKED_OUT}")


@pytest.mark.usefixtures("_locked_out")
def test_started_again_it_says_so_and_advises_nobody_to_remove_a_school(capsys: pytest.CaptureFixture[str]) -> None:
    welcome(read_settings(), None)
    assert capsys.readouterr().err == LOCKED_OUT


def test_one_that_was_stopped_while_it_was_made_is_made_anew(
    data: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unfinished = f"the demonstration school here was never finished: remove {data}, and `beside run` makes it anew\n"
    welcome(read_settings(), None)
    assert capsys.readouterr().err == unfinished
    assert CliRunner().invoke(main, ["demo"]).output == f"Error: {unfinished}"
