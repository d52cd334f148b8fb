#!/usr/bin/env bash
# The program's contract with its caller: program.sh PERDIS checks exit statuses, the shape of what it prints, and what it leaves behind.
# shellcheck disable=SC2016 # eval expands what stands in single quotes
set -uo pipefail
perdis=$(realpath "$1")
[[ -x $perdis ]] || { printf 'program: %s cannot be run\n' "$perdis" && exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
checks=0 failures=0

# check SENTENCE COMMAND…: the command succeeds.
check() {
    local sentence=$1
    shift
    checks=$((checks + 1))
    "$@" || {
        failures=$((failures + 1))
        printf 'program: not so: %s\n  standard output: %.300s\n  standard error: %.300s\n' "$sentence" "$(<stdout)" "$(<stderr)"
    }
}
# run STATUS ARGUMENT…: perdis with these arguments ends with this status.
run() {
    local wanted=$1 status
    shift
    "$perdis" "$@" >stdout 2>stderr
    status=$?
    check "perdis $* ends with $wanted, not $status" test "$status" -eq "$wanted"
}
# refused STATUS LINE ARGUMENT…: nothing but one line on standard error, which begins so.
refused() {
    local status=$1 line=$2
    shift 2
    run "$status" "$@"
    check "perdis $*: one line, $line" eval '[[ ! -s stdout && $(wc -l <stderr) == 1 && $(<stderr) == "$line"* ]]'
}
rows() { grep -cE '^-?[0-9]' stdout; }
has() { grep -qE -- "$1" stdout; }
column() { sed -n "$2p" stdout | cut -d, -f"$1"; }
near() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { exit !(a - b <= t && b - a <= t) }'; }

cat >matrix.json <<'END'
{"prior": {"type": "discrete", "probabilities": [0.5, 0.3, 0.2]},
 "channel": {"type": "matrix", "transition": [[0.7, 0.2, 0.1], [0.15, 0.7, 0.15], [0.2, 0.2, 0.6]]},
 "distortion": "hamming", "divergence": "kullback_leibler"}
END
cat >gaussian.json <<'END'
{"prior": {"type": "gaussian", "mean": 0, "variance": 1}, "channel": {"type": "additive_gaussian", "variance": 1},
 "distortion": "squared_error", "divergence": "kullback_leibler", "estimators": "linear"}
END
cat >vector.json <<'END'
{"prior": {"type": "gaussian", "mean": [0, 0, 1], "covariance": [[2, 1, 0], [1, 2, 0.5], [0, 0.5, 1]]},
 "channel": {"type": "linear_gaussian", "matrix": [[1, 1, 0], [0, 1, -1]], "noise_covariance": [[0.5, 0], [0, 0.5]]},
 "distortion": "squared_error", "divergence": "wasserstein2"}
END
sed 's/wasserstein2/reverse_kullback_leibler/' vector.json >vector_reverse.json
sed 's/"wasserstein2"/"kullback_leibler", "estimators": "linear"/; s/\[\[2, 1, 0\], \[1, 2, 0.5\], \[0, 0.5, 1\]\]/[[2, 0, 0], [0, 2, 0], [0, 0, 2]]/' vector.json >vector_linear.json
cat >concave.json <<'END'
{"prior": {"type": "discrete", "probabilities": [0.98, 0.02]},
 "channel": {"type": "matrix", "transition": [[0.5, 0.5], [0.3, 0.7]]},
 "distortion": {"type": "matrix", "values": [[0, 1], [60, 0]]}, "divergence": "hellinger"}
END

# --- the command line ------------------------------------------------------------------------------------------------
run 0 --help
check 'the help names every command' eval 'has info && has curve && has solve && has verify && has formula && has reproduce'
run 0 curve --help
check "a command's help names its options" eval 'has --points && has --at && has --format && has --output && has --plot'
run 0 --version
check 'the version' has '^perdis [0-9]+\.[0-9]+\.[0-9]+$'
refused 2 ''
refused 2 '' frobnicate
refused 2 '' curve
refused 2 '' curve matrix.json --frobnicate
refused 2 '' curve matrix.json gaussian.json
refused 2 '' curve matrix.json --points 5 --at 0.33
refused 2 '--points: 1 is not ' curve matrix.json --points 1
refused 2 '--points: many is not ' curve matrix.json --points many
refused 2 '--points: -3 is not ' curve matrix.json --points -3
refused 2 '--at: nan is not ' curve matrix.json --at 0.33,nan
refused 2 '--at: "" is not ' curve matrix.json --at 0.33,
refused 2 '--at: 0.3x is not ' curve matrix.json --at 0.3x
refused 2 '--format: xml is not csv or json' curve matrix.json --format xml
refused 2 '--tolerance: 0 is not in (0, inf)' curve matrix.json --tolerance 0
refused 2 '--tolerance: nan is not ' curve --tolerance nan matrix.json
refused 2 '--threads: 0 is not ' info matrix.json --threads 0
refused 2 '--seed: -1 is not ' info matrix.json --seed -1
refused 2 '' solve matrix.json
refused 2 '' solve matrix.json --distortion 0.33 --perception 0.1
refused 2 '--distortion: nan is not ' solve matrix.json --distortion nan
refused 2 '--perception: much is not ' solve matrix.json --perception much

# --- curve -----------------------------------------------------------------------------------------------------------
run 0 curve matrix.json
check 'the header' eval '[[ $(head -1 stdout) == distortion,perception,lower,upper,slope ]]'
check '50 points' eval '(( $(rows) == 50 ))'
check 'it begins at D_min' near "$(column 1 2)" 0.32 1e-15
check 'it ends at D_max' near "$(column 1 51)" 0.34059800664 1e-11
check 'P(D_max) is 0 exactly' eval '[[ $(sed -n 51p stdout | cut -d, -f2-) == 0,0,0,0 ]]'
run 0 curve matrix.json --at 0.5,0.33,0.330
check 'the points are in the order asked for, repetitions too' eval '[[ $(column 1 2) == 0.5 && $(sed -n 3p stdout) == "$(sed -n 4p stdout)" ]]'
check 'P(.33), theory.md section 2' near "$(column 2 3)" .00221356776563 2e-9
check 'perception is upper' eval '[[ $(column 2 3) == "$(column 4 3)" ]]'
run 0 curve matrix.json --at 0.1,0.33
check 'a D below D_min is a row with inf' eval '[[ $(sed -n 2p stdout) == 0.10000000000000001,inf,inf,inf,-inf ]]'
check 'and a line on standard error' eval '(( $(wc -l <stderr) == 1 ))'
run 3 curve matrix.json --at 0.1,-1
check 'rows even where no D is feasible' eval '(( $(rows) == 2 ))'
run 3 curve matrix.json --at -1
run 4 curve matrix.json --at 0.33 --tolerance 1e-300
check 'undecided, and still enclosed' eval '(( $(rows) == 1 ))'
run 0 curve --points 7 --format json matrix.json
for key in '"schema": 1' '"distortion_range": \[' '"minimum_perception": 0' '"method": "' '"points": \[' '"breakpoints": \[' '"slack": '; do
    check "the JSON has $key" has "$key"
done
check 'seven points' eval '(( $(grep -c "\"slope\"" stdout) == 7 ))'
run 0 curve matrix.json --at 0.1,0.4 --format json
check 'infinities are strings' eval 'has "\"perception\": \"inf\"" && has "\"slope\": \"-inf\""'
run 0 curve matrix.json --output a.csv
check 'data goes to the file, not to standard output' eval '[[ ! -s stdout && $(wc -l <a.csv) == 51 ]]'
run 0 curve matrix.json --threads 2
cp stdout two.csv
run 0 curve matrix.json
check 'threads change no digit that is certified' eval 'paste -d, stdout two.csv | awk -F, "NR > 1 && (\$2 - \$7 > 1e-8 || \$7 - \$2 > 1e-8) { exit 1 }"'
run 0 curve gaussian.json --at 0.502233
check 'Example 1, theory.md section 3' near "$(column 2 2)" .0967565 2e-7

# --- info, solve, verify -----------------------------------------------------------------------------------------------
run 0 info matrix.json
for key in '"schema": 1' '"distortion_range"' '"minimum_perception"' '"method"' '"posterior_mean"' '"maximum_posterior"' \
    '"posterior_sample"' '"random_draw"' '"alphabet": "own"'; do
    check "info has $key" has "$key"
done
run 0 info gaussian.json
check 'info names both curves of a Gaussian' eval 'has "\"all\": " && has "\"linear\": " && has "\"method\": \"monotone_map\"" && has "\"method\": \"closed_form \(linear estimators\)\""'
sed 's/, "estimators": "linear"//' gaussian.json >all.json
run 0 info all.json
check 'without the key it is the true curve' eval 'sed "/curves/q" stdout | grep -q "\"method\": \"monotone_map\""'
run 0 curve all.json --at 0.502233
check 'P(D) over all estimators, theory.md section 3: at most .0902104' eval 'near "$(column 2 2)" .0902049 1e-7'
run 0 solve all.json --distortion 0.55 --estimator map.csv
check 'the map is a row an observation' eval '[[ $(head -1 map.csv) == y,estimate && $(wc -l <map.csv) == 802 ]]'
check 'it is odd and increases' eval 'awk -F, "NR == 402 { if (\$2 > 1e-12 || \$2 < -1e-12) bad = 1 } NR > 2 && !(\$2 > last) { bad = 1 } { last = \$2 } END { exit bad }" map.csv'
run 0 verify all.json
check 'Theorem 1 applies to it' has '"theorem_applies": true'
sed 's/kullback_leibler/reverse_kullback_leibler/' all.json >reverse.json
run 0 info reverse.json
check 'where linear estimators are optimal it is said' has 'closed_form \(linear estimators are optimal\)'
run 0 solve matrix.json --distortion 0.33
check 'solve has the point, the multipliers and the estimator' eval 'has "\"perception\": 0.0022135" && has "\"lambda\"" && has "\"prices\"" && has "\"rows\""'
run 0 solve matrix.json --perception 0.00221356776563 --estimator e.csv
check 'D(P) is the inverse' eval 'near "$(sed -n "s/^  \"distortion\": \(.*\),/\1/p" stdout)" 0.33 1e-8'
check 'the estimator has a row an observation' eval '[[ $(head -1 e.csv) == y,0,1,2 && $(wc -l <e.csv) == 4 ]]'
refused 3 'D = 0.10000000000000001 is below D_min = ' solve matrix.json --distortion 0.1
refused 3 'P = -1 is below P_min = 0' solve matrix.json --perception -1
run 0 solve gaussian.json --distortion 0.55
check 'a linear estimator has a slope' has '"slope": '
run 0 verify matrix.json
check 'verify proves Theorem 1' eval '(( $(grep -c "\"verdict\": \"proved\"" stdout) == 2 ))'
run 3 verify concave.json
check 'unsquared Hellinger: convexity is disproved' has '"verdict": "disproved"'

# --- formula -----------------------------------------------------------------------------------------------------------
run 0 formula gaussian.json
check 'the gain and D_min of Example 1' eval 'has "^gain = 1/\(1 \+ sigma\^2\)$" && has "^D_min = sigma\^2/\(1 \+ sigma\^2\)$"'
run 0 formula gaussian.json --latex
check 'the same in LaTeX' has '^D_\{\\min\} = \\frac\{\\sigma\^\{2\}\}\{1 \+ \\sigma\^\{2\}\} = '
cat >erased.json <<'END'
{"prior": {"type": "discrete", "probabilities": [0.7, 0.3]}, "channel": {"type": "erasure", "probability": 0.4},
 "distortion": "hamming", "divergence": "total_variation"}
END
run 0 formula erased.json
check 'D_max of an erased bit, 2 e p (1 - p)' has '^ +[=] 21/125$'
run 0 verify erased.json
check 'Theorem 1 is proved of a formula on the whole interval' has 'on the whole open interval'
refused 2 'estimators: no closed form for all of them with this divergence; set "linear"' formula all.json
refused 2 'prior: no closed form of more than two symbols; set two, or a gaussian' formula matrix.json
run 0 formula --list
check 'every formula of the list has its source' eval '(( $(grep -cE "^[a-z0-9_]+\(" stdout) >= 60 && $(grep -cE "^[a-z0-9_]+\(" stdout) == $(grep -cE "^    .*\[[A-Z][A-Za-z0-9]*\]$" stdout) ))'

# --- rational arithmetic -----------------------------------------------------------------------------------------------
cat >exact.json <<'END'
{"prior": {"type": "discrete", "probabilities": [0.7, "3/10"]}, "channel": {"type": "symmetric", "error": 0.1},
 "distortion": "hamming", "divergence": "total_variation", "arithmetic": "rational"}
END
flat() { tr -d ' \n' <stdout; }
holds() { [[ $(flat) == *"$1"* ]]; }
run 0 info exact.json
check 'D_max of a bit through a symmetric channel, theory.md section 2, exactly' holds '"distortion_range":["1/10","21/170"],"minimum_perception":"0","method":"parametric_simplex"'
check 'the MAP of that bit decides Y: P(Y = 1) = 17/50' holds '"maximum_posterior":{"distortion":"1/10","perception":"1/25"}'
check 'a posterior sample errs with probability sum p(x,y) (1 - p(x|y))' holds '"posterior_sample":{"distortion":"63/374","perception":"0"}'
check 'the posterior mean has its own alphabet' holds '"posterior_mean":{"distortion":"1","perception":"1","alphabet":"own"}'
run 0 formula exact.json
check 'the closed form of the same file' eval 'has "^ += 21/170$" && has "^ += 21/100 - 17\*D/10$"'
run 0 curve exact.json --at 1/10,11/100,0.12,1/3 --format json
for part in '"perception":"1/25","lower":"1/25","upper":"1/25","slope":"-17/10"' '"distortion":"11/100","perception":"23/1000"' \
    '"distortion":"3/25","perception":"3/500"' '"breakpoints":[["1/10","1/25"],["21/170","0"]]' \
    '"distortion":"1/3","perception":"0","lower":"0","upper":"0","slope":"0"'; do
    check "P(D) = 21/100 - 17 D/10 up to 21/170, then 0: $part" holds "$part"
done
run 0 curve exact.json --points 3 --format json
check 'points are equally spaced exactly' holds '"distortion":"19/170","perception":"1/50"'
run 0 curve exact.json --at 1/10,3/25
check 'the csv encloses it in double: 1/25 and 3/500 are none' eval '[[ $(sed -n 2p stdout) == 0.10000000000000001,0.040000000000000001,0.039999999999999994,0.040000000000000001,-1.7 && $(column 3 3) != "$(column 4 3)" ]]'
run 0 curve exact.json --at 1/20,1/10 --format json
check 'below D_min it is inf, and said' eval 'holds "\"distortion\":\"1/20\",\"perception\":\"inf\"" && [[ $(<stderr) == "D = 1/20 is below D_min = 1/10: "* ]]'
run 3 curve exact.json --at 1/11
refused 3 'D = 1/11 is below D_min = 1/10: ' solve exact.json --distortion 1/11
refused 3 'P = -1/2 is below P_min = 0: ' solve exact.json --perception -1/2
refused 2 '--distortion: 1/0 is not a finite number or a fraction' solve exact.json --distortion 1/0
refused 2 '--at: 1/2/3 is not ' curve exact.json --at 0.11,1/2/3
run 0 solve exact.json --perception 1/50
check 'D(P), and the estimator that attains it' eval 'holds "\"distortion\":\"19/170\",\"perception\":\"1/50\"" && holds "\"lambda\":\"17/10\"" && holds "\"rows\":[[\"1\",\"0\"],[\"1/17\",\"16/17\"]]"'
run 0 solve exact.json --distortion 1/9 --estimator exact.csv
check 'the estimator in a file is exact' eval '[[ $(paste -sd" " exact.csv) == "y,0,1 0,1,0 1,1/18,17/18" ]]'
run 0 verify exact.json
check 'Theorem 1 is proved exactly' eval 'has "proved exactly" && (( $(grep -c "\"verdict\": \"proved\"" stdout) == 2 ))'
sed 's|0.1}|0.1000000000000000000000000000001}|' exact.json >longer.json
run 0 info longer.json
check 'a decimal is the number that is written, beyond the digits of a double' holds '["1000000000000000000000000000001/10000000000000000000000000000000",'
printf '{"prior": {"type": "discrete", "probabilities": [0.7, 0.3]}, "channel": {"type": "erasure", "probability": 0},
 "distortion": "hamming", "divergence": "total_variation", "arithmetic": "rational"}' >never.json
