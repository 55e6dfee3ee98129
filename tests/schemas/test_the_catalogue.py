"""The catalogue: the same bytes each time, every form in it, and no version changed behind its number."""

import hashlib
import json
import subprocess
import sys
from typing import Any

from schemas.catalogue import CATALOGUE_VERSION, canonical, catalogue
from schemas.faults import MESSAGES, FaultCode
from schemas.field import Field, FieldType
from schemas.forms import FORMS, newest
from tests.schemas.shapes import FILE, shapes


def printed(hash_seed: str) -> str:
    """What the command prints, with that order of sets and dictionaries."""
    command = [sys.executable, "-m", "schemas.catalogue"]
    env = {"PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_the_command_prints_the_whole_catalogue_and_the_same_each_time() -> None:
    first = printed("1")
    assert first == printed("2")
    assert json.loads(first) == json.loads(canonical(catalogue()))


def test_the_hash_is_of_everything_but_itself() -> None:
    whole = catalogue()
    rest = {key: part for key, part in whole.items() if key != "hash"}
    assert whole["hash"] == hashlib.sha256(canonical(rest)).hexdigest()


def test_the_catalogue_has_its_version_and_every_form_in_every_version() -> None:
    whole = catalogue()
    assert whole["version"] == CATALOGUE_VERSION
    assert [(one["name"], one["version"]) for one in whole["forms"]] == [(form.name, form.version) for form in FORMS]


def test_no_form_is_newer_than_the_catalogue_says() -> None:
    assert max(form.version for form in FORMS) <= CATALOGUE_VERSION


def test_a_version_of_a_form_keeps_its_shape() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    changed = sorted(name for name in kept.keys() | shapes().keys() if kept.get(name) != shapes().get(name))
    assert changed == [], (
        f"{', '.join(changed)}: another shape than was written down. If the version was released, add the next one and "
        "leave this one be; if it never was, run python -m tests.schemas.shapes"
    )


def test_every_fault_has_a_message_and_every_type_a_place_in_the_client() -> None:
    assert set(MESSAGES) == set(FaultCode)
    used = {field["type"] for field in _fields(catalogue())}
    assert used <= {kind.value for kind in FieldType}


def test_labels_are_not_said_twice_where_options_stand_in_another_form() -> None:
    borrowed = [field for field in _fields(catalogue()) if "options_from" in field]
    assert len(borrowed) == 6
    assert all("options" not in field for field in borrowed)


def test_narrative_and_sensitive_fields_are_marked_for_the_client() -> None:
    visit = next(form for form in catalogue()["forms"] if form["name"] == "visit")
    marks = {
        field["name"]: (field["type"], field.get("sensitive", False))
        for section in visit["sections"]
        for field in section["fields"]
    }
    assert marks["discussion"] == ("narrative", True)
    assert marks["address"] == ("text", True)
    assert marks["kind"] == ("choice", False)


def test_narratives_of_the_visit_are_those_that_two_people_may_write_at_once() -> None:
    visit = newest("visit")
    assert visit is not None
    names = [field.name for field in visit.fields() if field.type is FieldType.NARRATIVE]
    assert names == ["reason", "other_agencies", "discussion", "risk_issues"]
    rows = {field.name: _narratives(field.columns) for field in visit.fields() if field.type is FieldType.ROWS}
    assert rows == {"actions": ["what"], "risk_seen": ["reply"]}


def _narratives(fields: tuple[Field, ...]) -> list[str]:
    return [field.name for field in fields if field.type is FieldType.NARRATIVE]


def _fields(part: Any) -> list[dict[str, Any]]:
    """Every field anywhere in a part of the catalogue."""
    if isinstance(part, list):
        return [field for one in part for field in _fields(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if "type" in part and "label" in part else []
    return own + [field for one in part.values() for field in _fields(one)]


def test_it_may_be_printed_to_somebody_who_reads_only_its_beginning() -> None:
    printing = [sys.executable, "-m", "schemas.catalogue"]
    with subprocess.Popen(printing, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
