"""The one seam between HTTP and Python: what comes in is loaded by a marshmallow schema, what goes out is dumped by one.

    @takes(SignIn)          # the method gets body=<what the schema loaded>
    @gives(Session)         # the method returns a mapping, or (mapping, response → None)
    def post(self, caller, school, body): …

A body is JSON, or frames (`sync.frames`) whose first is JSON and loaded by the schema. Each decorator tells the OpenAPI document the
same shape that it loads and dumps, by way of apispec.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Response, request
from flask_restx import Namespace
from marshmallow import Schema, ValidationError

from schemas.codes import Code
from server.refusal import Refused
from server.fields import Bytes, Row
from sync.frames import join_frames, split_frames

JSON: Final = "application/json"
FRAMES: Final = "application/vnd.beside.frames"
OCTETS: Final = "application/octet-stream"
MOST_JSON_BYTES: Final = 2 * 1024 * 1024
MOST_FRAMES_BYTES: Final = 8 * 1024 * 1024
"""The largest body of each kind that is read at all."""

Method = Callable[..., Any]
Decorator = Callable[[Method], Method]

documents = Namespace("shapes")
"""Holds the models of the OpenAPI document."""