run 0 info never.json
check 'an observation that never occurs does not matter' has '"maximum_posterior"'
sed 's/"rational"/"double"/; s|"3/10"|0.3|' exact.json >rounded.json
run 0 curve rounded.json --at 11/100 --format json
check 'in double a fraction is the nearest one' holds '"distortion":0.11,'
check 'in double breakpoints are numbers' eval 'near "$(flat | sed -E "s/.*\"breakpoints\":\[\[.*\],\[(.*),.*\]\].*/\1/")" .1235294117647059 1e-15'
# breakpoints: of the JSON on standard output, a number a line.
breakpoints() {
    flat | sed -E 's/.*"breakpoints":\[\[(.*)\]\].*/\1/; s/"//g; s/\],\[/,/g' | tr , '\n' |
        awk -F/ '{ printf "%.17g\n", (NF > 1 ? $1 / $2 : $1) }'
}
# Every form that is answered exactly, also in double.
cat >line.json <<'END'
{"prior": {"type": "discrete", "support": [-1, "1/2", 3], "probabilities": ["1/3", "1/6", 0.5]},
 "channel": {"type": "cascade", "channels": [{"type": "symmetric", "error": "1/7"}, {"type": "erasure", "probability": 0.25}]},
 "reconstruction": [-1, 0, "5/2", 3], "distortion": "squared_error", "divergence": "wasserstein1", "arithmetic": "rational"}
