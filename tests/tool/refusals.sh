#!/usr/bin/env bash
# Malformed problem files: refusals.sh PERDIS. Each is refused with exit status 2 and one line that names the key; nothing is written.
set -uo pipefail
perdis=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cases=0 failures=0

prior='{"type": "discrete", "support": [-1, 0, 1], "probabilities": [0.25, 0.5, 0.25]}'
channel='{"type": "matrix", "transition": [[0.7, 0.2, 0.1], [0.15, 0.7, 0.15], [0.2, 0.2, 0.6]]}'
noise='{"type": "additive_gaussian", "standard_deviation": 1.0}'
bins='{"bins": {"from": -6, "to": 6, "count": 12}}'
gaussian='{"type": "gaussian", "mean": 0, "variance": 1}'

# problem KEY VALUE…: the legal problem with these keys replaced or added; the value - leaves the key out.
problem() {
    local -A part=([prior]=$prior [channel]=$channel [distortion]='"squared_error"' [divergence]='"kullback_leibler"')
    while (($# > 0)); do
        part[$1]=$2
        shift 2
    done
    local key text=''
    for key in "${!part[@]}"; do
        [[ ${part[$key]} == - ]] || text+="${text:+, }\"$key\": ${part[$key]}"
    done
    printf '{%s}\n' "$text"
}

# refused LINE TEXT: the line on standard error begins with LINE.
refused() {
    local status
    cases=$((cases + 1))
    printf '%s' "$2" >problem.json
    "$perdis" curve problem.json --output out.csv --plot out.svg >stdout 2>stderr
    status=$?
    if ((status != 2)) || [[ -s stdout ]] || (($(wc -l <stderr) != 1)) || [[ $(<stderr) != "$1"* ]] || [[ -e out.csv || -e out.svg ]]; then
        failures=$((failures + 1))
        printf 'refusals: exit %d, wanted 2 and: %s\n  said: %s\n  of: %.300s\n' "$status" "$1" "$(<stderr)" "$2"
    fi
    rm -f out.csv out.svg
}

# The control: the problem these are made from is legal.
problem >problem.json
"$perdis" curve problem.json --points 2 --output out.csv 2>stderr || { printf 'refusals: the control: %s\n' "$(<stderr)" && exit 1; }
rm -f out.csv

# What is read is not written over, nor one file by two.
problem >problem.json
for written in '--output problem.json' '--plot ./problem.json' '--output out.csv --plot out.csv'; do
    # shellcheck disable=SC2086
    "$perdis" curve problem.json $written >stdout 2>stderr
    if (($? != 2)) || [[ $(<stderr) != *'another file than'* ]] || [[ $(<problem.json) != "$(problem)" ]] || [[ -e out.csv ]]; then
        failures=$((failures + 1)) && printf 'refusals: curve problem.json %s: %s\n' "$written" "$(<stderr)"
    fi
    cases=$((cases + 1))
done

# --- not a problem -----------------------------------------------------------------------------------------------------
refused 'problem: no JSON: ' ''
refused 'problem: no JSON: parse error at line 1, column' '{"prior": '
refused 'problem: no JSON: ' "$(problem) {}"
refused 'problem: no JSON: ' "$(problem prior '{"type": "discrete", "probabilities": [1e999]}')"
refused 'problem: no JSON: ' "$(problem prior '{"type": "discrete", "probabilities": [NaN, 1]}')"
refused 'problem: no JSON: ' '{"prior": "'$'\xff\xfe''"}'
refused 'problem: an array of 1 is not an object' '[1]'
refused 'problem: 3 is not an object' '3'
refused 'prior: the key appears twice' '{"prior": {}, "prior": {}}'
refused 'channel.channels[1].type: the key appears twice' '{"channel": {"channels": [{"type": 1}, {"type": 1, "type": 2}]}}'
refused 'priors: unknown key; legal are prior, channel, ' "$(problem priors 1)"
refused 'prior: is missing' "$(problem prior -)"
refused 'channel: is missing' "$(problem channel -)"
refused 'distortion: is missing' "$(problem distortion -)"
refused 'divergence: is missing' "$(problem divergence -)"

# --- prior -------------------------------------------------------------------------------------------------------------
with_prior() { refused "$1" "$(problem prior "$2")"; }
with_prior 'prior: "discrete" is not an object' '"discrete"'
with_prior 'prior.type: is missing' '{"probabilities": [1]}'
with_prior 'prior.type: "discret" is not one of discrete, gaussian, ' '{"type": "discret", "probabilities": [1]}'
with_prior 'prior.type: 1 is not one of ' '{"type": 1}'
with_prior 'prior.probability: unknown key; legal are type, support, probabilities' '{"type": "discrete", "probability": [1], "probabilities": [1]}'
with_prior 'prior.probabilities: is missing' '{"type": "discrete", "support": [1]}'
with_prior 'prior.probabilities: 1 is not an array' '{"type": "discrete", "probabilities": 1}'
with_prior 'prior.probabilities: an array of 0 is empty' '{"type": "discrete", "support": [], "probabilities": []}'
with_prior 'prior.probabilities[2]: -0.1 is not in [0, 1]' '{"type": "discrete", "support": [-1, 0, 1], "probabilities": [0.6, 0.5, -0.1]}'
with_prior 'prior.probabilities[0]: 1.5 is not in [0, 1]' '{"type": "discrete", "probabilities": [1.5, -0.5]}'
with_prior 'prior.probabilities[1]: "0.5" is not a number' '{"type": "discrete", "probabilities": [0.5, "0.5"]}'
with_prior 'prior.probabilities[1]: null is not a number' '{"type": "discrete", "probabilities": [0.5, null]}'
with_prior 'prior.probabilities[0]: true is not a number' '{"type": "discrete", "probabilities": [true]}'
with_prior 'prior.probabilities: the sum 0.9 is not 1' '{"type": "discrete", "probabilities": [0.5, 0.4]}'
with_prior 'prior.probabilities: the sum 1.00000001 is not 1' '{"type": "discrete", "probabilities": [0.5, 0.50000001]}'
with_prior 'prior.probabilities: 2 entries, prior.support has 3' '{"type": "discrete", "support": [-1, 0, 1], "probabilities": [0.5, 0.5]}'
with_prior 'prior.support[2]: 1.0 repeats prior.support[0]' '{"type": "discrete", "support": [1, 2, 1.0], "probabilities": [0.25, 0.5, 0.25]}'
with_prior 'prior.support[1]: -0.0 repeats prior.support[0]' '{"type": "discrete", "support": [0, -0.0], "probabilities": [0.5, 0.5]}'
with_prior 'prior.support[1]: "a" is not a number' '{"type": "discrete", "support": [0, "a"], "probabilities": [0.5, 0.5]}'
with_prior 'prior.support[1]: 1 entries, the first row has 2' '{"type": "discrete", "support": [[0, 1], [1]], "probabilities": [0.5, 0.5]}'
with_prior 'prior.support[1]: an array of 1 is not a number' '{"type": "discrete", "support": [0, [1]], "probabilities": [0.5, 0.5]}'
with_prior 'prior.support[0]: an array of 0 is empty' '{"type": "discrete", "support": [[]], "probabilities": [1]}'
with_prior 'prior.variance: -1 is not in [0, inf)' '{"type": "gaussian", "mean": 0, "variance": -1}'
with_prior 'prior.mean: is missing' '{"type": "gaussian", "variance": 1}'
with_prior 'prior.covariance: is missing' '{"type": "gaussian", "mean": [0, 0]}'
with_prior 'prior.covariance: 1 x 1, it must be 2 x 2' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1]]}'
with_prior 'prior.covariance: 2 x 1, it must be 2 x 2' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1], [1]]}'
with_prior 'prior.covariance: 1 is not an array' '{"type": "gaussian", "mean": [0, 0], "covariance": 1}'
with_prior 'prior.covariance[1]: 1 entries, the first row has 2' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0], [0]]}'
with_prior 'prior.covariance[0][1]: "a" is not a number' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1, "a"], [0, 1]]}'
with_prior 'prior.covariance: it is not symmetric: [0][1] and [1][0] differ by 0.5' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0.5], [0, 1]]}'
with_prior 'prior.covariance: the least eigenvalue -0.99999' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 2], [2, 1.00001]]}'
with_prior 'prior.covariance: the least eigenvalue -1e-12 is not in [0, inf)' '{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0], [0, -1e-12]]}'
with_prior 'prior.mean: an array of 0 is empty' '{"type": "gaussian", "mean": [], "covariance": []}'
with_prior 'prior.variance: unknown key; legal are type, mean, covariance' '{"type": "gaussian", "mean": [0, 0], "variance": 1}'
with_prior 'prior.weights: the sum 0.5 is not 1' '{"type": "gaussian_mixture", "weights": [0.5], "means": [0], "variances": [1]}'
with_prior 'prior.means: 2 entries, prior.weights has 1' '{"type": "gaussian_mixture", "weights": [1], "means": [0, 1], "variances": [1]}'
with_prior 'prior.variances[0]: 0 is not in (0, inf)' '{"type": "gaussian_mixture", "weights": [1], "means": [0], "variances": [0]}'
with_prior 'prior.shape: 0.1 is not in [0.2, 50]' '{"type": "generalized_gaussian", "shape": 0.1}'
with_prior 'prior.scale: 0 is not in (0, inf)' '{"type": "laplace", "location": 0, "scale": 0}'
with_prior 'prior.upper: 0 is not in (lower, inf)' '{"type": "uniform", "lower": 1, "upper": 0}'
refused 'prior.degrees_of_freedom: 2 is not in (2, inf)' "$(problem prior '{"type": "student_t", "degrees_of_freedom": 2}' channel "$noise")"
refused 'prior.degrees_of_freedom: 0.5 is not in (2, inf)' "$(problem prior '{"type": "student_t", "scale": 3, "degrees_of_freedom": 0.5}' channel "$noise")"
with_prior 'prior.degrees_of_freedom: is missing' '{"type": "student_t", "location": 0, "scale": 1}'
with_prior 'prior.file: 7 is not a string' '{"type": "histogram", "file": 7}'
with_prior 'prior.file: "" is not the name of a file' '{"type": "samples", "file": ""}'
printf 'value,count\n1,2\n2,-3\n' >negative.csv
with_prior 'prior.file: ' '{"type": "histogram", "file": "negative.csv"}'
printf 'value,count\n1,0\n2,0\n' >zero.csv
with_prior 'prior.file: ' '{"type": "histogram", "file": "zero.csv"}'

