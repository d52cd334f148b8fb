#!/usr/bin/env bash
# Types are Capitalised, values lower_case, and clang has nothing to warn of: naming.sh BUILD runs clang-tidy on the headers, a
# translation unit a room, and on src.
# BUILD is a configured build: it has the flags and the generated headers.
set -euo pipefail
build=$(realpath "$1")
cd "$(dirname "$0")/.."
tidy=$(command -v clang-tidy-14 || command -v clang-tidy)
units=$(mktemp -d)
trap 'rm -rf "$units"' EXIT
cp .clang-tidy "$units"
for room in include/perdis/*/; do
    find "$room" -name '*.hpp' -printf "#include <perdis/$(basename "$room")/%P>\n" | sort >"$units/$(basename "$room").cpp"
done
mapfile -t sources < <(find "$units" src -name '*.cpp' -size +0 | sort)
mapfile -t flags < <(tests/flags.sh "$build" && printf '%s\n' -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
report=$(
    printf '%s\0' "${sources[@]}" | xargs -0 -I{} -P "$(nproc)" "$tidy" --quiet {} -- "${flags[@]}" 2>/dev/null |
        grep -E ': (error|warning): ' | sort -u || true
)
[[ -z $report ]] || { printf '%s\n' "$report" && exit 1; }
echo "naming: ${#sources[@]} translation units"
