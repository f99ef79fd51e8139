#!/usr/bin/env bash
# Prepares this machine and the project's .venv. It says what it does, installs only what is missing, and is quick
# when nothing is.
#
#   .ci/setup.sh tools   .tools/ with uv (all that `make lock` needs)
#   .ci/setup.sh run     what the station needs; PyAudio where it can be built
#   .ci/setup.sh test    the same, PyAudio in any case, and what the tests judge the station with
#
# PYTHON chooses the interpreter (3.11 to 3.13) for a new .venv. Runs on bash 3.2, the one that macOS has.
# shellcheck disable=SC2086 # lists of packages are meant to be split into words
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin" # ldconfig, which Debian's ordinary users have not on their path

say() { echo "set-up: $*" >&2; }
fail() {
    say "$*"
    exit 1
}

# --- System packages -------------------------------------------------------------------------------------------
# One line each: how to look, what to look for, Debian's package, Homebrew's package ("-": not needed there).

app_needs="
library  libportaudio.so.2    libportaudio2     portaudio
library  libGL.so.1           libgl1            -
library  libglib-2.0.so.0     libglib2.0-0      -
module   ensurepip            python3-venv      -
"
pyaudio_needs="
command  gcc                  gcc               -
header   portaudio.h          portaudio19-dev   portaudio
python   Python.h             python3-dev       -
"
test_needs="
command  ffmpeg               ffmpeg            ffmpeg
command  mediainfo            mediainfo         media-info
command  mediaconch           mediaconch        mediaconch
command  pulseaudio           pulseaudio        pulseaudio
command  pactl                pulseaudio-utils  -
command  aplay                alsa-utils        -
alsa     pcm_pulse            libasound2-plugins -
command  tmux                 tmux              tmux
command  mkfs.ext4            e2fsprogs         -
command  gcc                  gcc               -
command  chromium             chromium          chromium
command  ip                   iproute2          -
command  openssl              openssl           -
command  espeak-ng            espeak-ng         espeak-ng
command  kitty                kitty             kitty
command  Xvfb                 xvfb              -
dri      swrast_dri.so        libgl1-mesa-dri   -
command  soffice              libreoffice-writer-nogui libreoffice
library  libebur128.so.1      libebur128-1      libebur128
font     NotoSans-Regular.ttf fonts-noto-core   font-noto-sans
command  pg_virtualenv        postgresql-common -
server   postgres             postgresql        postgresql
"

is_there() {
    local look=$1 what=$2
    case $look in
        command) command -v "$what" >/dev/null ;;
        library) case $libraries in *"$what "*) ;; *) return 1 ;; esac ;;
        module) "$python" -c "import $what" 2>/dev/null ;;
        python) [ -e "$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/$what" ] ;;
        header) any_file "/usr/include/$what" "/usr/local/include/$what" "/opt/homebrew/include/$what" ;;
        alsa) any_file /usr/lib/*/alsa-lib/"libasound_module_$what.so" /usr/lib*/alsa-lib/"libasound_module_$what.so" ;;
        dri) any_file /usr/lib/*/dri/"$what" /usr/lib*/dri/"$what" ;;
        font) any_file /usr/share/fonts/truetype/noto/"$what" /usr/share/fonts/*/"$what" ;;
        server) command -v "$what" >/dev/null || any_file /usr/lib/postgresql/*/bin/"$what" ;;
    esac
}

any_file() {
    local path
    for path; do
        [ -e "$path" ] && return 0
    done
    return 1
}

# Packages of the manager in column $1 (3: Debian, 4: Homebrew) for those needs on standard input that are not met.
missing_packages() {
    local column=$1 look what debian brew package
    while read -r look what debian brew; do
        [ -n "$look" ] || continue
        if [ "$column" = 3 ]; then package=$debian; else package=$brew; fi
        if [ "$package" != - ] && ! is_there "$look" "$what"; then
            echo "$package"
        fi
    done | sort -u
}

# Homebrew's packages are looked up by name: its libraries and headers are not where a linker would look.
missing_brew_packages() {
    local prefix package
    prefix=$(brew --prefix)
    while read -r _ _ _ package; do
        case $package in "" | -) continue ;; esac
        any_file "$prefix/opt/$package" "$prefix/Caskroom/$package" || echo "$package"
    done | sort -u
}

install_with_apt() {
    local root="" packages
    packages=$(with_names_of_this_release "$@")
    [ "$(id -u)" = 0 ] || root=sudo
    say "installing with apt-get: $packages"
    if [ -n "$root" ] && ! command -v sudo >/dev/null; then
        say "there is no sudo here; as root run: apt-get update && apt-get install $packages"
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    $root apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update </dev/null >&2 || return 1
    $root apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
        install $packages </dev/null >&2
}

# Ubuntu has Chromium under another name.
with_names_of_this_release() {
    local package
    for package; do
        if [ "$package" = chromium ] && grep -qi '^ID=ubuntu' /etc/os-release; then
            package=chromium-browser
        fi
        printf '%s ' "$package"
    done
}

