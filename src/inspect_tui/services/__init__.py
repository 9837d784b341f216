"""Use cases: synchronous, with no screen."""
