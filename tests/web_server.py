"""A web server on this computer that does what a script says, good or bad."""

from __future__ import annotations

import http.server
import sys
import threading


class WebServer:
    """Serves one file at any path; `script[path]` lists what it does with the requests to it.

    Each entry is a function of the handler and the server, used once; after the last one, and without
    a script, the file is served as a good server does.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.etag = '"one"'
        self.script = {}
        self.requests = []  # path, Range, If-Range
        self.end = threading.Event()
        handler = type("Handler", (Handler,), {"owner": self})
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.end.set()
        self._server.shutdown()
        self._server.server_close()

    def ranges(self, path: str) -> list:
        return [asked for name, asked, _ in self.requests if name == path]


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # the client may leave at any time
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802
        server = self.owner
        asked = self.headers.get("Range")
        server.requests.append((self.path, asked, self.headers.get("If-Range")))
        script = server.script.get(self.path, [])
        behave = script.pop(0) if script else good
        behave(self, server)

    def log_message(self, *arguments):
        pass

    def start(self) -> int:
        """First byte that is asked for, if the file is still the one that the asker knows."""
        asked = self.headers.get("Range")
        condition = self.headers.get("If-Range")
        is_current = condition is None or condition == self.owner.etag
        return int(asked[len("bytes=") :].rstrip("-")) if asked and is_current else 0

    def head(self, status, length, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def head_of_file(self, server):
        """Head of a good answer; returns the body that should follow."""
        start, size = self.start(), len(server.content)
        tags = {"ETag": server.etag} if server.etag else {}
        if start:
            tags["Content_Range"] = f"bytes {start}-{size - 1}/{size}"
        self.head(206 if start else 200, size - start, **tags)
        return server.content[start:]


def good(handler, server):
    handler.wfile.write(handler.head_of_file(server))


def cuts_after(count):
    def behave(handler, server):
        handler.wfile.write(handler.head_of_file(server)[:count])
        handler.close_connection = True

    return behave


def stalls_after(count):
    def behave(handler, server):
        handler.wfile.write(handler.head_of_file(server)[:count])
        handler.wfile.flush()
        server.end.wait(20)
        handler.close_connection = True

    return behave


def stalls_at_once(handler, server):
    server.end.wait(20)
    handler.close_connection = True


def ignores_ranges(handler, server):
    handler.head(200, len(server.content))
    handler.wfile.write(server.content)


def answers(status, body=b"", **headers):
    def behave(handler, server):
        handler.head(status, len(body), **headers)
        handler.wfile.write(body)

    return behave


def redirects(target):
    return answers(302, Location=target)


def sends(body, length=None):
    """A body, with a Content-Length that may differ from it, or without one."""

    def behave(handler, server):
        handler.head(200, length, Connection="close")
        handler.wfile.write(body)
        handler.close_connection = True

    return behave


def trickles(handler, server):
    """Ten kilobytes every 40 ms, for as long as it takes."""
    body = handler.head_of_file(server)
    for start in range(0, len(body), 10_000):
        handler.wfile.write(body[start : start + 10_000])
        handler.wfile.flush()
        if server.end.wait(0.04):
            break
