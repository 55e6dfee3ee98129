"""What is drawn from the application's description of itself and sent to it, and what its answers must be.

    fuzzed = Fuzzed(app, school, cookies)
    fuzzed.withstands("POST", "/schools/{school}/push", wrong=True)

A module of its own, imported by the test that needs it: schemathesis takes long to import, and every process of a run collects
every test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sync.frames import FRAMES_TYPE, encode_frames

ENDS_THE_SESSION: Final = {"/schools/{school}/sessions/current", "/schools/{school}/sessions/{session}"}
CHECKS: Final = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@schemathesis.serializer(FRAMES_TYPE)
def frames(_context: object, value: Any) -> bytes:
    """A first frame of the generated shape, or of what is none."""
    return encode_frames(value) if isinstance(value, dict) else repr(value).encode()


class Fuzzed:
    """A school to be fuzzed: the application, the school's id, and a cookie of every role, and of nobody."""

    def __init__(self, app: Flask, school: str, cookies: Mapping[str, str]) -> None:
        # Read once: what can be drawn from it is worked out once too.
        self._described = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
        self._school, self._cookies = school, cookies

    def withstands(self, method: str, path: str, *, wrong: bool) -> None:
        """Sends data of the described shape, or data that is not, with a session of each role."""
        described = self._described[path][method]
        if wrong and not described.body and "{" not in path:
            return  # nothing can be sent there, and so nothing wrong
        mode = GenerationMode.NEGATIVE if wrong else GenerationMode.POSITIVE
        roles = ["nobody"] if path in ENDS_THE_SESSION else sorted(self._cookies)

        @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
        @given(described.as_strategy(generation_mode=mode), strategies.sampled_from(roles))
        def fuzz(case: schemathesis.Case[Any], role: str) -> None:
            if not wrong or described.body:
                case.path_parameters |= {"school": self._school} if "school" in case.path_parameters else {}
            response = case.call(headers={"Cookie": self._cookies[role]})
            case.validate_response(response, checks=CHECKS)

        fuzz()