END
sed 's|"1/2"|0.5|; s|"1/3"|0.33333333333333333|; s|"1/6"|0.16666666666666667|; s|"1/7"|0.14285714285714285|; s|"5/2"|2.5|; s/"rational"/"double"/' line.json >line_double.json
for divergence in '"wasserstein1"' '{"type": "wasserstein", "order": 1}' '"squared_wasserstein2"' '"total_variation"' '{"type": "transport", "cost": [[0, 1, 2, 3], [1, 0, 1, 2], [3, 2, 0.5, 0]]}'; do
    for distortion in '"squared_error"' '"absolute_error"' '"hamming"' '{"type": "matrix", "values": [[0, 1, 3, 2], [2, 0, 1, 1], [4, 2, 1, 0]]}'; do
        for file in line line_double; do
            sed "s/\"wasserstein1\"/$divergence/; s/\"squared_error\"/$distortion/" $file.json >a_$file.json
        done
        run 0 curve a_line.json --points 5
        cp stdout exact.csv
        run 0 curve a_line_double.json --at "$(sed 1d exact.csv | cut -d, -f1 | paste -sd,)"
        check "$divergence, $distortion: exactly and in double" eval 'paste -d, exact.csv stdout | awk -F, "NR > 1 && (\$2 - \$7 > 1e-12 || \$7 - \$2 > 1e-12) { exit 1 }"'
        run 0 curve a_line.json --points 2 --format json
        breakpoints >exact.txt
        run 0 curve a_line_double.json --points 2 --format json
        check "$divergence, $distortion: breakpoints exactly and in double" eval 'breakpoints | paste exact.txt - | awk "{ gap = \$1 - \$2 } NF != 2 || gap > 1e-12 || gap < -1e-12 { bad = 1 } END { exit bad || NR < 4 }"'
        run 0 verify a_line.json
        check "$divergence, $distortion: proved exactly" has 'proved exactly'
    done
