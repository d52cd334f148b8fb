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
cost_picture() { # what perfect perception costs, over the noise
    gnuplot <<END
set terminal svg size 800,600 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1
set encoding utf8
set output '$work/perfect_gaussian.svg'
set datafile separator ','
set border 3 lw 1.2
set tics nomirror out
set grid lc '#dddddd' lw 0.6
set key above maxrows 2 spacing 1.2 font ',14' samplen 2
set title 'What does perfect perception cost a Gaussian?'
set xlabel 'standard deviation of the noise, in units of the signal'
set ylabel 'extra squared error D_max/D_min - 1, in %'
set logscale x
set format x '%g'
set xrange [1e-3:100]
set yrange [0:108]
set ytics 0, 20, 100
set label 'a posterior sample' at 0.0012, 103 tc '#666666' font ',14'
csv = '$out/perfect_gaussian.csv'
plot 100 lc '#888888' dt 2 lw 1.5 notitle, \
    csv skip 1 using 1:(100*\$2) with lines lw 2.5 lc '#0072B2' title 'a number', \
    csv skip 1 using 1:(100*\$3) with lines lw 2.5 lc '#D55E00' title 'a patch, 12 x 12', \
    csv skip 1 using 1:(100*\$4) with lines lw 2.5 lc '#009E73' title 'blurred', \
    csv skip 1 using 1:(100*\$5) with lines lw 2.5 lc '#CC79A7' title 'down-sampled 2 x 2', \
    csv skip 1 using 1:(100*\$6) with lines lw 2.5 lc '#E69F00' title 'inpainted, 40 % gone'
END
    mv "$work/perfect_gaussian.svg" "$out/perfect_gaussian.svg"
}
laplace_picture() { # Laplace's law beside the normal one
    gnuplot <<END
set terminal svg size 1200,480 noenhanced font 'Helvetica,16' background '#ffffff' linewidth 1
set encoding utf8
set output '$work/laplace.svg'
set datafile separator ','
set border 3 lw 1.2
set tics nomirror out
set grid lc '#dddddd' lw 0.6
set key top right font ',14' samplen 2
set xlabel 'distortion D'
set xrange [0.47:0.6]
set xtics 0.48, 0.04
set yrange [0:*]
csv = '$out/laplace.csv'
set multiplot layout 1,3 title 'A Laplace and a normal signal of variance 1 in noise of variance 1'
do for [i = 0:2] {
    set ylabel word('W₂ KL TV', i + 1)
    plot csv skip 1 using 2:(column(4 + 2*i)) with lines lw 2.5 lc '#0072B2' title 'Laplace', \
        csv skip 1 using 3:(column(5 + 2*i)) with lines lw 2.5 lc '#D55E00' title 'normal'
}
unset multiplot
END
    mv "$work/laplace.svg" "$out/laplace.svg"
}
ternary_curve() { # the program's curve of the ternary example
    "$prefix/bin/perdis" curve examples/ternary.json --output "$out/ternary.csv" "${plot[@]}"
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
for program in ternary theorem_1 example_1 symbols linear_curve estimators exact_fractions large_transport; do step "$program" answer "$program"; done
plot=()
if command -v gnuplot >/dev/null; then plot=(--plot "$out/ternary.svg"); fi
step 'ternary, curve' ternary_curve
step laplace answer laplace "$out/laplace.csv"
if command -v gnuplot >/dev/null; then step 'laplace, picture' laplace_picture; fi
step photograph answer photograph examples/data/camera_histogram.csv
step super_resolution answer super_resolution examples/data/camera.png "$out"
if command -v gnuplot >/dev/null; then
    step 'super_resolution, pictures' gnuplot "$out/super_resolution.gnuplot"
    rm "$out/super_resolution.gnuplot"
fi
step perfect_gaussian answer perfect_gaussian "$out/perfect_gaussian.csv"
if command -v gnuplot >/dev/null; then step 'perfect_gaussian, picture' cost_picture; fi

step 'digits, reduced' answer digits examples/data/digits.csv "$out"
if command -v gnuplot >/dev/null; then
    step 'digits, pictures' gnuplot "$out/digits.gnuplot"
fi
rm "$out/digits.gnuplot"

for program in ternary laplace theorem_1 example_1 symbols linear_curve estimators exact_fractions large_transport photograph super_resolution perfect_gaussian digits; do
    printf '\n--- %s: %s\n' "$program" "$(sed -n '1s|^// ||p' "examples/$program.cpp")"
    cat "$out/$program.txt"
done
printf '\n--- certificates\n'
status=0
widths "$out"/ternary.csv "$out"/photograph_*.csv "$out"/super_resolution.csv "$out"/theorem1_*_*.csv || status=1
if [[ -f $out/theorem1.csv ]]; then
    printf '\n--- theorem 1\n'
    awk -F, 'NR == 1 { next } { printf "%-14s %-18s non-increasing %s, convex %s\n", $1, $2, $4, $6 }' "$out/theorem1.csv"
fi
printf '\n%d csv and %d svg in %s/, %d s in all\n' "$(find "$out" -name '*.csv' | wc -l)" \
    "$(find "$out" -name '*.svg' | wc -l)" "$out" $((SECONDS - begin))
((status == 0)) || echo 'a certificate is wider than 1e-9 (1 + P)' >&2
exit $status
