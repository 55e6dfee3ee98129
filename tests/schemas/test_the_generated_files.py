"""The client's copy of what `schemas` declares is current, and says the same."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas import limits
from schemas.authority import AUTHORITY
from schemas.catalogue import canonical, catalogue
from schemas.codes import Code
from schemas.generate import GENERATED, main, stale, write
from schemas.typescript import quoted, sources


def test_the_generated_files_are_current() -> None:
    old = stale(GENERATED)
    assert old == [], f"pwa/src/generated is stale ({', '.join(old)}): run `make generate`"


def test_a_file_that_is_missing_changed_or_no_longer_made_is_stale_until_it_is_written(tmp_path: Path) -> None:
    assert write(tmp_path) == sorted(sources())
    assert stale(tmp_path) == []
    (tmp_path / "codes.ts").write_text("// changed by hand\n", encoding="utf-8")
    (tmp_path / "limits.ts").unlink()
    (tmp_path / "old.ts").write_text("export {}\n", encoding="utf-8")
    assert stale(tmp_path) == ["codes.ts", "limits.ts", "old.ts"]
    assert write(tmp_path) == ["codes.ts", "limits.ts", "old.ts"]
    assert stale(tmp_path) == []


def test_a_file_that_is_current_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path)
    before = (tmp_path / "catalogue.ts").stat().st_mtime_ns
    assert write(tmp_path) == []
    assert (tmp_path / "catalogue.ts").stat().st_mtime_ns == before


def test_the_check_names_what_is_stale_and_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("schemas.generate.GENERATED", tmp_path)
    assert main(["--check"]) == 1
    assert re.search(r"catalogue\.ts.*: run `make generate`", capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_the_command_checks_the_project_s_own_folder() -> None:
    command = [sys.executable, "-m", "schemas.generate", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_client_s_catalogue_is_the_catalogue_as_text() -> None:
    literal = quoted(canonical(catalogue()).decode())
    assert literal in sources()["catalogue.ts"]
    plain = literal[1:-1].replace("\\'", "'").replace("\\\\", "\\")
    assert json.loads(plain) == json.loads(canonical(catalogue()))


@pytest.mark.parametrize("words", ["it's", "back\\slash", "two\nlines", "’quoted’"])
def test_words_in_single_quotes_read_as_they_were(words: str) -> None:
    literal = quoted(words)
    assert "\n" not in literal
    plain = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), literal[1:-1])
    assert plain == words


def test_every_code_limit_and_rule_of_authority_reaches_the_client() -> None:
    made = sources()
    assert all(f"  {code.wire}: [{code.meaning.status}, " in made["codes.ts"] for code in Code)
    numbers = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert all(f"export const {name} = {value} as const" in made["limits.ts"] for name, value in numbers.items())
    assert json.dumps(AUTHORITY) in made["authority.ts"]


def test_every_form_has_a_type_in_the_client() -> None:
    made = sources()["forms.ts"]
    for form in catalogue()["forms"]:
        assert re.search(rf"  readonly {form['name']}: \w+Record\n", made)
