"""A signature that was verified once is good for the same bytes and the same key, and for nothing else."""

from __future__ import annotations

import pytest

from sync.entry import verify
from sync.keys import new_device
from tests.oracle.verifying import remembered


@pytest.mark.parametrize("times", [1, 2])
def test_another_key_other_bytes_and_another_signature_are_refused_however_often_they_are_asked(times: int) -> None:
    device, other = new_device(), new_device()
    signature = device.private.sign(b"said")
    with remembered():
        for _ in range(times):
            assert verify(signature, b"said", device.public)
            assert not verify(signature, b"said", other.public)
            assert not verify(signature, b"unsaid", device.public)
            assert not verify(other.private.sign(b"said"), b"said", device.public)
            assert not verify(signature, b"said", b"no key")