done
cat >plane.json <<'END'
{"prior": {"type": "discrete", "support": [[0, 0], [0, 1], ["3/2", 1]], "probabilities": ["1/2", "1/4", "1/4"]},
 "channel": {"type": "matrix", "transition": [["1/2", "1/2"], ["1/3", "2/3"], [0, 1]]},
 "distortion": "squared_error", "divergence": "squared_wasserstein2", "arithmetic": "rational"}
END
run 0 verify plane.json
check 'vectors, too' has 'proved exactly'

# --- normal vectors --------------------------------------------------------------------------------------------------
run 0 curve vector.json --at 2.0375
check 'W2 of a vector is G - sqrt(D - D_min)' near "$(column 2 2)" 0.64614161668193 1e-10 # mpmath
run 0 info vector.json
check 'a vector has its estimators' eval 'has closed_form && has posterior_sample && has 3.57'
run 0 curve vector_reverse.json --at 2.2
check 'reverse KL of a vector' near "$(column 2 2)" 0.2437930106 2e-8 # cvxpy
run 0 solve vector_reverse.json --distortion 2.2 --estimator estimator.csv
check 'its estimator is a matrix, an intercept and a noise' eval '[[ $(head -n 1 estimator.csv) == "y0,y1,intercept,noise0,noise1,noise2" && $(wc -l <estimator.csv) == 4 ]]'
run 3 solve vector.json --distortion 1
run 0 verify vector.json
check 'Theorem 1 of a vector is proved' eval 'has proved && ! has undecided'
run 0 info vector_linear.json
check 'a white vector has its curve over linear estimators' has 'water_filling \(linear estimators\)'
sed 's/, "estimators": "linear"//' vector_linear.json >vector_all.json
refused 2 'estimators: ' info vector_all.json
sed 's/wasserstein2/kullback_leibler", "estimators": "linear/' vector.json >vector_apart.json
run 0 curve vector_apart.json --at 2.1815921816470802
check 'KL of a vector over linear estimators whose covariances do not commute' near "$(column 2 2)" 0.56593041873 1e-9 # scipy
run 0 info vector_apart.json
check 'its method is named' has 'dual_newton \(linear estimators\)'
run 0 solve vector_apart.json --distortion 2.2

