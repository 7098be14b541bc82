"""What every command says and how it ends."""

import sys

import typer


def say(message):
    """One line on standard error."""
    print(f"discourse: {' '.join(str(message).split())}", file=sys.stderr)


def finish(problems):
    """End with status 2 if there was a problem; the good input has been done."""
    if problems:
        raise typer.Exit(2)
