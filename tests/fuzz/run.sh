#!/usr/bin/env bash
# Builds the fuzz targets with coverage, and runs each for a while: run.sh SECONDS [TARGET…]
# With 0 seconds each target goes through the committed inputs only, which gives the same result every time.
# Stable Rust is enough: the flags are those of cargo-fuzz, without a sanitizer, which safe code can do without. Needs a C++
# compiler for libFuzzer. Two targets run at a time. What is found in inputs goes to target/fuzz/corpus/TARGET; the committed
# ones are in corpus/TARGET. A finding fails the run, prints its input, and leaves it in target/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?the seconds for each target}
shift
[ $# -gt 0 ] || set -- $(sed -n 's/^name = "\(.*\)"/\1/p' Cargo.toml | grep -v '^ibid-fuzz$')

work=$(cd ../.. && pwd)/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
# The versions that ibid is locked to.
cp ../../Cargo.lock .
RUSTFLAGS="$coverage" cargo build --release --target "$host" --target-dir "$work"

# One input may take 10 s and 500 MB.
one() {
  target=$1
  mkdir -p "$work/corpus/$target" "$work/found" "$work/log"
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=500 -max_len=4096 -artifact_prefix="$work/found/$target-" -print_final_stats=1 -use_value_profile=0)
  [ "$seconds" -gt 0 ] || options+=(-runs=0)
  [ -f "dictionaries/$target.dict" ] && options+=(-dict="dictionaries/$target.dict")
  if "$work/$host/release/$target" "${options[@]}" "$work/corpus/$target" "corpus/$target" >"$work/log/$target" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log/$target") inputs, no finding"
  else
    echo "$target: a finding" >&2
    grep -v '^#' "$work/log/$target" | tail -n 60 >&2
    return 1
  fi
}
export -f one
export work host seconds
printf '%s\n' "$@" | xargs -P 2 -I{} bash -c 'one {}'