# --- continuous observations -----------------------------------------------------------------------------------------
cat >ternary.json <<'END'
{"prior": {"type": "discrete", "support": [-1, 0, 1], "probabilities": [0.4, 0.2, 0.4]},
 "channel": {"type": "additive_gaussian", "standard_deviation": 1}, "distortion": "hamming", "divergence": "total_variation"}
END
# place NAME COORDINATE: the distortion (1) or the perception (2) that `info` printed of an estimator.
place() { flat | sed -E "s/.*\"$1\":\{\"distortion\":([^,]*),\"perception\":([^,}]*).*/\\$2/"; }
run 0 curve ternary.json
check 'D_min of the ternary example, theory.md section 5' near "$(column 1 2)" .32692420 1e-8
check 'its TV(D_min)' near "$(column 2 2)" .2 1e-14
check 'its D_max' near "$(column 1 51)" .35355973 1e-8
check 'certified to rounding' eval 'awk -F, "NR > 1 && \$4 - \$3 > 1e-11 { exit 1 }" stdout'
run 0 info ternary.json
check 'its method sees Y as it is' has semi_discrete_newton
check 'posterior sampling, theory.md section 5' near "$(place posterior_sample 1)" .443273 5e-6
check 'MAP is at D_min' near "$(place maximum_posterior 1)" .32692420 1e-8
check 'its TV' near "$(place maximum_posterior 2)" .2 1e-14
check 'a random draw, 1 - sum p^2' near "$(place random_draw 1)" .64 1e-15
check 'the posterior mean is never a symbol, and it says so' eval '[[ $(place posterior_mean 1) == 1.0 && $(place posterior_mean 2) == 1.0 ]] && has "its law has a density"'
run 0 solve ternary.json --distortion 0.34 --estimator cells.csv
check 'its estimator is a partition of the line' eval '[[ $(head -n 1 cells.csv) == "y_from,y_to,-1,0,1" && $(sed -n 2p cells.csv) == -inf,*,1,0,0 && $(tail -n 1 cells.csv) == *,inf,0,0,1 ]]'
check 'three cells without a gap, and even' eval 'sed 1d cells.csv | awk -F, "NR > 1 && \$1 != to { bad = 1 } { to = \$2 } NR < 3 { sum += \$2 } END { exit bad || NR != 3 || sum > 1e-14 || sum < -1e-14 }"'
run 0 solve ternary.json --distortion 0.34
check 'in JSON it has its edges' has '"edges": '
run 3 solve ternary.json --distortion 0.3
run 0 verify ternary.json
check 'Theorem 1 of it is proved' eval '(( $(grep -c "\"verdict\": \"proved\"" stdout) == 2 ))'
refused 2 'prior: no closed form' formula ternary.json
sed 's/"standard_deviation": 1}/"standard_deviation": 1}, "observation": {"bins": {"from": -8, "to": 8, "count": 1600}}/' ternary.json >binned.json
run 0 info binned.json
check 'fine bins come near' near "$(place maximum_posterior 1)" .32692420 1e-5
sed 's/"standard_deviation": 1}/"standard_deviation": 0}/' ternary.json >silent.json
run 0 info silent.json
check 'without noise nothing is lost' holds '"distortion_range":[0.0,0.0]'
sed 's/{"type": "additive_gaussian", "standard_deviation": 1}/{"type": "cascade", "channels": [{"type": "additive_gaussian", "variance": 0.75}, {"type": "additive_gaussian", "variance": 0.25}]}/' ternary.json >twice.json
run 0 info twice.json
check 'noise after noise is noise' near "$(place maximum_posterior 1)" .32692420 1e-8
cat >coin.json <<'END'
{"prior": {"type": "discrete", "support": [-1, 1], "probabilities": [0.5, 0.5]}, "reconstruction": "real_line",
 "channel": {"type": "additive_gaussian", "standard_deviation": 1}, "distortion": "squared_error", "divergence": "wasserstein2"}
