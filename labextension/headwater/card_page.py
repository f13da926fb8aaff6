"""Cards as pages of their own, each at an address that stays: /headwater/card/Flow/latest/step."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.httputil import HTTPHeaders

from .proxy import ProxyHandler


class CardPageHandler(ProxyHandler):
    """A card for a browser's tab or a frame. Whoever is not logged in is sent to the login, as by any page of Jupyter's."""

    # The server says what the page may do: nothing outside of itself.
    passed_on = (*ProxyHandler.passed_on, "Content-Security-Policy", "Referrer-Policy")

    @property
    def content_security_policy(self) -> str:
        """Of what this handler says by itself."""
        return "default-src 'none'; style-src 'unsafe-inline'; sandbox"

    @web.authenticated
    async def get(self, path: str) -> None:
        """The card at an address."""
        await super().get(path)

    def get_login_url(self) -> str:
        """Other addresses of ours answer programs, which cannot log in."""
        return JupyterHandler.get_login_url(self)

    async def begin(self, status: int, headers: HTTPHeaders) -> None:
        """Other pages of this Jupyter may show it in a frame, and no stranger's."""
        policy = headers.get("Content-Security-Policy")
        if policy is not None:
            headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'"
        await super().begin(status, headers)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """In words for people."""
        reason = kwargs["exc_info"][1] if "exc_info" in kwargs else ""
        self._page(str(getattr(reason, "log_message", None) or self._reason), "")

    def _target(self) -> str:
        query = [(name, value) for name, value in parse_qsl(self.request.query) if name != "pathspec" and name != "token"]
        return f"/headwater/api/card/page?{urlencode([('pathspec', self.path_args[0]), *query])}"

    def _fail(self, status: int, code: str, message: str, hint: str) -> None:
        self.set_status(status)
        self._page(message, f"{hint} ({code})")

    def _page(self, message: str, hint: str) -> None:
        text = f"<!doctype html><meta charset=utf-8><title>{escape(message)}</title><h1>{escape(message)}</h1><p>{escape(hint)}</p>"
        self.finish(text, set_content_type="text/html; charset=utf-8")