# Installs what is missing of the needs given; fails when that is not possible.
install_missing() {
    local needs=$1 packages
    if [ "$(uname)" = Darwin ]; then
        command -v brew >/dev/null || fail "Homebrew is needed to install what the station uses: see brew.sh"
        packages=$(missing_brew_packages <<<"$needs")
        [ -z "$packages" ] && return 0
        say "installing with brew:" $packages
        brew install $packages </dev/null >&2
    elif command -v apt-get >/dev/null; then
        libraries=$(ldconfig -p)
        packages=$(missing_packages 3 <<<"$needs")
        [ -z "$packages" ] || install_with_apt $packages
    else
        libraries=$(ldconfig -p)
        packages=$(missing_packages 3 <<<"$needs")
        [ -z "$packages" ] || say "no apt-get here; install what your system calls these:" $packages
    fi
}

# --- Python ----------------------------------------------------------------------------------------------------

# Sets `python` to the interpreter that .venv has or will have. Where the system has none that fits, `python` only
# starts uv, and uv fetches one.
choose_python() {
    local candidate fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
    python_request=""
    for candidate in .venv/bin/python ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c "$fits" 2>/dev/null; then
            python=$candidate
            return
        fi
    done
    command -v python3 >/dev/null || fail "Python 3.11, 3.12 or 3.13 is needed: install one, or name one with PYTHON=…"
    python=python3
    python_request=3.13
}

# uv in an environment of its own: Debian and Homebrew lock their Python against pip (PEP 668).
make_tools() {
    local stamp
    stamp=.tools/ready-$(fingerprint .ci/requirements-tools.txt)
    [ -e "$stamp" ] && .tools/bin/uv --version >/dev/null 2>&1 && return
    say "making .tools with uv"
    rm -rf .tools
    "$python" -m venv .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r .ci/requirements-tools.txt </dev/null >&2
    touch "$stamp"
}

make_venv() {
    .venv/bin/python -c 'import sys' 2>/dev/null && return
    say "making .venv with $("$python" -V 2>&1)${python_request:+ replaced by Python $python_request}"
    .tools/bin/uv venv --quiet --clear --python "${python_request:-$python}" .venv
    python=.venv/bin/python
}

uv_install() {
    .tools/bin/uv pip install --quiet --python .venv/bin/python --compile-bytecode \
        --build-constraints .ci/requirements-tools.txt "$@" </dev/null >&2
}

# Installs the locked requirements of the files given and the project itself, unless that was done before.
install_requirements() {
    local stamp file arguments=()
    stamp=.venv/ready-$(fingerprint pyproject.toml "$@")
    [ -e "$stamp" ] && return
    say "installing into .venv: $*"
    for file; do
        arguments+=(-r "$file")
    done
    uv_install --require-hashes "${arguments[@]}"
    uv_install --no-deps --editable .
    touch "$stamp"
}

install_pyaudio() {
    local stamp
    stamp=.venv/ready-$(fingerprint .ci/requirements-pyaudio.txt)
    [ -e "$stamp" ] && return
    say "building PyAudio"
    if [ "$(uname)" = Darwin ]; then
        CFLAGS="-I$(brew --prefix)/include" LDFLAGS="-L$(brew --prefix)/lib" \
            uv_install --no-deps --require-hashes -r .ci/requirements-pyaudio.txt || return 1
    else
        uv_install --no-deps --require-hashes -r .ci/requirements-pyaudio.txt || return 1
    fi
    .venv/bin/python -c 'import pyaudio' || return 1
    touch "$stamp"
}

# PyAudio is one of two ways to the same devices, so the station does without it; it is tried once.
try_pyaudio() {
    install_pyaudio && return
    say "PyAudio could not be built; the station runs without it. Do not choose backend = \"pyaudio\" in studio.toml."
    touch "$(without_pyaudio)"
}
without_pyaudio() { echo ".venv/without-pyaudio-$(fingerprint .ci/requirements-pyaudio.txt)"; }

# A short name for the contents of these files and the interpreter, to tell whether work was done for them.
fingerprint() { { cat "$@" && "$python" -V; } 2>&1 | cksum | cut -d ' ' -f 1; }

case ${1:-} in
    tools)
        choose_python
        install_missing "module ensurepip python3-venv -"
        make_tools
        ;;
    run)
        choose_python
        if [ -e "$(without_pyaudio)" ]; then
            install_missing "$app_needs"
        else
            install_missing "$app_needs$pyaudio_needs" || install_missing "$app_needs"
        fi
        make_tools
        make_venv
        install_requirements requirements.txt
        [ -e "$(without_pyaudio)" ] || try_pyaudio
        ;;
    test)
        choose_python
        install_missing "$app_needs$pyaudio_needs$test_needs"
        make_tools
        make_venv
        install_requirements requirements.txt .ci/requirements-dev.txt
        install_pyaudio || fail "PyAudio could not be built, and the tests need it; the reason stands above"
        ;;
    *)
        fail "usage: .ci/setup.sh tools|run|test"
        ;;
esac
