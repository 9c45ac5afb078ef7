"""Servers that tests start: a free port, and waiting until one answers."""

from __future__ import annotations

import socket
import time
from urllib.error import URLError
from urllib.request import urlopen


def find_port():
    """Return a port of this machine that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, server):
    """Wait until a server answers. Fails when its process ends first."""
    for _ in range(300):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            assert server.poll() is None, "the office did not open"
            time.sleep(0.2)
    raise TimeoutError(address)
