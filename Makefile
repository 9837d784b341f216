# make check runs exactly what CI runs after the installation.
.PHONY: check test bench pictures catalogs
check: test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python scripts/catalogs.py check
test:
	.venv/bin/pytest -n 2 -m 'not alone and not slow'
	.venv/bin/pytest -m 'alone and not slow'
bench:
	.venv/bin/python -m benchmarks
pictures:
	.venv/bin/python scripts/pictures.py
catalogs:
	.venv/bin/python scripts/catalogs.py update
