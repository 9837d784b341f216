"""Servers that the tests of targets share."""

from __future__ import annotations

from target_servers import loop, sftp, store_server, wire

__all__ = ["loop", "sftp", "store_server", "wire"]
