"""How the stories of a vault in `authority.json` are told: who there is, what is pushed and read, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schemas.codes import Code
from sync.encoding import b64u
from sync.entry import Entry, encode
from sync.roster import School
from sync.school_entry import SchoolEntry
from sync.school_entry import encode as encode_school
from sync.vault import VaultLog, append, due_renewal, entitled, set_aside, waiting
from tests.vectors.cast import NOW, Campus, Pen, Person

Json = Any


class People(Campus):
    """Ann administers; Lou manages the mentors Ben and Cat, Max manages nobody; Oli is a colleague."""

    def __init__(self) -> None:
        super().__init__()
        self.ann = self.found()
        self.lou = self.enrol("Lou", "line_manager")
        self.ben = self.enrol("Ben", "mentor", manager=self.lou)
        self.cat = self.enrol("Cat", "mentor", manager=self.lou)
        self.max = self.enrol("Max", "line_manager")
        self.oli = self.enrol("Oli", "colleague")
        self.known = len(self.entries)


class Tale(Pen):
    """A vault of which everything pushed and read is told, with the answers that must be given.

    `reader` is the log as somebody has it who reads what the server sends.
    """

    def __init__(self, people: People, name: str) -> None:
        super().__init__(people, name)
        self.people = people
        self.reader = VaultLog(self.log.school, self.log.vault)
        self.entries: list[str] = []
        self.steps: list[Json] = []
        self.told = people.known

    def push(self, *entries: Entry, codes: list[Code | None] | Code | None = None, **more: Any) -> None:
        """A batch at the server, taken if no entry has a code (one code is for the one entry).

        `now` is the server's clock, `restoring` says that it takes back what it lost, `read` that a reader is sent it.
        """
        answers = codes if isinstance(codes, list) else [codes] * len(entries)
        self._catch_up()
        self.steps.append({
            "do": "push",
            "entries": [self._place(entry) for entry in entries],
            "codes": [code and code.wire for code in answers],
            "now": more.get("now", NOW),
            "restoring": more.get("restoring", False),
        })  # fmt: skip
        if not any(answers):
            self.take(*entries)
            if more.get("read", True):
                self.read(*entries)
        else:
            self.settle(*entries)

    def read(self, *entries: Entry, codes: list[Code | None] | Code | None = None) -> None:
        """Entries that a reader is sent, each with the answer."""
        answers = codes if isinstance(codes, list) else [codes] * len(entries)
        self._catch_up()
        sent = [self._place(entry) for entry in entries]
        self.steps.append({"do": "read", "entries": sent, "codes": [code and code.wire for code in answers]})
        for entry, code in zip(entries, answers, strict=True):
            append(self.reader, entry) if code is None else set_aside(self.reader, entry, code)

    def refused(self, entry: Entry, at_server: Code, to_reader: Code | None) -> None:
        """What the server refuses with one code and a reader, were it sent, with another or not at all."""
        self.push(entry, codes=at_server)
        self.judged(entry, to_reader)

    def judged(self, entry: Entry, code: Code | None) -> None:
        """What a reader would say of an entry that they are not sent."""
        self._catch_up()
        self.steps.append({"do": "judge", "entry": self._place(entry), "code": code and code.wire})

    def _place(self, entry: Entry) -> int:
        """Where the entry stands among the story's."""
        text = b64u(encode(entry))
        if text not in self.entries:
            self.entries.append(text)
        return self.entries.index(text)

    def _catch_up(self) -> None:
        """What was said in the school meanwhile."""
        for entry in self.people.entries[self.told :]:
            self.steps.append({"do": "school", "entry": spelled(entry)})
        self.told = len(self.people.entries)

    def begin(self, author: Person, *readers: Person, kind: str = "case") -> None:
        """The vault, with its first epoch for the author and `readers`."""
        self.push(self.genesis(kind, author), self.epoch(author, author, *readers))


def spelled(entry: SchoolEntry) -> str:
    return b64u(encode_school(entry))


Story = Callable[[Tale], None]


def told(story: Story) -> Json:
    """The story as it stands in the file."""
    people = People()
    tale = Tale(people, "case of Sam")
    story(tale)
    tale._catch_up()
    return {
        "name": story.__name__.replace("_", " "),
        "vault": b64u(tale.log.vault),
        "entries": tale.entries,
        "steps": tale.steps,
        "server": summary(tale.log, people.school),
        "reader": summary(tale.reader, people.school),
    }


def summary(vault: VaultLog, school: School) -> Json:
    """What a vault's log amounts to, as far as both languages must agree. Lists are sorted by their bytes."""
    current = vault.epoch
    return {
        "seq": vault.seq,
        "hash": b64u(vault.log_hash),
        "kind": vault.kind,
        "members": [b64u(member) for member in sorted(vault.members)],
        "epoch": None if current is None else [b64u(current.id), current.number, b64u(current.public)],
        "epochs": [b64u(epoch.id) for epoch in vault.epochs],
        "wraps": [[b64u(member), b64u(key)] for member in sorted(vault.wraps) for key in sorted(vault.wraps[member])],
        "links": [[b64u(device), link.counter, b64u(link.hash)] for device, link in sorted(vault.chains.items())],
        "tickets": [[b64u(ticket), use.drops, use.size] for ticket, use in sorted(vault.tickets.items())],
        "renewal_owed": vault.renewal_owed,
        "forked": vault.forked,
        "entitled": [b64u(member) for member in entitled(vault, school)],
        "waiting": [b64u(member) for member in waiting(vault, school)],
        "due_renewal": due_renewal(vault, school),
    }