END
run 0 curve coin.json
check 'D_min of X = +-1 on the line, theory.md section 4' near "$(column 1 2)" .44959951 5e-9
check 'its D_max, 4 Phi(-1)' near "$(column 1 51)" .634621015725828 1e-13
run 0 info coin.json
check 'posterior sampling costs twice the MMSE' near "$(place posterior_sample 1)" .89919902 1e-8
check 'its MAP is the perfect restoration' near "$(place maximum_posterior 1)" .634621015725828 1e-13
run 0 solve coin.json --distortion 0.5 --estimator line.csv
check 'on the line the estimator is a map' eval '[[ $(head -n 1 line.csv) == y,estimate && $(wc -l <line.csv) == 802 ]]'
run 0 verify coin.json
printf '{"prior": {"type": "gaussian_mixture", "weights": [0.25, 0.75], "means": [0, 0], "variances": [1, 1]},
 "channel": {"type": "additive_gaussian", "variance": 1}, "distortion": "squared_error", "divergence": "kullback_leibler"}' >normal.json
for divergence in kullback_leibler total_variation squared_hellinger wasserstein1 wasserstein2; do
    sed "s/kullback_leibler/$divergence/" normal.json >mixture.json
    sed "s/kullback_leibler/$divergence/" all.json >one.json
    run 0 curve one.json --at 0.502233,0.55
    cp stdout one.csv
    run 0 curve mixture.json --at 0.502233,0.55
    check "$divergence: a mixture that is a normal law has its curve" eval 'paste -d, one.csv stdout | awk -F, "NR > 1 && (\$2 - \$7 > 1e-10 || \$7 - \$2 > 1e-10) { exit 1 }"'
