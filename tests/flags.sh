#!/usr/bin/env bash
# The include flags of a configured build, for tools that compile without CMake: flags.sh BUILD
set -euo pipefail
printf '%s\n' -std=c++20 '-DPERDIS_BENCHMARK_FLAGS=""' '-DPERDIS_CXX="c++"'
grep -oE -e '-(I|isystem )[^ ]+' "$1/compile_commands.json" | sort -u | tr ' ' '\n'
