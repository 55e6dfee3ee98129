"""The application in a process of `beside serve`: what granian calls there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.process import BaseProcess

from flask import Flask

from server.app import create_app


def create_served() -> Flask:
    """The application by the environment, in a process that ends with the one that began it.

    When that is killed with -9 nobody tells those that serve: they would go on at its port, on its database, and nobody
    would know of them.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True, name="end with the server").start()
    return create_app()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
