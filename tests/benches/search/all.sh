#!/usr/bin/env bash
# all.sh FOLDER [ARTICLES]: every figure of search on a generated corpus and on real text (WordNet's glosses; Debian's
# wordnet-base), built and measured in FOLDER: the build, quality beside the yardstick, bytes, requests, round trips, latency.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
folder=${1:?usage: all.sh FOLDER [ARTICLES]}
articles=${2:-10000}
bench=$root/target/release/examples/search-bench
cargo build --release --quiet --manifest-path "$root/Cargo.toml" --example search-bench
for name in corpus wordnet; do
  set=$folder/$name-$articles
  if [ ! -f "$set/qrels.tsv" ]; then
    [ "$name" = wordnet ] || python3 "$here/../corpus.py" -n "$articles" -o "$set"
    python3 "$here/collections.py" "$name" "$set" $([ "$name" = corpus ] || echo "$articles")
  fi
  echo "== $name, $articles articles"
  "$bench" build "$set" "$set-index"
  "$bench" quality "$set" "$set-index" test
  node "$here/bench.mjs" "$set" "$set-index" test
done
