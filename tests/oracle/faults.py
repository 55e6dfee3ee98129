"""A line on which everything happens that happens to requests: lost, doubled, cut, late, answered with 500 or 503, or killed
together with the server in the middle of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from schemas.codes import Code
from sync.client.transport import JSON, Answer, Transport, Unreachable


@dataclass
class Plan:
    """How bad the line is: `rate` is the share of requests that something happens to. `kill` lets the server die while it
    carries the request out.
    """

    chance: Random
    kill: Callable[[], None]
    rate: float = 0.0
    online: bool = True
    happened: dict[str, int] = field(default_factory=dict)

    def draw(self) -> str | None:
        """What happens to the next request."""
        if self.chance.random() >= self.rate:
            return None
        fault = self.chance.choice(FAULTS)
        self.happened[fault] = self.happened.get(fault, 0) + 1
        return fault


FAULTS: Final = (
    "request lost", "answer lost", "answer lost", "answer cut", "request cut", "sent twice", "delayed", "500", "502", "503",
    "full", "killed",
)  # fmt: skip


def refusal(code: Code) -> Answer:
    """The answer that says `code`."""
    error = {"code": code.wire, "message": code.meaning.message, "remedy": code.meaning.remedy}
    return Answer(code.meaning.status, JSON, json.dumps({"error": error}).encode())


ANSWERS: Final = {
    "500": refusal(Code.INTERNAL),
    "502": Answer(502, "text/html", b"<h1>Bad gateway</h1>"),
    "503": refusal(Code.BUSY),
    "full": refusal(Code.STORAGE_FULL),
}

Request = tuple[str, str, bytes, str]


class Faulty(Transport):
    """Another transport with a plan of faults before it."""

    def __init__(self, line: Transport, plan: Plan) -> None:
        super().__init__(line.origin)
        self.line, self.plan = line, plan
        self.asked: list[str] = []
        self._delayed: list[Request] = []

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """As `Transport.request`, unless something happens."""
        if not self.plan.online:
            raise Unreachable("offline")
        self.asked.append(path)
        while self._delayed:
            # An old request arrives after newer ones; nobody waits for its answer any more.
            self._attempt(self._delayed.pop())
        fault = self.plan.draw()
        if fault in ANSWERS:
            return ANSWERS[fault]
        return self._carry((method, path, body, content_type), fault)

    def _carry(self, request: Request, fault: str | None) -> Answer:
        method, path, body, content_type = request
        if fault == "request lost":
            raise Unreachable(fault)
        if fault == "delayed":
            self._delayed.append(request)
            raise Unreachable(fault)
        if fault == "killed":
            self.plan.kill()
        if fault == "sent twice":
            self._attempt(request)
        if fault == "request cut":
            self._attempt((method, path, body[: self.plan.chance.randrange(len(body) + 1)], content_type))
            raise Unreachable(fault)
        answer = self.line.request(*request)
        self._count_refusals(path, answer)
        if fault == "answer lost":
            raise Unreachable(fault)
        if fault == "answer cut" and answer.body:
            return Answer(
                answer.status, answer.content_type, answer.body[: self.plan.chance.randrange(len(answer.body))]
            )
        return answer

    def _count_refusals(self, path: str, answer: Answer) -> None:
        """What the schedules came across, for their figures."""
        if answer.content_type != JSON or not answer.body:
            return
        found = json.loads(answer.body)
        errors = [found, *found.get("results", [])] if path.endswith("/push") else [found]
        for error in (one["error"] for one in errors if one.get("error")):
            for code in {each["code"] for each in error.get("entries", [])} or {error["code"]}:
                name = f"{path.rsplit('/', 1)[1]}: {code}"
                self.plan.happened[name] = self.plan.happened.get(name, 0) + 1

    def _attempt(self, request: Request) -> None:
        with suppress(Unreachable):
            self.line.request(*request)

    def close(self) -> None:
        """Let the connection go."""
        self.line.close()
