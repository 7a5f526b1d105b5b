#!/bin/sh
# Builds the site on a host's machine: installs ibid (and Rust, which compiles it) where they are missing.
# BASE_URL is where the site will be served; without it, `base_url` of ibid.yaml counts.
set -eu

# What `cargo install` takes: a version from crates.io, or `--git ADDRESS` of a repository that holds ibid.
IBID="${IBID:-ibid@{version}}"
PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

if ! command -v ibid >/dev/null; then
  if ! command -v cargo >/dev/null; then
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
  fi
  # shellcheck disable=SC2086 # IBID may hold an option and its value
  cargo install --locked $IBID
fi

ibid check
if [ -n "${BASE_URL:-}" ]; then
  ibid build --base-url "$BASE_URL"
else
  ibid build
fi