# --- channel -----------------------------------------------------------------------------------------------------------
with_channel() { refused "$1" "$(problem channel "$2")"; }
with_channel 'channel: "symmetric" is not an object' '"symmetric"'
with_channel 'channel.type: "binary" is not one of matrix, symmetric, ' '{"type": "binary"}'
with_channel 'channel.transition: is missing' '{"type": "matrix"}'
with_channel 'channel.transition[1]: the sum 0.9 is not 1' '{"type": "matrix", "transition": [[1, 0], [0.5, 0.4], [0, 1]]}'
with_channel 'channel.transition[0][1]: -0.5 is not in [0, 1]' '{"type": "matrix", "transition": [[1.0, -0.5, 0.5], [1, 0, 0], [1, 0, 0]]}'
with_channel 'channel.transition[1]: 1 entries, the first row has 2' '{"type": "matrix", "transition": [[0.5, 0.5], [1], [0, 1]]}'
with_channel 'channel.transition: ' '{"type": "matrix", "transition": [[0.5, 0.5], [0, 1]]}'
with_channel 'channel.transition[0]: 1 is not an array' '{"type": "matrix", "transition": [1]}'
with_channel 'channel.error: 1.5 is not in [0, 1]' '{"type": "symmetric", "error": 1.5}'
with_channel 'channel.probability: is missing' '{"type": "erasure"}'
with_channel 'channel.error: unknown key; legal are type, probability' '{"type": "erasure", "error": 0.1, "probability": 0.1}'
with_channel 'channel.standard_deviation: -1 is not in [0, inf)' '{"type": "additive_gaussian", "standard_deviation": -1}'
with_channel 'channel.standard_deviation: is missing' '{"type": "additive_gaussian"}'
with_channel 'channel.variance: standard_deviation is given as well' '{"type": "additive_gaussian", "standard_deviation": 1, "variance": 1}'
with_channel 'channel.noise.type: "normal" is not one of' '{"type": "additive", "noise": {"type": "normal"}}'
with_channel 'channel.noise: a law of vectors' '{"type": "additive", "noise": {"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0], [0, 1]]}}'
with_channel 'channel.noise_covariance: 1 x 1, it must be 2 x 2' '{"type": "linear_gaussian", "matrix": [[1], [1]], "noise_covariance": [[1]]}'
with_channel 'channel.noise_covariance: it is not symmetric: [0][1] and [1][0] differ by 1' '{"type": "linear_gaussian", "matrix": [[1], [1]], "noise_covariance": [[1, 1], [0, 1]]}'
with_channel 'channel.noise_covariance: the least eigenvalue -1.0 is not in [0, inf)' '{"type": "linear_gaussian", "matrix": [[1]], "noise_covariance": [[-1]]}'
with_channel 'channel.matrix: is missing' '{"type": "linear_gaussian", "noise_covariance": [[1]]}'
with_channel 'channel.noise_covariance: is missing' '{"type": "linear_gaussian", "matrix": [[1]]}'
vector='{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0.5], [0.5, 1]]}'
seen='{"type": "linear_gaussian", "matrix": [[1, 1]], "noise_covariance": [[1]]}'
with_vector() { refused "$1" "$(problem prior "$vector" channel "$2")"; }
with_vector 'channel.matrix: 1 columns, what it is applied to has 2 coordinates' '{"type": "linear_gaussian", "matrix": [[1]], "noise_covariance": [[1]]}'
with_vector 'channel.channels[1].matrix: 2 columns, what it is applied to has 1 coordinates' "{\"type\": \"cascade\", \"channels\": [$seen, $seen]}"
with_vector 'channel: no method answers this channel with a gaussian prior yet; set linear_gaussian or additive_gaussian' '{"type": "erasure", "probability": 0.5}'
with_vector 'channel: no method answers this channel with a gaussian prior yet' '{"type": "additive", "noise": {"type": "laplace", "scale": 1}}'
refused 'channel.matrix: 2 columns, what it is applied to has 1 coordinates' "$(problem prior "$gaussian" channel "$seen")"
with_channel 'channel.channels: an array of 0 is empty' '{"type": "cascade", "channels": []}'
with_channel 'channel.channels[1].error: 2 is not in [0, 1]' '{"type": "cascade", "channels": [{"type": "symmetric", "error": 0.1}, {"type": "symmetric", "error": 2}]}'
with_channel 'channel.channels[1]: ' '{"type": "cascade", "channels": [{"type": "symmetric", "error": 0.1}, {"type": "matrix", "transition": [[1], [1]]}]}'

