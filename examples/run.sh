#!/usr/bin/env bash
# The examples, from a clean clone and any folder: run.sh. Installs what is missing, builds and installs perdis into
# build/prefix, builds the examples against it, and writes the paper's figures and the photograph's curves to out/.
# shellcheck disable=SC2317
set -euo pipefail
cd "$(dirname "$0")/.."
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
prefix=$PWD/build/prefix log=$PWD/build/log out=out
mkdir -p "$log" "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { # step NAME COMMAND…: runs it, its output into build/log; one line when done
    local name=$1 start=$SECONDS file
    shift
    file=$log/examples-${name//[^a-z0-9]/-}.txt
    printf '%-34s' "$name"
    if "$@" >"$file" 2>&1; then
        printf '%4d s\n' $((SECONDS - start))
    else
        local status=$?
        printf 'FAILED with status %d; %s ends\n' "$status" "$file"
        tail -n 30 "$file"
        exit "$status"
    fi
}
configure_and_install() {
    cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release -DPERDIS_TESTS=OFF -DPERDIS_TOOL=ON &&
        cmake --build build/release && cmake --install build/release --prefix "$prefix"
}
build_examples() {
    cmake -S examples -B build/examples -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix" &&
        cmake --build build/examples
}
photograph() { # photograph NAME: the 50-point curve, certified, as csv and svg
    "$prefix/bin/perdis" curve "examples/photograph_$1.json" --output "$out/photograph_$1.csv" "${plot[@]}" \
        --threads "$(nproc)" || (($? == 4)) # a wide certificate is told in the end
}
answer() { # answer PROGRAM ARGUMENTS…: what it prints, kept in out/
    "build/examples/$1" "${@:2}" >"$work/answer.txt" && mv "$work/answer.txt" "$out/$1.txt"
}
widths() { # the widest certificate of each curve, in units of 1 + P
    awk -F, 'FNR == 1 { next } $4 == "inf" { infinite[FILENAME]++; if ($3 != "inf") open[FILENAME]++; next }
        { w = ($4 - $3) / (1 + $4); n[FILENAME]++; if (w > widest[FILENAME]) widest[FILENAME] = w }
        END { for (i = 1; i < ARGC; ++i) { f = ARGV[i]; name = f; sub(/.*\//, "", name)
            printf "%-46s%3d points, widest certificate %.1e (1 + P)", name, n[f] + infinite[f], widest[f]
            if (infinite[f]) printf ", P = inf exactly at %d", infinite[f] - open[f]
            printf "\n"; if (widest[f] > 1e-9 || open[f]) bad = 1 } exit bad }' "$@"
}

begin=$SECONDS
src/package/setup.sh build example
step 'perdis, built and installed' configure_and_install
step 'examples, built' build_examples
if command -v gnuplot >/dev/null; then
    step 'figures 3, 5 and true, theorem 1' "$prefix/bin/perdis" reproduce "$out"
else
    echo 'gnuplot is absent: numbers only, no pictures, and no reproduction of the figures'
fi
for divergence in tv kl hellinger; do
    plot=()
    if command -v gnuplot >/dev/null; then plot=(--plot "$out/photograph_$divergence.svg"); fi
    step "photograph, $divergence" photograph "$divergence"
done
for program in ternary theorem_1 example_1 linear_curve estimators; do step "$program" answer "$program"; done
step photograph answer photograph examples/data/camera_histogram.csv
step super_resolution answer super_resolution examples/data/camera.png "$out"
if command -v gnuplot >/dev/null; then
    step 'super_resolution, pictures' gnuplot "$out/super_resolution.gnuplot"
    rm "$out/super_resolution.gnuplot"
fi

for program in ternary theorem_1 example_1 linear_curve estimators photograph super_resolution; do
    printf '\n--- %s: %s\n' "$program" "$(sed -n '1s|^// ||p' "examples/$program.cpp")"
    cat "$out/$program.txt"
done
printf '\n--- certificates\n'
status=0
widths "$out"/photograph_*.csv "$out"/super_resolution.csv "$out"/theorem1_*_*.csv || status=1
if [[ -f $out/theorem1.csv ]]; then
    printf '\n--- theorem 1\n'
    awk -F, 'NR == 1 { next } { printf "%-14s %-18s non-increasing %s, convex %s\n", $1, $2, $4, $6 }' "$out/theorem1.csv"
fi
printf '\n%d csv and %d svg in %s/, %d s in all\n' "$(find "$out" -name '*.csv' | wc -l)" \
    "$(find "$out" -name '*.svg' | wc -l)" "$out" $((SECONDS - begin))
((status == 0)) || echo 'a certificate is wider than 1e-9 (1 + P)' >&2
exit $status
