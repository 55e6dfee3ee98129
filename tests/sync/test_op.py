"""A reader of an op's body takes what the protocol allows and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.encoding import Malformed, b64u
from sync.op import Change, Dot, OpBody, encode_body, parse_body

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "op.json").read_text(encoding="utf-8"))
AT = "2026-11-23T09:15:02.123+00:00"
ID = b64u(bytes(16))


@pytest.mark.parametrize("case", VECTORS["good"], ids=lambda case: case["name"])
def test_a_body_is_read(case: dict[str, Any]) -> None:
    body = parse_body(bytes.fromhex(case["hex"]))
    assert body.time == case["time"]
    assert json.loads(json.dumps(body.changes)) == case["changes"]


@pytest.mark.parametrize("case", VECTORS["bad"], ids=lambda case: case["name"])
def test_a_malformed_body_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        parse_body(bytes.fromhex(case["hex"]))


def test_what_is_written_is_read_again() -> None:
    body = OpBody(AT, -3, 2, (Change(f"{ID}/note", (True, None, 1, "é"), (Dot(ID, 4, 2),)),), {"later": [1]})
    assert parse_body(encode_body(body)) == body


def test_members_of_a_newer_client_do_not_hide_ours() -> None:
    body = OpBody(AT, None, 1, (), {"at": "never", "later": 1})
    assert parse_body(encode_body(body)) == OpBody(AT, None, 1, (), {"later": 1})


@pytest.mark.parametrize("value", [1.5, float("nan"), {}, ((),), "\ud800", 2**53, b"bytes"])
def test_nothing_is_written_that_a_reader_would_refuse(value: Any) -> None:
    with pytest.raises(Malformed):
        encode_body(OpBody(AT, None, 1, (Change(f"{ID}/note", value),)))


def test_a_body_nested_deeper_than_any_reader_goes_is_malformed() -> None:
    with pytest.raises(Malformed):
        parse_body(b'{"later":' + b"[" * 60_000 + b"]" * 60_000 + b"}")


def test_an_unknown_number_of_more_digits_than_python_reads_keeps_no_save_out() -> None:
    body = encode_body(OpBody(AT, None, 1, (Change(f"{ID}/note", "x"),)))
    read = parse_body(body[:-1] + b',"later":' + b"1" * 5000 + b"}")
    assert read.changes == (Change(f"{ID}/note", "x"),)


def test_true_is_no_number() -> None:
    read = parse_body(encode_body(OpBody(AT, None, 1, (Change(f"{ID}/ticked", True), Change(f"{ID}/times", 1)))))
    assert [type(change.value) for change in read.changes] == [bool, int]
