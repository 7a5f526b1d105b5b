#!/usr/bin/env bash
# Builds the fuzz targets with coverage, and runs each for a while: run.sh SECONDS|fixed [TARGET…]
# With 0 seconds each target goes through the committed inputs only. With `fixed` it goes on from them through a fixed number of
# inputs from a fixed seed, which takes half a minute or so: the same program tries the same inputs, so that a run finds something
# because of a change and not by chance. With seconds it goes on from what earlier runs left, from a seed of its own.
# Stable Rust is enough: the flags are those of cargo-fuzz, without a sanitizer, which safe code can do without. Needs a C++
# compiler for libFuzzer. Two targets run at a time. What is found in inputs goes to target/fuzz/corpus/TARGET; the committed
# ones are in corpus/TARGET. A finding fails the run, prints its input, and leaves it in target/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:?the seconds for each target, or fixed}
shift
[ $# -gt 0 ] || set -- $(sed -n 's/^name = "\(.*\)"/\1/p' Cargo.toml | grep -v '^ibid-fuzz$')

work=$(cd ../.. && pwd)/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage="$coverage -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
# The versions that ibid is locked to.
cp ../../Cargo.lock .
RUSTFLAGS="$coverage" cargo build --release --target "$host" --target-dir "$work"
cc -shared -fPIC -O1 -o "$work/steady.so" steady.c

# Inputs of a fixed run: about half a minute of one core.
inputs() {
  case $1 in
    article) echo 20000 ;; bibtex | tagged | xml | csl) echo 100000 ;; citations) echo 200000 ;; front_matter) echo 50000 ;;
    patterns) echo 200 ;; pasted) echo 10000 ;; request) echo 500000 ;; sanitized) echo 20000 ;; settings) echo 50000 ;; shard) echo 50000 ;;
  esac
}

# One input may take 10 s and 500 MB; where the time of others counts for nothing, a minute.
one() {
  target=$1
  mkdir -p "$work/corpus/$target" "$work/found" "$work/log"
  options=(-rss_limit_mb=500 -max_len=4096 -artifact_prefix="$work/found/$target-" -print_final_stats=1 -use_value_profile=0)
  [ -f "dictionaries/$target.dict" ] && options+=(-dict="dictionaries/$target.dict")
  case $seconds in
    fixed)
      options+=(-timeout=60)
      fresh=$(mktemp -d)
      options+=(-seed=1 -runs="$(inputs "$target")" "$fresh")
      export LD_PRELOAD="$work/steady.so" ;;
    0) options+=(-timeout=10 -runs=0 "$work/corpus/$target") ;;
    *) options+=(-timeout=10 -max_total_time="$seconds" "$work/corpus/$target") ;;
  esac
  if "$work/$host/release/$target" "${options[@]}" "corpus/$target" >"$work/log/$target" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log/$target") inputs, no finding"
  else
    echo "$target: a finding" >&2
    grep -v '^#' "$work/log/$target" | tail -n 60 >&2
    return 1
  fi
  [ -z "${fresh:-}" ] || rm -r "$fresh"
}
export -f one inputs
export work host seconds
printf '%s\n' "$@" | xargs -P 2 -I{} bash -c 'one {}'
