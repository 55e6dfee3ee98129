"""What `beside doctor` says of backups: whether there is one of these days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from server.cli.backups import backups_folder
from server.cli.findings import CLOCK_TOLERANCE, Finding
from server.db.backup import BackupError, made_at
from server.settings import Settings

OLD_BACKUP: Final = timedelta(days=2)


def backup_age(settings: Settings) -> Iterator[Finding]:
    """There is a backup of these days, where this machine makes them, by what each says of itself: a file that was copied, or put
    back, is as young as its copy."""
    if settings.backups_kept == 0:
        yield Finding(
            "note", "backups", "BESIDE_BACKUPS_KEPT is 0: none are made here, so another machine must make them"
        )
        return
    folder = backups_folder(settings)
    made: list[int | None] = []
    for path in sorted(folder.glob("*.backup")):
        try:
            made.append(made_at(path))
        except BackupError:
            yield Finding("wrong", "backups", f"{path} is no backup, or a damaged one: move it away")
    yield _newest(made, folder)


def _newest(made: list[int | None], folder: Path) -> Finding:
    instants = [instant for instant in made if instant is not None]
    if not made:
        return Finding("wrong", "backups", "there is none: run `beside backup`, and keep a copy elsewhere")
    if not instants:
        text = "none says when it was made, which an older Beside did not write: run `beside backup`"
        return Finding("wrong", "backups", text)
    newest = datetime.fromtimestamp(max(instants) / 1000, UTC)
    age = datetime.now(UTC) - newest
    if age < -CLOCK_TOLERANCE:
        text = f"one in {folder} says that it was made on {newest:%d %B %Y}, which is to come: set the clock, or move it away"
        return Finding("wrong", "backups", text)
    if age > OLD_BACKUP:
        text = f"the newest is {age.days} days old: run `beside backup`, and look into the server's log"
        return Finding("wrong", "backups", text)
    return Finding("ok", "backups", f"the newest is {max(age.total_seconds(), 0) / 3600:.0f} hours old")
