"""A web server on this computer that serves a folder by ranges, and counts every byte that it sends."""

from __future__ import annotations

import http.server
import re
import threading
from pathlib import Path

from web_server import QuietServer

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class RangeServer:
    """Serves the files of a folder.

    Attributes:
        address: to which a file's name is added.
        sent: bytes of all answers' bodies.
        requests: method, name and range asked for (start and end, excluded) of each request.
        refusals: how many of the next requests for data are answered by 503.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refusals = 0
        self.clear()
        handler = type("Handler", (_Handler,), {"owner": self})
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def clear(self) -> None:
        """Forget what was asked so far."""
        self.sent = 0
        self.requests: list[tuple[str, str, tuple[int, int] | None]] = []

    def source(self, name: str) -> str:
        """A file as GDAL opens it."""
        return f"/vsicurl/{self.address}/{name}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):  # noqa: N802
        self._answer(has_body=False)

    def do_GET(self):  # noqa: N802
        self._answer(has_body=True)

    def _answer(self, has_body):
        server = self.owner
        name = self.path.lstrip("/").partition("?")[0]
        path = server.folder / name
        found = RANGE.match(self.headers.get("Range", ""))
        if not path.is_file():
            server.requests.append((self.command, name, None))
            self._send(404, b"no such file", has_body)
            return
        if has_body and server.refusals:
            server.refusals -= 1
            self._send(503, b"busy", has_body)
            return
        size = path.stat().st_size
        start, end = 0, size
        if found:
            start = int(found[1])
            end = min(int(found[2]) + 1, size) if found[2] else size
        server.requests.append((self.command, name, (start, end)))
        with path.open("rb") as stream:
            stream.seek(start)
            body = stream.read(end - start)
        headers = {"Content-Range": f"bytes {start}-{end - 1}/{size}"} if found else {}
        self._send(206 if found else 200, body, has_body, **headers)

    def _send(self, status, body, has_body, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if has_body:
            self.wfile.write(body)
            self.owner.sent += len(body)

    def log_message(self, *arguments):
        pass
