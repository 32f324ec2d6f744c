"""waitress, with an end that loses nothing: told to stop, it takes no new connection and answers what it has."""

import gc
import socket
from time import monotonic
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

PATIENCE = 30.0
"""How many seconds a running request is waited for after the word to stop."""

TURN = 0.5


class AddressTakenError(RuntimeError):
    """Another program listens there, or this one may not."""


class Server:
    """One listening socket and its threads."""

    def __init__(self, app: Flask, host: str = "127.0.0.1", port: int = 8000, *, threads: int = 8) -> None:
        self._stopping = False
        listening = _listen(host, port)
        self.host, self.port = listening.getsockname()[:2]
        self._waitress: Any = create_server(
            app,
            sockets=[listening],
            threads=threads,
            ident="",
            clear_untrusted_proxy_headers=True,
            max_request_body_size=4 * int(app.config["MAX_CONTENT_LENGTH"]),
        )

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def run(self) -> None:
        """Answer until ``stop``, then finish and return."""
        gc.freeze()  # what stands at the start stays, and need not be searched for garbage again and again
        while not self._stopping:
            self._turn()
        wasyncore.dispatcher.close(self._waitress)  # the listening socket alone; open connections stay
        patience = monotonic() + PATIENCE
        while self._is_busy() and monotonic() < patience:
            self._turn()
        self._waitress.task_dispatcher.shutdown()
        for channel in list(self._waitress.active_channels.values()):
            channel.handle_close()  # with its buffers, which may be files
        self._waitress.trigger.close()

    def stop(self) -> None:
        """Ask for the end; may be called from a signal or another thread."""
        if not self._stopping:
            self._stopping = True
            self._waitress.pull_trigger()

    def _turn(self) -> None:
        wasyncore.loop(timeout=TURN, map=self._waitress._map, count=1)

    def _is_busy(self) -> bool:
        """Whether a request is running or an answer not yet sent."""
        channels = list(self._waitress.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise AddressTakenError(
            f"无法监听 {host}:{port}（{error.strerror}）。请用 --port 换一个端口，或先停止占用它的程序。\n"
            f"Cannot listen at {host}:{port}: choose another --port, or stop the program that holds it."
        ) from error
    return listening
