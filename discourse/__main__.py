"""``python -m discourse`` is ``discourse``."""

from discourse.cli import main

main()
