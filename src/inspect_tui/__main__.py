"""Run the program as ``python -m inspect_tui``."""

from __future__ import annotations

import sys

from inspect_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
