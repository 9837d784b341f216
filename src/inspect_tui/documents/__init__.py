"""Papers made from domain objects."""