# --- observation, reconstruction, distortion, divergence, estimators, arithmetic ------------------------------------------
observed() { refused "$1" "$(problem channel "$noise" observation "$2")"; }
observed 'observation: 10 is not an object' '10'
observed 'observation.bins: is missing' '{}'
observed 'observation.bins.count: is missing' '{"bins": {"from": 0, "to": 1}}'
observed 'observation.bins.count: 0 is not a whole number' '{"bins": {"from": 0, "to": 1, "count": 0}}'
observed 'observation.bins.count: 2.5 is not a whole number' '{"bins": {"from": 0, "to": 1, "count": 2.5}}'
observed 'observation.bins.to: 0 is not in (from, inf)' '{"bins": {"from": 0, "to": 0, "count": 5}}'
observed 'observation.bins.width: unknown key' '{"bins": {"from": 0, "to": 1, "count": 5, "width": 1}}'
refused 'reconstruction: "line" is not one of real_line' "$(problem reconstruction '"line"')"
refused 'reconstruction: 1 is neither an array of values nor "real_line"' "$(problem reconstruction 1)"
refused 'reconstruction: an array of 0 is empty' "$(problem reconstruction '[]')"
refused 'reconstruction[1]: 0 repeats reconstruction[0]' "$(problem reconstruction '[0, 0]')"
refused 'reconstruction: symbols of 2 coordinates, the prior' "$(problem reconstruction '[[0, 0]]')"
refused 'distortion: "mse" is not one of squared_error, absolute_error, hamming' "$(problem distortion '"mse"')"
refused 'distortion.type: "hamming" is not one of matrix' "$(problem distortion '{"type": "hamming"}')"
refused 'distortion.values[0][1]: -1 is not in [0, inf)' "$(problem distortion '{"type": "matrix", "values": [[0, -1, 1], [0, 0, 0], [0, 0, 0]]}')"
refused 'distortion.values: ' "$(problem distortion '{"type": "matrix", "values": [[0, 1], [1, 0]]}')"
refused 'divergence: "kl" is not one of kullback_leibler, ' "$(problem divergence '"kl"')"
refused 'divergence: null is not one of ' "$(problem divergence null)"
refused 'divergence.order: is missing' "$(problem divergence '{"type": "renyi"}')"
refused 'divergence.order: 0 is not in (0, inf)' "$(problem divergence '{"type": "renyi", "order": 0}')"
refused 'divergence.order: 0.5 is not in [1, inf)' "$(problem divergence '{"type": "wasserstein", "order": 0.5}')"
refused 'divergence.order: "2" is not a number' "$(problem divergence '{"type": "alpha", "order": "2"}')"
refused 'divergence.order: unknown key; legal are type, cost' "$(problem divergence '{"type": "transport", "order": 1}')"
refused 'divergence.cost[1][0]: -2 is not in [0, inf)' "$(problem divergence '{"type": "transport", "cost": [[0, 1, 1], [-2, 0, 1], [1, 1, 0]]}')"
refused 'divergence.cost: ' "$(problem divergence '{"type": "transport", "cost": [[0, 1], [1, 0]]}')"
refused 'estimators: "affine" is not one of all, linear' "$(problem estimators '"affine"')"
refused 'arithmetic: "float" is not one of double, rational, multiprecision' "$(problem arithmetic '"float"')"

