"""Schema steps, one file each, run in order by playhouse.migrations; each holds a frozen copy of what it makes."""
