"""The web app manifest: every picture that it or a document names is there, and is what it is said to be."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from schemas.push import Push
from tools.icons import MANIFEST, PICTURES, Picture

REPOSITORY = Path(__file__).parent.parent
DESCRIBED: dict[str, Any] = json.loads((MANIFEST / "manifest.webmanifest").read_bytes())
ICONS = [*DESCRIBED["icons"], *(icon for shortcut in DESCRIBED["shortcuts"] for icon in shortcut["icons"])]


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its first chunk."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", picture.name
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon["src"])
def test_every_icon_is_there_and_as_large_as_it_says(icon: dict[str, str]) -> None:
    path = MANIFEST / icon["src"].removeprefix("/manifest/")
    assert path.is_file()
    if icon["type"] == "image/png":
        assert "x".join(map(str, size_of(path))) == icon["sizes"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_picture_was_drawn_from_its_source(picture: Picture) -> None:
    assert size_of(MANIFEST / picture.name) == (picture.size, picture.size)
    assert (MANIFEST / picture.source).is_file()


def test_the_folder_holds_nothing_that_nobody_names() -> None:
    named = {name for picture in PICTURES for name in (picture.name, picture.source)} | {"manifest.webmanifest"}
    assert {path.name for path in MANIFEST.iterdir()} == named


@pytest.mark.parametrize("document", ["index.html", "pupil.html"])
def test_every_picture_that_a_document_names_is_there(document: str) -> None:
    text = (REPOSITORY / "pwa" / document).read_text(encoding="utf-8")
    for name in re.findall(r'href="/manifest/([^"]+)"', text):
        assert (MANIFEST / name).is_file(), name


def test_the_four_captures_are_shortcuts_with_the_words_of_today() -> None:
    assert [shortcut["name"] for shortcut in DESCRIBED["shortcuts"]] == [
        "Observe",
        "Visit",
        "Give to a pupil",
        "Drop-in",
    ]


def test_it_stands_on_its_own_where_the_app_lives() -> None:
    assert (DESCRIBED["id"], DESCRIBED["start_url"], DESCRIBED["scope"]) == ("/", "/", "/")
    assert all(shortcut["url"].startswith("/") for shortcut in DESCRIBED["shortcuts"])
    assert {kind.text.path for kind in Push}.isdisjoint({"/pupil"})


def test_a_picture_can_be_cut_to_a_circle() -> None:
    source = (MANIFEST / "icon-full.svg").read_text(encoding="utf-8")
    assert {icon["purpose"] for icon in DESCRIBED["icons"] if "maskable" in icon["src"]} == {"maskable"}
    assert '<rect width="512" height="512"' in source, "the ground must reach the edges"
