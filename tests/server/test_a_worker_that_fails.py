"""A worker whose turns go wrong says so once, and once that they go well again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest

from server.push import worker


def test_what_goes_wrong_turn_after_turn_is_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "LOOKS_EVERY_SECONDS", 0)
    stopped = threading.Event()

    def turns() -> Iterator[Exception | None]:
        yield from (OSError(), OSError(), OSError(), KeyError(), None, None, OSError())
        stopped.set()
        yield None

    came = turns()

    def turn() -> None:
        if (error := next(came)) is not None:
            raise error

    with caplog.at_level(logging.INFO, logger="beside.push"):
        worker._again_and_again(turn, stopped)
    wrong = "a turn went wrong, and is tried again and again: "
    well = "turns go well again"
    assert caplog.messages == [wrong + "OSError", wrong + "KeyError", well, wrong + "OSError", well]
