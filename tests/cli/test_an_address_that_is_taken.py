"""Where a server cannot listen, it says so before anything else is done, with the setting to look at."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import asked, main


def beside(command: str) -> Result:
    return CliRunner().invoke(main, [command])


@pytest.mark.parametrize("command", ["run", "serve"])
def test_an_address_that_is_taken_is_said_and_nothing_is_made(
    data: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with socket.socket() as other:
        # As servers of this kind do: who asks for the same is let in, and each then answers a part of what comes.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("BESIDE_PORT", str(port))
        monkeypatch.setattr(asked, "LET_GO_SECONDS", 0.2)
        said = beside(command)
    assert said.exit_code == 1
    assert f"something listens at port {port} of 127.0.0.1 already" in said.output
    assert "choose another BESIDE_PORT" in said.output
    assert not data.exists()


def test_an_address_that_a_server_is_letting_go_of_is_waited_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.listen()
    monkeypatch.setenv("BESIDE_PORT", str(other.getsockname()[1]))
    gone = threading.Timer(0.3, other.close)
    gone.start()
    said = beside("serve")
    gone.join()
    # The next thing that there is to say.
    assert "secrets/server is missing" in said.output


def test_a_host_that_is_not_this_machine_is_said_with_the_settings_to_look_at(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BESIDE_HOST", "192.0.2.1")
    said = beside("serve")
    assert said.exit_code == 1
    assert "look at BESIDE_HOST and BESIDE_PORT" in said.output
