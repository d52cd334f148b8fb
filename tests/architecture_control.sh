#!/usr/bin/env bash
# The negative control of architecture.sh: each offence, planted alone in a copy of the house, must be found and named.
set -euo pipefail
root=$(cd "${1:-$(dirname "$0")/..}" && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
planted=0 missed=0

# must_name SENTENCE COMMAND…: a fresh copy, the offence, the check; SENTENCE must be among what it prints.
must_name() {
    local sentence=$1 report status=0
    shift
    rm -rf "${house:?}"/*
    mkdir "$house/docs"
    cp -r "$root"/{CMakeLists.txt,include,src,tests} "$house"
    cp "$root/docs/sources.md" "$house/docs"
    (cd "$house" && "$@")
    report=$("$root/tests/architecture.sh" "$house") || status=$?
    planted=$((planted + 1))
    [[ $status -ne 0 && $report == *"architecture: $sentence"* ]] && return
    missed=$((missed + 1))
    printf 'not found: %s\n' "$sentence"
}
append() { printf '%s\n' "$2" >>"$1"; }
new_file() { mkdir -p "$(dirname "$1")" && append "$1" "${2:-}"; }
list_missing() { sed -i 's|^ *# storey 0: core|&\n    include/perdis/core/absent.hpp|' CMakeLists.txt; }
swap_storeys() { sed -i 's|# storey 2: law|# storey 9: law|' CMakeLists.txt; }
lengthen() { for ((i = 0; i < 201; i++)); do append "$1" '//'; done; }

core=include/perdis/core/real.hpp
must_name "$core: includes law/planted.hpp: up, from storey 0 to storey 2" \
    append $core '#include <perdis/law/planted.hpp>'
must_name "$core: includes perdis.hpp: up, from storey 0 to storey" \
    append $core '#include <perdis/perdis.hpp>'
must_name "$core: includes nowhere/planted.hpp, a room in no storey" \
    append $core '#include <perdis/nowhere/planted.hpp>'
must_name "$core: includes \"domain_error.hpp\"; write <perdis/...>" \
    append $core '#include "domain_error.hpp"'
must_name "include/perdis/certificate/planted.hpp: includes solver/planted.hpp: across, from certificate to solver" \
    new_file include/perdis/certificate/planted.hpp '#include <perdis/solver/planted.hpp>'
must_name "src/solver/planted.cpp: includes certificate/planted.hpp: across, from solver to certificate" \
    new_file src/solver/planted.cpp '#include <perdis/certificate/planted.hpp>'
must_name "include/perdis/divergence/planted.hpp: includes channel/planted.hpp: across, from divergence to channel" \
    new_file include/perdis/divergence/planted.hpp '#include <perdis/channel/planted.hpp>'
must_name "src/law/planted.cpp: includes \"../tool/planted.hpp\"; a path with .. hides its storey" \
    new_file src/law/planted.cpp '#include "../tool/planted.hpp"'
must_name "src/cellar/planted.cpp: the room cellar is in no storey" \
    new_file src/cellar/planted.cpp '#include <perdis/core/real.hpp>'
must_name "include/perdis/law/planted.hpp: not listed in CMakeLists.txt" new_file include/perdis/law/planted.hpp
must_name "include/perdis/law/planted.txt: not a header" new_file include/perdis/law/planted.txt
must_name "src/law/planted.cpp: not listed in CMakeLists.txt" new_file src/law/planted.cpp
must_name "tests/law/planted.cpp: not listed in tests/CMakeLists.txt" new_file tests/law/planted.cpp
must_name "include/perdis/core/absent.hpp: listed in CMakeLists.txt, but" list_missing
must_name "CMakeLists.txt: channel stands below the storey listed before it" swap_storeys
must_name "$core: includes NLopt" append $core '#include <nlopt.hpp>'
must_name "$core: includes Eigen's FFT" append $core '#include <unsupported/Eigen/FFT>'
must_name "$core: $(($(wc -l <"$root/$core") + 201)) lines, more than 200" lengthen $core
must_name "include/perdis/law/planted.hpp: no #pragma once" new_file include/perdis/law/planted.hpp
must_name "$core: defines a macro" append $core '#define PLANTED'
must_name "$core:$(($(wc -l <"$root/$core") + 1)): prints" append $core 'inline void f() { std::cout << 1; }'
must_name "src/law/planted.cpp:1: prints" new_file src/law/planted.cpp 'void f() { printf("1"); }'
must_name "tests/law/planted.cpp:1: a test's name begins with a kind" \
    new_file tests/law/planted.cpp 'TEST_CASE("no kind") {}'
must_name "include/perdis/law/planted.hpp:1: [Planted1900] is not in docs/sources.md" \
    new_file include/perdis/law/planted.hpp '/// @source [Planted1900], eq. (1).'
must_name "include/perdis/law/planted.hpp:1: @source without a [key]" \
    new_file include/perdis/law/planted.hpp '/// @source a paper.'

((missed == 0)) || exit 1
printf 'architecture: %d planted offences, each found and named\n' "$planted"
