"""One request to Headwater's server and its answer, piece by piece as it comes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable
from typing import Protocol

from tornado.http1connection import HTTP1Connection, HTTP1ConnectionParameters
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream, StreamClosedError

from .server_process import Address, ServerProcess, Unavailable

# Answers are passed on and never kept: the limit is there for what is kept.
NO_LIMIT = 1 << 50
PIECE = 64 * 1024


class Answer(Protocol):
    """Who gets the answer."""

    def begin(self, status: int, headers: HTTPHeaders) -> Awaitable[None]: ...

    def piece(self, data: bytes) -> Awaitable[None]:
        """No more is read until this is done: a slow reader slows the writer."""
        ...


class BrokenAnswer(Exception):
    """The server ended before its answer did."""


async def connect(address: Address) -> IOStream:
    """A connection to the server. Raises OSError or StreamClosedError when nobody listens."""
    if address.socket is not None:
        stream = IOStream(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), read_chunk_size=PIECE)
        return await stream.connect(address.socket)  # type: ignore[arg-type]
    assert address.port is not None
    stream = IOStream(socket.socket(socket.AF_INET, socket.SOCK_STREAM), read_chunk_size=PIECE)
    return await stream.connect(("127.0.0.1", address.port))


async def reach(server: ServerProcess) -> tuple[IOStream, str | None]:
    """A connection to the server, started if need be, and its secret. Raises Unavailable while it cannot be had."""
    # One that was just killed is not known to be gone before it is tried.
    for _ in range(20):
        address = await server.address()
        try:
            return await connect(address), address.secret
        except (OSError, StreamClosedError):
            await asyncio.sleep(0.05)
    raise Unavailable("HW614", "Headwater's server does not answer.", "Jupyter's log may say why.", 1)


async def forward(stream: IOStream, method: str, target: str, headers: HTTPHeaders, body: bytes, answer: Answer) -> None:
    """Sends a request and passes the answer on. Raises BrokenAnswer when it ends too early."""
    parameters = HTTP1ConnectionParameters(no_keep_alive=True, chunk_size=PIECE, max_body_size=NO_LIMIT)
    connection = HTTP1Connection(stream, is_client=True, params=parameters)
    reading = _Reading(answer)
    try:
        # A connection that breaks is told by what is read.
        _ignore(connection.write_headers(RequestStartLine(method, target, ""), headers, body or None))
        connection.finish()
        await connection.read_response(reading)
    finally:
        connection.close()
    if reading.failure is not None:
        raise reading.failure
    if not reading.whole:
        raise BrokenAnswer


class _Reading(HTTPMessageDelegate):
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.whole = False
        self.failure: Exception | None = None

    def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> Awaitable[None]:
        assert isinstance(start_line, ResponseStartLine)
        return self._answer.begin(start_line.code, headers)

    async def data_received(self, chunk: bytes) -> None:
        await self._answer.piece(chunk)

    def finish(self) -> None:
        self.whole = True


def _ignore(future: Awaitable[None]) -> None:
    getattr(future, "add_done_callback")(lambda done: done.exception())
