#!/usr/bin/env bash
# Writes the locked requirements (every version with its hashes) from pyproject.toml. `make lock` keeps what is
# locked and adds what is missing; `make lock UPGRADE=1` takes the newest versions that pyproject.toml allows.
#
# Plain requirement files instead of a uv.lock, because a uv.lock names the registry that it was made with.
set -euo pipefail
cd "$(dirname "$0")/.."

# One answer for every Python and system that the project supports; markers tell them apart.
lock() {
    local output=$1
    shift
    echo "lock: $output"
    .tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
        ${UPGRADE:+--upgrade} --output-file "$output" "$@"
}

lock requirements.txt pyproject.toml
lock .ci/requirements-pyaudio.txt pyproject.toml --extra pyaudio --constraints requirements.txt
lock .ci/requirements-dev.txt --group dev --constraints requirements.txt
lock .ci/requirements-tools.txt --group tools

# Of the PyAudio lock only PyAudio itself is wanted: it is installed apart, because it may fail to build.
only_pyaudio=$(awk '/^[a-zA-Z]/ { wanted = /^pyaudio==/ } /^#/ || wanted' .ci/requirements-pyaudio.txt)
printf '%s\n' "$only_pyaudio" >.ci/requirements-pyaudio.txt

if grep -n -E '://|^ *-' requirements.txt .ci/requirements-*.txt | grep -v -- '--hash='; then
    echo "lock: the lines above name a host or an option; they must not be committed" >&2
    exit 1
fi
