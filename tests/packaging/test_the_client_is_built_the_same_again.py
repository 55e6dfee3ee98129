"""The same sources give the same client, byte for byte, wherever they lie: so a school can compare what a server sends."""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.site import build

PWA = Path(__file__).parents[2] / "pwa"
NOT_SOURCES = ("node_modules", "dist")

pytestmark = pytest.mark.packaging


def files(folder: Path) -> dict[str, bytes]:
    """Every file below, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def linked(source: str, target: str) -> None:
    """The file under another name, or a copy of it where that is on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def test_two_folders_with_the_same_sources_give_the_same_client(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "elsewhere" / "built"
    build(first, "vite.config.ts", "vite.sw.config.ts")
    # Another folder with the sources, and with links to the same packages, which the build must not see as strangers.
    checkout = tmp_path / "elsewhere" / "checkout"
    shutil.copytree(PWA, checkout / "pwa", ignore=shutil.ignore_patterns(*NOT_SOURCES))
    shutil.copytree(PWA.parent / "manifest", checkout / "manifest")
    shutil.copytree(PWA / "node_modules", checkout / "pwa" / "node_modules", symlinks=True, copy_function=linked)
    build(second, "vite.config.ts", "vite.sw.config.ts", checkout=checkout)
    assert files(first) == files(second)
    assert {"index.html", "pupil.html", "sw.js"} <= files(first).keys()
