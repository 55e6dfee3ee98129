"""The cable between a browser and the server: a TCP proxy of the tests' own that can really be cut.

with Cable(server.port) as cable:
    page.goto(cable.origin)
    cable.cut()                     # every connection is reset, new ones are refused
    cable.mend()                    # at the same address
    cable.at_answer("/push", server.kill)

Nothing in the browser knows of it: no flag is set, requests simply fail. All that went through can be searched afterwards.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER for a connection that is not said goodbye to: what is on its way is dropped, the other side is told so."""
REQUEST: Final = re.compile(rb"^[A-Z]+ (\S+) HTTP/1\.1\r\n")
CHUNK: Final = 65_536


class Cable:
    """A cable to a port of this machine. Its own port stays its own while it is cut."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._held = _bound(0)
        self.port: int = self._held.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="cable")
        self._serving: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._trap: tuple[bytes, Callable[[], None]] | None = None
        self.sprung = threading.Event()
        self.up = bytearray()
        self.down = bytearray()

    @property
    def origin(self) -> str:
        """The address for a browser; `localhost` counts as secure."""
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        """Nothing gets through from now on, and what was on its way is lost."""
        self._do(self._cut())

    def mend(self) -> None:
        """The server can be reached again."""
        self._do(self._mend())

    def at_answer(self, path: str, act: Callable[[], None]) -> None:
        """When the server answers the next request to this path: `act` is done, and the answer is lost with its connection.

        `sprung` is set then.
        """
        self.sprung.clear()
        self._trap = (path.encode(), act)

    def __enter__(self) -> Self:
        self._thread.start()
        self.mend()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        self._do(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._held.close()

    # On the loop's thread ---------------------------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _mend(self) -> None:
        if self._serving is None:
            self._serving = await asyncio.start_server(self._carry, sock=self._held)

    async def _cut(self) -> None:
        if self._serving is None:
            return
        # Bound before the listener goes, so that nobody else gets the port; what is bound and does not listen refuses.
        self._held = _bound(self.port)
        self._serving.close()
        self._serving = None
        for writer in list(self._open):
            _reset(writer)

    async def _ended(self) -> None:
        mine = asyncio.current_task()
        for task in asyncio.all_tasks():
            if task is not mine:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            _reset(writer)
            return
        ends = {writer, far_writer}
        self._open |= ends
        asked = [b""]
        ways = (self._pump_up(reader, far_writer, asked), self._pump_down(far_reader, writer, asked))
        tasks = {asyncio.create_task(way) for way in ways}
        with suppress(OSError):
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for end in ends:
            _reset(end)
        self._open -= ends

    async def _pump_up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[bytes]) -> None:
        while chunk := await reader.read(CHUNK):
            found = REQUEST.match(chunk)
            if found is not None:
                asked[0] = found[1]
            self.up += chunk
            writer.write(chunk)
            await writer.drain()

    async def _pump_down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[bytes]) -> None:
        while chunk := await reader.read(CHUNK):
            if self._trap is not None and asked[0].endswith(self._trap[0]):
                act, self._trap = self._trap[1], None
                await asyncio.to_thread(act)
                self.sprung.set()
                return
            self.down += chunk
            writer.write(chunk)
            await writer.drain()


def _bound(port: int) -> socket.socket:
    """A socket on a port of this machine, beside the one that may listen there."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind(("127.0.0.1", port))
    return found


def _reset(writer: asyncio.StreamWriter) -> None:
    if writer.is_closing():
        return
    held: socket.socket = writer.get_extra_info("socket")
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