done
printf '{"prior": {"type": "laplace", "scale": 0.70710678118654757}, "channel": {"type": "additive_gaussian", "variance": 1},
 "distortion": "squared_error", "divergence": "kullback_leibler"}' >laplace.json
sed 's/"laplace", /"generalized_gaussian", "shape": 1, /' laplace.json >generalized.json
for file in laplace generalized; do
    run 0 curve $file.json --points 4
    cp stdout $file.csv
done
check "Laplace's law in closed form and as a generalized Gaussian" eval 'paste -d, laplace.csv generalized.csv | awk -F, "NR > 1 && (\$2 - \$7 > 1e-9 || \$7 - \$2 > 1e-9) { bad = 1 } END { exit bad || NR != 5 }"'
run 0 info laplace.json
check 'what is not computed says why' eval 'has "\"reason\": \"it is not computed for this prior\"" && has scalar_map'
run 0 verify laplace.json
refused 2 'prior: no closed form' formula laplace.json
for noise in '{"type": "laplace"}' '{"type": "logistic"}' '{"type": "student_t", "degrees_of_freedom": 3}' '{"type": "uniform", "lower": -1, "upper": 1}' '{"type": "gaussian", "mean": 0.5, "variance": 1}'; do
    sed "s/{\"type\": \"additive_gaussian\", \"standard_deviation\": 1}/{\"type\": \"additive\", \"noise\": $noise}/" ternary.json >noisy.json
    run 0 curve noisy.json --points 5
    check "a finite prior in other noise: $noise" eval '(( $(rows) == 5 ))'
    run 0 info noisy.json
done
check 'a shift of the noise changes nothing' near "$(place maximum_posterior 1)" .32692420 1e-8

if command -v gnuplot >/dev/null; then
    run 0 reproduce figures
    cp figures/fig3_divergences.csv stdout
    check 'Figure 3 without bins: MAP decides the sign of Y where P(X = 0) = .2, 3.2 Phi(-1) + .2' near "$(column 3 5)" .7076968125806625 1e-14
    check 'its TV' near "$(column 4 5)" .2 1e-15
    check 'the law of the posterior mean has no atom' eval '[[ $(column 4 4),$(column 5 4),$(column 6 4) == 1,inf,1 ]]'
    check 'its density is that of a law' eval 'sed 1d figures/fig3_p0.40_mmse.csv | awk -F, "{ sum += \$2 / 2000 } END { exit !(NR == 4000 && sum > 1 - 1e-6 && sum < 1 + 1e-6) }"'
fi

# --- the formulas against the curves -------------------------------------------------------------------------------------
cat >bit.json <<'END'
{"prior": {"type": "discrete", "probabilities": [0.7, 0.3]}, "channel": {"type": "symmetric", "error": 0.1},
 "distortion": "hamming", "divergence": "total_variation"}
END
# printed D: what `formula` printed of P(D) with the numbers, at D.
printed() { awk -v D="$1" "BEGIN { printf \"%.17g\", $(sed -n '/^P(D) = /{n;s/^ *= //p}' stdout) }"; }
run 0 formula gaussian.json
for line in 'D_max = 2*sigma^2/((1 + sqrt(1 + sigma^2))*sqrt(1 + sigma^2))' \
    'a(D) = (1 + sqrt(D*(1 + sigma^2) - sigma^2))/(1 + sigma^2)' \
    'P(D) = (1 + sigma^2)/(2*(1 + sqrt(D*(1 + sigma^2) - sigma^2))^2) + log((1 + sqrt(D*(1 + sigma^2) - sigma^2))/sqrt(1 + sigma^2)) - 1/2'; do
    check "Example 1 as one writes it: $line" grep -qxF -- "$line" stdout
done
check 'P(D) as printed, theory.md section 3' near "$(printed 0.502233)" .0967565 2e-7
for divergence in total_variation kullback_leibler reverse_kullback_leibler squared_hellinger chi_squared reverse_chi_squared; do
    sed "s/total_variation/$divergence/" bit.json >a_bit.json
    run 0 formula a_bit.json
    value=$(printed 0.11)
    run 0 curve a_bit.json --at 0.11
    check "$divergence of a bit as printed is the traced curve's" near "$(column 2 2)" "$value" 1e-11
