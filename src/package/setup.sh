#!/usr/bin/env bash
# Installs what is absent: setup.sh [build] [test] [example]   (default: build)
#   build    what the library and the program need
#   test     what the tests need; a tool marked optional below is skipped where no package offers it
#   example  what the examples need besides
# Debian and its kin: by apt, as root or through sudo. Elsewhere: says what is needed, and fails if it is not found.
set -euo pipefail

# A line is a package, what shows that it is there, and whether it may be missing; ${!group} reads these.
# shellcheck disable=SC2034
{
build='
g++                  g++
cmake                cmake
ninja-build          ninja
libeigen3-dev        eigen3/Eigen/Core
libboost-dev         boost/version.hpp
libnlopt-dev         nlopt.h
libnlopt-cxx-dev     nlopt.hpp
libcli11-dev         CLI/CLI.hpp
nlohmann-json3-dev   nlohmann/json.hpp
libmpfr-dev          mpfr.h                optional
'
test='
catch2               catch2/catch.hpp|catch2/catch_all.hpp
gnuplot-nox          gnuplot               optional
liblemon-dev         lemon/config.h        optional
clang-format-14      clang-format-14       optional
clang-tidy-14        clang-tidy-14         optional
doxygen              doxygen               optional
shellcheck           shellcheck            optional
'
example='
gnuplot-nox          gnuplot               optional
libpng-dev           png.h
'
}

found() { # found EVIDENCE: a command, or one of several headers
    local evidence folder
    for evidence in ${1//|/ }; do
        if [[ $evidence == */* || $evidence == *.h || $evidence == *.hpp ]]; then
            for folder in /usr/include /usr/local/include /opt/local/include /opt/homebrew/include; do
                [[ ! -e $folder/$evidence && ! -e $folder/${evidence#*/} ]] || return 0
            done
        elif command -v "$evidence" >/dev/null; then
            return 0
        fi
    done
    return 1
}
installed() { [[ $(dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]; }

required=() wanted=()
for group in "${@:-build}"; do
    case $group in
    build | test | example) ;;
    *) printf 'setup: no group is called %s: build, test, example\n' "$group" >&2 && exit 2 ;;
    esac
    while read -r package evidence optional; do
        [[ -n $package ]] || continue
        if command -v dpkg-query >/dev/null && installed "$package"; then continue; fi
        if [[ $evidence != - ]] && found "$evidence"; then continue; fi
        if [[ -n $optional ]]; then wanted+=("$package"); else required+=("$package"); fi
    done <<<"${!group}"
done

if ((${#required[@]} + ${#wanted[@]} == 0)); then
    echo 'setup: all there'
    exit
fi
if ! command -v apt-get >/dev/null; then
    ((${#wanted[@]} == 0)) || printf 'setup: useful, under its Debian name: %s\n' "${wanted[@]}"
    ((${#required[@]} == 0)) && exit
    printf 'setup: needed, under its Debian name: %s\n' "${required[@]}" >&2
    exit 1
fi

as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null || { printf 'setup: root must install: %s\n' "${required[*]} ${wanted[*]}" >&2 && exit 1; }
    as_root=(sudo)
fi
as_root+=(env DEBIAN_FRONTEND=noninteractive)
"${as_root[@]}" apt-get update -qq
available=()
for package in "${wanted[@]}"; do
    if apt-cache show "$package" >/dev/null 2>&1; then available+=("$package"); else echo "setup: no package $package"; fi
done
((${#required[@]} + ${#available[@]} > 0)) || exit 0
echo "setup: installing ${required[*]} ${available[*]}"
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${required[@]}" "${available[@]}"
