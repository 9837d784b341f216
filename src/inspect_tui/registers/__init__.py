"""Registers (Excel, CSV) read into domain objects."""
