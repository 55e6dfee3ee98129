"""What appears on a lock screen: fixed by kind, for anybody's eyes."""

import json
import re

import pytest

from schemas.push import PAYLOAD_BYTES, Push, push_payload
from schemas.typescript import sources

OURS = {"vault", "epoch", "sync", "op", "outbox", "quarantine", "conflict", "merge", "case"}


@pytest.mark.parametrize("kind", Push)
def test_the_payload_is_the_kind_and_nothing_else(kind: Push) -> None:
    assert json.loads(push_payload(kind)) == {"kind": kind.wire}


def test_all_payloads_are_of_one_size() -> None:
    assert {len(push_payload(kind)) for kind in Push} == {PAYLOAD_BYTES}


@pytest.mark.parametrize("kind", Push)
def test_the_text_holds_no_place_for_a_name_or_a_number(kind: Push) -> None:
    assert not re.search(r"[{}%$\d]", kind.text.title + kind.text.body)


@pytest.mark.parametrize("kind", Push)
def test_the_text_uses_none_of_our_own_words(kind: Push) -> None:
    assert not set(re.findall(r"[a-z]+", f"{kind.text.title} {kind.text.body}".lower())) & OURS


@pytest.mark.parametrize("kind", Push)
def test_the_address_is_of_fixed_words(kind: Push) -> None:
    assert re.fullmatch(r"/[a-z-]*", kind.text.path)


def test_the_client_shows_the_same_texts() -> None:
    made = sources()["push.ts"]
    for kind in Push:
        assert f"  {kind.wire}: ['{kind.text.title}', '{kind.text.body}', '{kind.text.path}'" in made