# --- rational: fractions are read, sums are exact ---------------------------------------------------------------------------
exact() { refused "$1" "$(problem arithmetic '"rational"' prior "{\"type\": \"discrete\", \"probabilities\": $2}" channel '{"type": "symmetric", "error": "1/10"}')"; }
exact 'prior.probabilities: the sum 29/30 is not 1 exactly' '["1/3", "1/3", "3/10"]'
exact 'prior.probabilities[0]: "1/0" is not a number or a fraction' '["1/0", 1]'
exact 'prior.probabilities[0]: "a/b" is not a number or a fraction' '["a/b", 1]'
exact 'prior.probabilities[1]: "-1/3" is not in [0, 1]' '["1/3", "-1/3"]'
exact 'prior.probabilities: the sum ' '[0.5, 0.4999999999999]'

exact 'prior.probabilities[0]: "0x1" is not a number or a fraction' '["0x1", 0]'
exact 'prior.probabilities[0]: "1/2/1" is not a number or a fraction' '["1/2/1", "1/2"]'
exact 'prior.probabilities[0]: "1/-2" is not a number or a fraction' '["1/-2", "1/2"]'
exact 'prior.probabilities[0]: "" is not a number or a fraction' '["", 1]'
exact 'prior.probabilities[0]: "nan" is not a number or a fraction' '["nan", 1]'
exact 'prior.probabilities[0]: true is not a number or a fraction' '[true, 1]'
exact 'prior.probabilities[0]: "1e99999" is not a number or a fraction' '["1e99999", 1]'
exact 'prior.probabilities: the sum 10000000000000000000000001/10000000000000000000000000 is not 1 exactly' '[0.5, 0.5000000000000000000000001]'
exact 'prior.probabilities: the sum 9/10 is not 1 exactly' '[0.7, 0.2]'
# rational KEY VALUE…: as problem, in rational arithmetic, under total variation.
rational() { problem arithmetic '"rational"' divergence '"total_variation"' "$@"; }
refused 'channel.transition[0]: the sum 99/100 is not 1 exactly' "$(rational channel '{"type": "matrix", "transition": [[0.33, 0.33, 0.33], [1, 0, 0], [1, 0, 0]]}')"
refused 'channel.transition[0][0]: "4/3" is not in [0, 1]' "$(rational channel '{"type": "matrix", "transition": [["4/3", "-1/3"], [1, 0], [1, 0]]}')"
refused 'channel.error: "1/0" is not a number or a fraction' "$(rational channel '{"type": "symmetric", "error": "1/0"}')"
refused 'channel.probability: "-1/9" is not in [0, 1]' "$(rational channel '{"type": "erasure", "probability": "-1/9"}')"
refused 'channel.transition: ' "$(rational channel '{"type": "matrix", "transition": [["1/2", "1/2"], [0, 1]]}')"
refused 'divergence.cost[1][0]: "-1/2" is not in [0, inf)' "$(rational divergence '{"type": "transport", "cost": [[0, 1, 1], ["-1/2", 0, 1], [1, 1, 0]]}')"
refused 'divergence.cost[0][1]: "nan" is not a number or a fraction' "$(rational divergence '{"type": "transport", "cost": [[0, "nan"], [1, 0]]}')"
refused 'divergence.cost: ' "$(rational divergence '{"type": "transport", "cost": [[0, 1], [1, 0]]}')"
refused 'divergence.order: "1.00000000000000000001" has no exact method; set 1' "$(rational divergence '{"type": "wasserstein", "order": "1.00000000000000000001"}')"
refused 'distortion.values[0][1]: "-1/7" is not in [0, inf)' "$(rational distortion '{"type": "matrix", "values": [[0, "-1/7", 1], [0, 0, 0], [0, 0, 0]]}')"
refused 'prior.support[1]: 0.50 repeats prior.support[0]' "$(rational prior '{"type": "discrete", "support": ["1/2", 0.50], "probabilities": [0.5, 0.5]}')"
refused 'reconstruction[1]: "2/4" repeats reconstruction[0]' "$(rational reconstruction '["1/2", "2/4"]')"

# --- legal, but no method answers it: the key whose change would make it solvable ------------------------------------------
refused 'arithmetic: ' "$(problem arithmetic '"multiprecision"')"
for other in '"kullback_leibler"' '"hellinger"' '"wasserstein2"' '{"type": "renyi", "order": "1/2"}' '{"type": "wasserstein", "order": 2}' '{"type": "wasserstein", "order": "3/2"}'; do
    refused 'divergence: no method answers this divergence in "rational"; set total_variation, wasserstein1, ' "$(rational divergence "$other")"
done
plane='{"type": "discrete", "support": [[0, 0], [1, 1]], "probabilities": [0.5, 0.5]}'
refused 'divergence: no method answers this divergence in "rational"; set total_variation, squared_wasserstein2 or ' "$(rational prior "$plane" channel '{"type": "symmetric", "error": 0.1}' divergence '"wasserstein1"')"
refused 'prior: no method answers gaussian in "rational"; set discrete, or arithmetic "double"' "$(rational prior "$gaussian" channel "$noise")"
refused 'prior: no method answers laplace in "rational"' "$(rational prior '{"type": "laplace"}' channel "$noise")"
printf 'value,count\n1,2\n2,3\n' >whole.csv
refused 'prior: no method answers histogram in "rational"' "$(rational prior '{"type": "histogram", "file": "whole.csv"}')"
refused 'channel: no method answers additive_gaussian in "rational"; set matrix, symmetric or erasure, or arithmetic "double"' "$(rational channel "$noise" observation "$bins")"
refused 'observation: bins are for an additive_gaussian channel' "$(rational observation "$bins")"
refused 'reconstruction: ' "$(rational reconstruction '"real_line"')"
refused 'estimators: ' "$(rational estimators '"linear"')"
refused 'observation: is missing: ' "$(problem channel "{\"type\": \"cascade\", \"channels\": [$noise, {\"type\": \"symmetric\", \"error\": 0.1}]}")"
refused 'observation: ' "$(problem observation "$bins")"
refused 'observation: ' "$(problem prior "$gaussian" channel "$noise" observation "$bins" estimators '"linear"')"
refused 'reconstruction: ' "$(problem reconstruction '"real_line"')"
refused 'reconstruction: ' "$(problem prior "$gaussian" channel "$noise" reconstruction '[0, 1]' estimators '"linear"')"
refused 'estimators: ' "$(problem estimators '"linear"')"
refused 'estimators: ' "$(problem prior "$gaussian" channel "$noise" divergence '{"type": "wasserstein", "order": 3}')"
refused 'estimators: ' "$(problem prior "$gaussian" channel "$noise" estimators '"all"' divergence '"reverse_chi_squared"' reconstruction '"real_line"')"
refused 'divergence: ' "$(problem prior "$gaussian" channel "$noise" estimators '"linear"' divergence '"jensen_shannon"')"
refused 'divergence: ' "$(problem prior "$gaussian" channel "$noise" estimators '"linear"' divergence '{"type": "transport", "cost": [[0]]}')"
refused 'distortion: ' "$(problem prior "$gaussian" channel "$noise" estimators '"linear"' distortion '"absolute_error"')"
refused 'channel: ' "$(problem prior "$gaussian" channel '{"type": "symmetric", "error": 0.1}' estimators '"linear"')"
refused 'channel: ' "$(problem channel '{"type": "linear_gaussian", "matrix": [[1]], "noise_covariance": [[1]]}')"
refused 'channel: ' "$(problem channel '{"type": "additive", "noise": {"type": "laplace"}}' observation "$bins")"
refused 'channel: ' "$(problem channel '{"type": "additive", "noise": {"type": "gaussian", "mean": 1, "variance": 1}}' observation "$bins")"
refused 'channel: ' "$(problem prior '{"type": "discrete", "support": [[0, 0], [1, 1]], "probabilities": [0.5, 0.5]}' channel "$noise" observation "$bins")"
refused 'channel.channels[1]: ' "$(problem channel "{\"type\": \"cascade\", \"channels\": [{\"type\": \"symmetric\", \"error\": 0.1}, $noise]}" observation "$bins")"
real_line='"real_line"' wasserstein='"wasserstein2"'
for law in '{"type": "laplace"}' '{"type": "uniform", "lower": 0, "upper": 1}' '{"type": "student_t", "degrees_of_freedom": 3}' \
    '{"type": "generalized_gaussian", "shape": 1}' '{"type": "gaussian_mixture", "weights": [1], "means": [0], "variances": [1]}'; do
    scalar() { refused "$1" "$(problem prior "$law" channel "$noise" "${@:2}")"; }
    scalar 'observation: ' observation "$bins"
    scalar 'distortion: ' distortion '"absolute_error"'
    scalar 'reconstruction: ' reconstruction '[0, 1]'
    scalar 'estimators: ' estimators '"linear"'
    scalar 'divergence: ' divergence '"reverse_kullback_leibler"'
    scalar 'divergence: ' divergence '{"type": "alpha", "order": -1}'
    scalar 'divergence.order: ' divergence '{"type": "wasserstein", "order": 3}'
    scalar 'channel: no method answers this channel with a scalar prior yet' channel '{"type": "symmetric", "error": 0.1}'
    scalar 'channel: no method answers this channel with a scalar prior yet' channel '{"type": "additive", "noise": {"type": "laplace"}}'
done
refused 'divergence: no method answers this with a discrete prior on the real line yet' "$(problem channel "$noise" reconstruction "$real_line")"
refused 'distortion: ' "$(problem channel "$noise" reconstruction "$real_line" divergence "$wasserstein" distortion '"hamming"')"
refused 'channel: ' "$(problem channel '{"type": "additive", "noise": {"type": "laplace"}}' reconstruction "$real_line" divergence "$wasserstein")"
refused 'estimators: ' "$(problem channel "$noise" estimators '"linear"')"
refused 'prior: vectors in noise are sampled, which perdis::SampledCurve does' "$(problem prior "$plane" channel "$noise")"
refused 'channel: ' "$(problem channel '{"type": "additive", "noise": {"type": "gaussian_mixture", "weights": [1], "means": [0], "variances": [1]}}')"
refused 'channel: ' "$(problem channel '{"type": "additive", "noise": {"type": "discrete", "probabilities": [1]}}')"
refused 'channel.channels[1]: no method answers additive in a cascade yet' "$(problem channel "{\"type\": \"cascade\", \"channels\": [$noise, {\"type\": \"additive\", \"noise\": {\"type\": \"laplace\"}}]}")"
vector='{"type": "gaussian", "mean": [0, 0], "covariance": [[1, 0], [0, 1]]}'
refused 'estimators: "all" (the default) with a vector gaussian prior' "$(problem prior "$vector" channel "$noise")"
refused 'divergence: ' "$(problem prior "$vector" channel "$noise" divergence '"total_variation"')"
refused 'distortion: ' "$(problem prior "$vector" channel "$noise" divergence '"wasserstein2"' distortion '"absolute_error"')"
refused 'observation: ' "$(problem prior "$vector" channel "$noise" divergence '"wasserstein2"' observation "$bins")"

printf 'refusals: %d files, %d failures\n' "$cases" "$failures"
((cases >= 100 && failures == 0))
