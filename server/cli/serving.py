"""`beside serve`: granian, TLS, and beside them the nightly backup and the worker that sends.

One process that looks after the others, makes the backups and sends, and `BESIDE_WORKERS` that serve with
`BESIDE_THREADS` threads each. With SQLite one worker is best: writers queue within it instead of polling.
"""

from __future__ import annotations

import logging.config
import multiprocessing
import os
import threading
from pathlib import Path
from typing import Any

import click
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from server.cli.asked import address, check_address, fault_of_certificate, in_clear, ready, settings_or_end
from server.cli.backups import keep_nightly
from server.cli.log_output import log_config
from server.cli.working import keep_worker
from server.settings import Settings


@click.command()
@click.option(
    "--tls",
    is_flag=True,
    help="Serve HTTPS, with BESIDE_TLS_CERTIFICATE and its key, or what `beside certificate` made.",
)
def serve(*, tls: bool) -> None:
    """Serve Beside until stopped."""
    settings = settings_or_end()
    check_address(settings)
    start(settings, tls=tls)


def start(settings: Settings, *, tls: bool, requests: Path | None = None) -> None:
    """Serve until stopped; `requests` is the file that takes a line a request, instead of the terminal."""
    if tls:
        _check_certificate(settings)
    with ready(settings):
        _serve(settings, tls=tls, requests=requests)


def _serve(settings: Settings, *, tls: bool, requests: Path | None) -> None:
    log_lines = log_config(requests)
    logging.config.dictConfig(log_lines)  # of this process, which makes the backups and sends
    click.echo(f"Beside is at {address(settings)}")
    if not tls and in_clear(settings):
        click.echo("On this machine alone: tablets open it over https:// only. `beside doctor` says what to do")
    if requests is not None:
        click.echo(f"Stop it with Ctrl+C. What it is asked for stands in {requests}")
    stopped = threading.Event()
    if settings.backups_kept:
        threading.Thread(target=keep_nightly, args=(settings, stopped), daemon=True, name="nightly backup").start()
    if settings.push_worker:
        threading.Thread(target=keep_worker, args=(settings, stopped), daemon=True, name="worker").start()
    try:
        _granian(settings, log_lines, tls=tls).serve()
    finally:
        stopped.set()


def _check_certificate(settings: Settings) -> None:
    if settings.tls_files is None:
        raise click.ClickException(
            "--tls needs a certificate: set BESIDE_TLS_CERTIFICATE and BESIDE_TLS_KEY, or run `beside certificate`"
        )
    fault = fault_of_certificate(*settings.tls_files)
    if fault is not None:
        raise click.ClickException(fault)


def _granian(settings: Settings, log_lines: dict[str, Any], *, tls: bool) -> MPServer:
    certificate, key = (settings.tls_files if tls else None) or (None, None)
    # Fresh processes, not forks: the backups' thread may hold a lock at that moment, and a fork would hold it for ever.
    multiprocessing.set_start_method("spawn", force=True)
    # glibc keeps a heap a thread, and what many small records leave in each adds up: two are enough for a few threads.
    # It looks when a process begins.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    return MPServer(
        "server.served:create_served",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        http1_settings=HTTP1Settings(header_read_timeout=30_000),
        ssl_cert=certificate,
        ssl_key=key,
        factory=True,
        log_level=LogLevels.warning,
        log_dictconfig=log_lines,
        respawn_failed_workers=True,
        websockets=False,
    )
