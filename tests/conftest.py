"""Makes this folder importable, so that tests below it find the helpers beside this file."""
