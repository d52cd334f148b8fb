#!/usr/bin/env bash
# Every check, from a clean clone and any folder: run.sh [STEP…]   (default: all). Works in build/; logs in build/log/.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)} CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
if command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi

setup() { src/package/setup.sh build test example; }

check() { # optimised, a warning is an error
    cmake --preset check && cmake --build --preset check && ctest --preset check
}
headers() { # each compiled alone
    cmake --preset check && cmake --build --preset headers
}
sanitize() { # with assertions; the rules of the house have nothing to sanitize, what is exhaustive would take an hour
    # Null pointers are the address sanitizer's, alignment is asserted by Eigen: a second check of both takes a quarter of the time.
    cmake --preset sanitize && cmake --build --preset sanitize && ctest --preset sanitize -LE 'architecture|exhaustive'
}
package() { # installed, found, linked and run by projects that know nothing of this tree
    local prefix=$PWD/build/prefix
    rm -rf "$prefix" build/package build/examples
    cmake --install build/check --prefix "$prefix" || return
    [[ ! -e $prefix/bin/perdis ]] || "$prefix/bin/perdis" --version || return
    cmake -S tests/package -B build/package -G Ninja -DCMAKE_PREFIX_PATH="$prefix" && cmake --build build/package &&
        build/package/package || return
    compgen -G 'examples/*.cpp' >/dev/null || return 0
    cmake -S examples -B build/examples -G Ninja -DCMAKE_PREFIX_PATH="$prefix" && cmake --build build/examples
}
format() {
    local program
    program=$(command -v clang-format-14 || command -v clang-format) || return 77
    find include src tests examples \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 "$program" --dry-run -Werror
}
naming() { # of headers and sources; and the second compiler accepts them
    command -v clang-tidy-14 || command -v clang-tidy || return 77
    tests/naming.sh build/check
}
clang() { # the second compiler accepts the tests
    local program flags files
    program=$(command -v clang++ || command -v clang++-14) || return 77
    mapfile -t flags < <(tests/flags.sh build/check)
    mapfile -t files < <(grep -oE '"file": "[^"]+/tests/[^"]+"' build/check/compile_commands.json | cut -d'"' -f4 | sort -u)
    printf '%s\0' "${files[@]}" |
        xargs -0 -n 1 -P "$(nproc)" "$program" -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror "${flags[@]}"
}
documentation() {
    command -v doxygen || return 77
    tests/documentation.sh && tests/documentation_control.sh
}
scripts() {
    command -v shellcheck || return 77
    find . -path ./build -prune -o -name '*.sh' -print0 | xargs -0 shellcheck .ci/run
}

mkdir -p build/log
passed=0 failed=0 all_well=true
for step in "${@:-setup check headers sanitize package clang format naming documentation scripts}"; do
    for name in $step; do
        [[ $(type -t "$name") == function ]] || { printf 'run: no step is called %s\n' "$name" >&2 && exit 2; }
        log=build/log/$name.txt
        start=$SECONDS
        ("$name") >"$log" 2>&1
        status=$?
        report='' verdict=passed
        if tests=$(grep -oE '[0-9]+ tests? failed out of [0-9]+' "$log"); then
            read -r lost _ _ _ _ all <<<"$tests"
            failed=$((failed + lost)) passed=$((passed + all - lost))
            report=" ($((all - lost)) of $all tests)"
            ((lost == 0 && status == 0)) || verdict=FAILED
        elif ((status == 77)); then
            verdict='skipped, its tool is absent'
        elif ((status == 0)); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1)) verdict=FAILED
        fi
        ((status == 0 || status == 77)) || all_well=false
        printf '%-14s %4d s  %s%s\n' "$name" $((SECONDS - start)) "$verdict" "$report"
        [[ $verdict != FAILED ]] || tail -n 60 "$log"
    done
done
printf '%d passed, %d failed\n' "$passed" "$failed"
$all_well
