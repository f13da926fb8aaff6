"""Passes requests on to Headwater's server, under Jupyter's own login, authorizer and XSRF check."""

from __future__ import annotations

import asyncio
import json
import math
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler
from tornado import web
from tornado.httputil import HTTPHeaders
from tornado.iostream import IOStream, StreamClosedError

from .connection import BrokenAnswer, forward, reach
from .server_process import ServerProcess, Unavailable

# What may be asked with the right to write only, and with the right to run code.
WRITES = {"runs/tags", "runs/stop"}
RUNS = {"runs/start"}
# Bytes of a request: a notebook may be big without its outputs, everything else is small.
LONGEST_BODIES = {"analyse": 50 * 1024 * 1024}
LONGEST_BODY = 1024 * 1024


@web.stream_request_body
class ProxyHandler(APIHandler):
    """One request on its way to the server and back. No more of it is kept than may be passed on."""

    auth_resource = "headwater"
    passed_on = ("Content-Type", "Content-Length", "Cache-Control", "X-Accel-Buffering")
    _upstream: IOStream | None = None

    def initialize(self, process: ServerProcess) -> None:
        """Takes the server that this Jupyter has started."""
        self._server = process
        self._body = bytearray()
        self._is_too_long = False
        self._longest = LONGEST_BODY

    async def prepare(self) -> None:
        """Before the body: what is not allowed is refused without reading it."""
        await super().prepare()
        if self.request.method != "POST" or self._finished:
            return
        if not self.current_user:
            raise web.HTTPError(403)
        path = self.path_args[0]
        await self._authorize("execute" if path in RUNS else "write" if path in WRITES else "read")
        self._longest = LONGEST_BODIES.get(path, self._longest)

    def data_received(self, chunk: bytes) -> None:
        """A piece of the body. One that is too long is read to its end, so that its sender hears why it was refused."""
        self._is_too_long = self._is_too_long or len(self._body) + len(chunk) > self._longest
        if self._is_too_long:
            self._body.clear()
        else:
            self._body += chunk

    @web.authenticated
    async def get(self, path: str) -> None:
        """Reads; passed on once more when the server ends before it has answered."""
        await self._authorize("read")
        await self._pass_on(path, attempts=2)

    @web.authenticated
    async def post(self, path: str) -> None:
        """Asks for something to be done, at most once."""
        if self._is_too_long:
            megabytes = self._longest // 1024 // 1024
            return self._fail(413, "HW613", f"The request is longer than {megabytes} MB.", "Clear the notebook's outputs, or take big texts out of its cells.")
        await self._pass_on(path, attempts=1)

    def on_connection_close(self) -> None:
        """Whoever asked has gone: the server need not go on."""
        if self._upstream is not None:
            self._upstream.close()

    async def begin(self, status: int, headers: HTTPHeaders) -> None:
        """The server's answer begins."""
        self.set_status(status)
        for name in self.passed_on:
            if name in headers:
                self.set_header(name, headers[name])
        await self.flush()

    async def piece(self, data: bytes) -> None:
        """A piece of the answer, sent at once."""
        self.write(data)
        await self.flush()

    def finish(self, *args: Any, **kwargs: Any) -> asyncio.Future[Any]:
        """An answer that was passed on keeps the type that the server gave it."""
        if self._headers_written:
            self.update_api_activity()
            return super(APIHandler, self).finish(*args, **kwargs)
        return super().finish(*args, **kwargs)

    async def _authorize(self, action: str) -> None:
        if not await ensure_async(self.authorizer.is_authorized(self, self.current_user, action, self.auth_resource)):
            raise web.HTTPError(403, f"User is not authorized to {action} on resource: {self.auth_resource}.")

    async def _pass_on(self, path: str, attempts: int) -> None:
        try:
            await self._try(attempts)
        except Unavailable as unavailable:
            self.set_header("Retry-After", str(max(1, math.ceil(unavailable.retry_after))))
            self._fail(503, unavailable.code, str(unavailable), unavailable.hint)
        except (BrokenAnswer, StreamClosedError):
            self._break_off()

    async def _try(self, attempts: int) -> None:
        for left in reversed(range(attempts)):
            self._upstream, secret = await reach(self._server)
            try:
                await forward(self._upstream, self.request.method, self._target(), self._request_headers(secret), bytes(self._body), self)
                if not self._finished:
                    await self.finish()
                return
            except (BrokenAnswer, StreamClosedError):
                if left == 0 or self._headers_written or self.request.connection.stream.closed():
                    raise

    def _target(self) -> str:
        return f"/headwater/api/{self.request.uri.partition('/headwater/api/')[2]}"

    def _request_headers(self, secret: str | None) -> HTTPHeaders:
        """Only what the server uses: no cookie and no token ever reaches it."""
        headers = HTTPHeaders({"Host": "headwater", "Connection": "close"})
        if self.request.method == "POST":
            headers["Content-Length"] = str(len(self._body))
        if secret is not None:
            headers["X-Headwater-Secret"] = secret
        return headers

    def _break_off(self) -> None:
        """The server has ended meanwhile. An answer that has begun must not look whole."""
        connection = self.request.connection
        if self._headers_written:
            connection.stream.close()
        elif not connection.stream.closed():
            self.set_header("Retry-After", "1")
            self._fail(503, "HW614", "Headwater's server has ended before it had answered.", "Look whether it was done, then ask again.")

    def _fail(self, status: int, code: str, message: str, hint: str) -> None:
        self.set_status(status)
        self.finish(json.dumps({"error": {"code": code, "message": message, "hint": hint, "about": None}}))
