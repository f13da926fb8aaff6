"""Starts Headwater's Node.js server, starts it again when it has ended, and ends it with Jupyter."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from jupyter_core.paths import jupyter_runtime_dir

from .node import NodeNotFound, engine_file, find_node

# Bytes that the path of a unix socket may have: 107 on Linux, 103 on macOS.
LONGEST_SOCKET = 100
# Seconds in which it must say that it takes requests; a busy machine starts slowly.
PATIENCE = 30.0
# Seconds between starts of a server that keeps ending soon after its start.
PAUSES = (0.0, 0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
# A server that has lived so many seconds had not failed to start.
SOUND = 10.0


class Unavailable(Exception):
    """There is no server to ask right now."""

    def __init__(self, code: str, message: str, hint: str, retry_after: float) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
        self.retry_after = retry_after


@dataclass(frozen=True)
class Address:
    """Where the server listens: a unix socket, or a port of the loopback interface with a secret."""

    socket: str | None
    port: int | None
    secret: str | None


class ServerProcess:
    """The one server of this Jupyter; used on its event loop only."""

    def __init__(self, root: str, log: Any) -> None:
        self._root = root
        self._log = log
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._address: Address | None = None
        self._starting: asyncio.Future[Address] | None = None
        self._started_at = 0.0
        self._not_before = 0.0
        self._failures = 0
        self._starts = 0
        self._stopped = False

    async def address(self) -> Address:
        """Where to ask; starts the server if need be. Raises Unavailable while it cannot be had."""
        if self._stopped:
            raise Unavailable("HW614", "Jupyter is shutting down.", "Start it again; runs go on meanwhile.", 5)
        if self._process is not None and self._process.poll() is not None:
            self._ended(self._process)
        if self._address is not None:
            return self._address
        if self._starting is None:
            pause = self._not_before - time.monotonic()
            if pause > 0:
                raise Unavailable("HW614", "Headwater's server is being started again.", "It is asked again in a moment; Jupyter's log says why it ended.", pause)
            self._starting = asyncio.ensure_future(self._start())
            self._starting.add_done_callback(self._start_is_over)
        return await asyncio.shield(self._starting)

    async def stop(self) -> None:
        """Ends the server: its stdin closes, and after two seconds it is killed."""
        self._stopped = True
        if self._starting is not None:
            with contextlib.suppress(Unavailable):
                await asyncio.shield(self._starting)
        if self._process is not None:
            await asyncio.get_running_loop().run_in_executor(None, end_process, self._process)
        self._process = self._address = None
        if self._folder is not None:
            remove_folder(self._folder)

    def _start_is_over(self, starting: asyncio.Future[Address]) -> None:
        self._starting = None
        if not starting.cancelled():
            # Without anybody who waits, a failure would be reported as one that nobody has seen.
            starting.exception()

    async def _start(self) -> Address:
        self._started_at = time.monotonic()
        loop = asyncio.get_running_loop()
        try:
            process, address = await loop.run_in_executor(None, self._launch)
        except NodeNotFound as error:
            self._failed()
            raise Unavailable("HW616", f"Headwater's server cannot be started: {error}", "`headwater doctor` says what is missing.", 10) from error
        except OSError as error:
            self._failed()
            self._log.error("Headwater's server cannot be started: %s", error)
            raise Unavailable("HW616", "Headwater's server cannot be started.", "Jupyter's log says why.", 10) from error
        self._process, self._address = process, address
        threading.Thread(target=self._watch, args=(process, loop), name="headwater-server", daemon=True).start()
        return address

    def _launch(self) -> tuple[subprocess.Popen[bytes], Address]:
        """Runs in a thread: starting a process and waiting for its first line may take a moment."""
        wanted = self._new_address()
        process = subprocess.Popen(
            [find_node(), engine_file("dist", "src", "server", "main.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self._root if os.path.isdir(self._root) else None,
            # Ctrl-C in Jupyter's terminal asks Jupyter first.
            **separate(),
        )
        assert process.stdin is not None and process.stdout is not None
        try:
            settings = {"root": self._root, "socket": wanted.socket, "secret": wanted.secret}
            process.stdin.write(json.dumps(settings).encode() + b"\n")
            process.stdin.flush()
            ready = json.loads(first_line(process.stdout, process) or b"null")
        except (OSError, ValueError):
            ready = None
        if not isinstance(ready, dict):
            end_process(process)
            raise OSError(f"it ended before it took requests: {last_words(process)}")
        return process, Address(wanted.socket, ready.get("port"), wanted.secret)

    def _new_address(self) -> Address:
        """A name of its own for each start: the socket of one that was killed may still be there."""
        self._starts += 1
        if os.name == "nt":
            return Address(None, None, secrets.token_hex(32))
        if self._folder is None or not self._folder.is_dir():
            self._folder = new_folder()
        return Address(str(self._folder / f"s{self._starts}"), None, None)

    def _watch(self, process: subprocess.Popen[bytes], loop: asyncio.AbstractEventLoop) -> None:
        """Runs in a thread: what the server says goes into Jupyter's log, until it has ended."""
        assert process.stderr is not None
        for line in process.stderr:
            self._log.warning("%s", line.decode("utf-8", "replace").rstrip())
        process.wait()
        # A loop that is closed needs no news.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._ended, process)

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        if process is not self._process or self._stopped:
            return
        self._process = self._address = None
        self._log.warning("Headwater's server has ended (status %s); it is started again when it is needed.", process.returncode)
        close_pipes(process)
        if time.monotonic() - self._started_at > SOUND:
            self._failures = 0
        self._failed()

    def _failed(self) -> None:
        self._failures += 1
        self._not_before = time.monotonic() + PAUSES[min(self._failures, len(PAUSES) - 1)]


def separate() -> dict[str, Any]:
    """How to start a process that no signal to this one's terminal reaches."""
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
    return {"start_new_session": True}


def first_line(stream: IO[bytes], process: subprocess.Popen[bytes]) -> bytes:
    """The first line of a process; killed if there is none in time, which ends the line too."""
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        return stream.readline()
    finally:
        timer.cancel()


def last_words(process: subprocess.Popen[bytes]) -> str:
    """What a process that has ended had to say, shortened."""
    text = process.stderr.read().decode("utf-8", "replace") if process.stderr is not None else ""
    return text.strip()[-500:] or f"status {process.returncode}"


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Closes its stdin, which it takes as the end; kills it when it does not."""
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Gives back what a process that has ended leaves open; stderr belongs to the thread that reads it."""
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()


def new_folder() -> Path:
    """A folder that only this user may enter, with room for a socket's name."""
    wanted = Path(jupyter_runtime_dir()) / f"headwater-{os.getpid()}-{secrets.token_hex(3)}"
    if len(os.fsencode(wanted)) + len("/s9999") <= LONGEST_SOCKET:
        with contextlib.suppress(OSError):
            wanted.mkdir(mode=0o700, parents=True)
            return wanted
    short = Path(tempfile.mkdtemp(prefix="headwater-"))
    if len(os.fsencode(short)) + len("/s9999") <= LONGEST_SOCKET:
        return short
    short.rmdir()
    return Path(tempfile.mkdtemp(prefix="headwater-", dir="/tmp"))


def remove_folder(folder: Path) -> None:
    """Takes the socket's folder away; what cannot be removed does no harm."""
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
