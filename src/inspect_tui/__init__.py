"""A full-screen notebook for checking how a public agency carries out its assigned tasks."""

from __future__ import annotations

__version__ = "0.1.0"
