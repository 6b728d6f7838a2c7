"""The engine process: reads requests on stdin, answers on the stdout it was started with.

Started as ``python -I <package>/engine/__main__.py``. It registers the package from its own folder,
so that the folder that holds all plugins never enters ``sys.path``.
"""

from __future__ import annotations

import importlib.util
import os
import queue
import sys
import threading
import time
import traceback
from pathlib import Path

PACKAGE = "sam_cffnet_qgis"
MAX_UNSENT = 4  # messages; the engine waits until the host has read some


def register_package() -> None:
    """Make ``import sam_cffnet_qgis`` find the package this file lies in."""
    if PACKAGE in sys.modules:
        return
    folder = Path(__file__).resolve().parent.parent
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


def main() -> None:
    """Serve requests until the host closes the pipe."""
    register_package()
    from sam_cffnet_qgis.engine import protocol

    # Libraries print; whatever they print goes to the log, never into the protocol.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    inbox: queue.Queue = queue.Queue()
    outbox: queue.Queue = queue.Queue(MAX_UNSENT)

    def read_requests() -> None:
        """Queue requests; leave at once when the host is gone, even inside a batch."""
        stream = os.fdopen(os.dup(0), "rb")
        while True:
            try:
                message = protocol.read_message(stream)
            except Exception as error:  # without a reader nobody would ever be answered
                print(f"The host sent {error or type(error)}.", file=sys.stderr, flush=True)
                message = None
            if message is None:
                os._exit(0)
            inbox.put(message)

    def beat() -> None:
        """Tell the host that the process lives, also while a batch takes minutes."""
        while True:
            time.sleep(protocol.HEARTBEAT_SECONDS)
            outbox.put(({"type": "heartbeat"}, {}))

    def write_answers() -> None:
        """Send what is queued, while the next batch is computed; leave when the host is gone."""
        while True:
            try:
                protocol.write_message(output, *outbox.get())
            except OSError:  # the host is gone
                os._exit(0)
            except Exception:  # without a writer nobody would ever be answered
                traceback.print_exc()
                os._exit(1)

    for work in (read_requests, beat, write_answers):
        threading.Thread(target=work, daemon=True).start()

    from sam_cffnet_qgis.engine.service import Service

    service = Service()
    while True:
        header, arrays = inbox.get()
        for answer in service.answer(header, arrays):
            outbox.put(answer)


if __name__ == "__main__":
    main()
