"""Many event streams over one WebSocket: a browser opens at most six connections to a host, over all of its tabs."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import json
from typing import Any
from urllib.parse import quote, urlencode

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado import web
from tornado.httputil import HTTPHeaders
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from .connection import BrokenAnswer, forward, reach
from .server_process import ServerProcess, Unavailable

# Streams that one page may have open at a time.
MOST = 200
# Characters of a refusal that are passed on; it is JSON of a few hundred.
LONGEST_REFUSAL = 10_000


class StreamsHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """Takes `{"open": id, "route": …, "query": {…}}` and `{"close": id}`; gives `{"id", "text"}` for each piece of an event stream, `{"id", "refused": {"status", "text"}}`, and `{"id", "over": true}` at its end."""

    auth_resource = "headwater"

    def initialize(self, process: ServerProcess) -> None:
        """Takes the server that this Jupyter has started."""
        self._server = process
        self._streams: dict[int, asyncio.Task[None]] = {}

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """Opens the WebSocket for a user who may read."""
        user = self.current_user
        if user is None or not await ensure_async(self.authorizer.is_authorized(self, user, "read", self.auth_resource)):
            raise web.HTTPError(403)
        return await super().get(*args, **kwargs)

    def on_message(self, message: str | bytes) -> None:
        """Opens or closes a stream; what makes no sense is left alone."""
        try:
            order = json.loads(message)
            number = int(order["open"] if "open" in order else order["close"])
        except (ValueError, TypeError, KeyError):
            return
        if "close" in order:
            self._end(number)
        elif number not in self._streams and len(self._streams) < MOST:
            task = asyncio.ensure_future(self._stream(number, str(order.get("route")), order.get("query")))
            self._streams[number] = task
            task.add_done_callback(lambda done: self._streams.pop(number, None))

    def on_close(self) -> None:
        """The page has gone: nothing need be followed for it."""
        for number in list(self._streams):
            self._end(number)
        super().on_close()

    def _end(self, number: int) -> None:
        task = self._streams.pop(number, None)
        if task is not None:
            task.cancel()

    async def _stream(self, number: int, route: str, query: object) -> None:
        answer = StreamAnswer(self, number)
        with contextlib.suppress(WebSocketClosedError):
            try:
                upstream, secret = await reach(self._server)
                headers = HTTPHeaders({"Host": "headwater", "Connection": "close", "Accept": "text/event-stream"})
                if secret is not None:
                    headers["X-Headwater-Secret"] = secret
                try:
                    await forward(upstream, "GET", target_of(route, query), headers, b"", answer)
                finally:
                    upstream.close()
            except Unavailable as unavailable:
                answer.refuse(503, json.dumps({"error": {"code": unavailable.code, "message": str(unavailable), "hint": unavailable.hint, "about": None}}))
            except (BrokenAnswer, StreamClosedError, OSError):
                pass
            await answer.over()


class StreamAnswer:
    """The pieces of one stream on their way to the page."""

    def __init__(self, socket: StreamsHandler, number: int) -> None:
        self._socket = socket
        self._number = number
        self._status = 200
        self._refusal = ""
        # A piece may end in the middle of a character.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    async def begin(self, status: int, headers: HTTPHeaders) -> None:
        """The answer begins."""
        self._status = status

    async def piece(self, data: bytes) -> None:
        """Waits until it is sent: a slow page slows the server's stream."""
        text = self._decoder.decode(data)
        if self._status != 200:
            self._refusal = (self._refusal + text)[:LONGEST_REFUSAL]
        elif text:
            await self._send({"id": self._number, "text": text})

    def refuse(self, status: int, text: str) -> None:
        """There is no stream, and this is why."""
        self._status, self._refusal = status, text

    async def over(self) -> None:
        """Nothing more comes."""
        if self._status != 200:
            await self._send({"id": self._number, "refused": {"status": self._status, "text": self._refusal}})
        await self._send({"id": self._number, "over": True})

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.write_message(json.dumps(message))


def target_of(route: str, query: object) -> str:
    """The address of a stream, from what a page says."""
    given = {str(name): str(value) for name, value in query.items()} if isinstance(query, dict) else {}
    return f"/headwater/api/{quote(route)}?{urlencode(given)}"
