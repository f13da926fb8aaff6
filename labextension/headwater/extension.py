"""The jupyter_server extension: addresses below /headwater/api, and the life of the server behind them."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp

from .card_page import CardPageHandler
from .proxy import ProxyHandler
from .server_process import ServerProcess
from .streams import StreamsHandler


class HeadwaterExtension(ExtensionApp):
    """Forwards /headwater/api to Headwater's server, a Node.js process that begins and ends with Jupyter."""

    name = "headwater"
    extension_url = "/lab"
    load_other_extensions = True

    _process: ServerProcess | None = None

    def initialize_handlers(self) -> None:
        """One address for everything: what there is, the server behind knows."""
        assert self.serverapp is not None
        self._process = ServerProcess(_root_of(self.serverapp), self.log)
        given = {"process": self._process}
        self.handlers.append((r"/headwater/api/(.*)", ProxyHandler, given))
        self.handlers.append((r"/headwater/card/(.*)", CardPageHandler, given))
        self.handlers.append((r"/headwater/streams", StreamsHandler, given))

    async def stop_extension(self) -> None:
        """Ends the server before Jupyter ends; runs have processes of their own and go on."""
        if self._process is not None:
            await self._process.stop()


def _root_of(serverapp: object) -> str:
    """The folder whose files the browser sees."""
    contents = getattr(serverapp, "contents_manager", None)
    return str(getattr(contents, "root_dir", None) or getattr(serverapp, "root_dir"))
