"""The `beside` command."""

import click


@click.group()
@click.version_option(package_name="beside")
def main() -> None:
    """Sealed, offline-first casework for learning mentors in schools."""