done
run 0 formula --list
check 'every formula of the list has its domain' eval '(( $(grep -c "^[a-z]" stdout) > 50 && $(grep -c "^[a-z]" stdout) == $(grep -c "^    where .* in [[(]" stdout) ))'
sed 's/0.7, 0.3/0.5, 0.5/' bit.json >even.json
refused 2 'prior.probabilities: no closed form of an even or a certain bit' formula even.json
refused 2 '' formula
run 0 verify gaussian.json
if ! has 'built without MPFR'; then
    check 'verify proves both claims of a closed form, too' eval '(( $(grep -c "\"verdict\": \"proved\"" stdout) == 4 && $(grep -c "\"undecided\": \[\]" stdout) == 2 ))'
fi

# --- files -----------------------------------------------------------------------------------------------------------
refused 5 'absent.json: ' info absent.json
refused 5 '.: ' info .
refused 5 'no/such/a.csv: ' curve matrix.json --output no/such/a.csv
refused 5 'no/such/a.svg: ' curve matrix.json --output b.csv --plot no/such/a.svg
check 'nothing is written before the refusal' test ! -e b.csv
refused 5 '.: ' curve matrix.json --output .
refused 5 '/dev/full: ' curve matrix.json --output /dev/full
check '/dev/full is still a device' test -c /dev/full
refused 5 'no/such/e.csv: ' solve matrix.json --distortion 0.33 --estimator no/such/e.csv
"$perdis" curve matrix.json >/dev/full 2>stderr
check 'standard output on a full disk' test $? -eq 5
refused 5 'no/such/folder: ' reproduce no/such/folder
refused 5 'a.csv: ' reproduce a.csv
mkdir data && printf 'value,count\n-1,1\n0,2\n1,1\n' >data/histogram.csv
sed 's/{"type": "discrete"[^}]*}/{"type": "histogram", "file": "histogram.csv"}/' matrix.json >data/histogram.json
run 0 info data/histogram.json
check "a file is looked for in the problem file's folder" has '"posterior_mean"'
printf 'value,count\n-1,1\n0,2\n1,' >data/histogram.csv
refused 5 'data/histogram.csv: line 4: ' info data/histogram.json
rm data/histogram.csv
refused 5 'histogram.csv: cannot be read' info data/histogram.json
printf '1,0\n0,1\n1,1\n1,0\n' >data/samples.csv
sed 's/histogram/samples/g' data/histogram.json >data/samples.json
run 0 info data/samples.json

# --- pictures --------------------------------------------------------------------------------------------------------
mkdir empty
PATH=$work/empty "$perdis" curve matrix.json --output b.csv --plot b.svg >stdout 2>stderr
check 'without gnuplot: 5' test $? -eq 5
check 'the numbers are written, the picture is not' eval '[[ -s b.csv && ! -e b.svg && $(<stderr) == gnuplot:* ]]'
if command -v gnuplot >/dev/null; then
    run 0 curve matrix.json --plot c.svg
    check 'the picture is whole' eval 'grep -q "<svg" c.svg && [[ $(grep . c.svg | tail -n 1) == *"</svg>"* ]]'
    check 'the axes are named' eval 'grep -q "distortion D" c.svg && grep -q "perception P" c.svg'
    run 0 curve exact.json --plot e.svg
    check 'breakpoints are counted in the picture' eval 'grep -q "2 breakpoints" e.svg && grep -q "P(D), exact" e.svg'
    run 0 curve gaussian.json --plot d.svg
    check 'the linear family is not passed off as P(D)' grep -q 'linear estimators, not P(D)' d.svg
fi

# --- interrupted -----------------------------------------------------------------------------------------------------
printf '{"prior": {"type": "discrete", "probabilities": [%s0.002]}, "channel": {"type": "symmetric", "error": 0.3},
 "distortion": "squared_error", "divergence": "kullback_leibler"}' "$(printf '0.002,%.0s' {1..499})" >large.json
mkdir out
"$perdis" curve large.json --points 1000 --output out/a.csv --plot out/a.svg >stdout 2>stderr &
sleep 0.5
kill -TERM $!
wait $! 2>/dev/null
check 'it was interrupted' test $? -eq 143
check 'nothing is half-written' eval '[[ -z $(ls -A out) ]]'

printf 'program: %d checks, %d failures\n' "$checks" "$failures"
((failures == 0))
