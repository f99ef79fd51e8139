# make run     open the station on the settings in studio.toml (ARGS="--role speaker" and the like are passed on)
# make test    style, types, import rules and tests
# make bench   the figures of the performance page
# make soak    36 takes read aloud (half an hour), and ten minutes of recording with everything attached
# make lock    refresh the locked requirements after a change of pyproject.toml (UPGRADE=1: newest versions)
# make catalogs  bring the translations up to date with the code, and list what is missing
# make screenshots  the pictures of the READMEs, taken from the running program; about three minutes
# make format  write the code the way that `make test` wants it
#
# Each first installs what is missing on this machine and says so; see .ci/setup.sh.

.PHONY: run test bench soak lock format catalogs screenshots

run:
	@.ci/setup.sh run
	@.venv/bin/studio-tui --config studio.toml $(ARGS)

test:
	@.ci/setup.sh test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/python -m pytest --numprocesses 4 --dist loadgroup $(ARGS)

bench:
	@.ci/setup.sh test
	@for page in $$(ls benchmarks/*.py | grep -v -e /soak -e /_); do \
		echo "== $$page"; .venv/bin/python $$page || exit 1; \
	done

soak:
	@.ci/setup.sh test
	@.venv/bin/python benchmarks/soak_pace.py
	@.venv/bin/python benchmarks/soak.py $(ARGS)

lock:
	@.ci/setup.sh tools
	@.ci/lock.sh

format:
	@.ci/setup.sh test
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

catalogs:
	@.ci/setup.sh test
	@.venv/bin/python .ci/catalogs.py

screenshots:
	@.ci/setup.sh test
	@.venv/bin/python docs/screenshots.py
