"""The store: peewee models, the journal, schema steps; the only room that knows SQL."""
