#!/usr/bin/env bash
# The documentation builds without a warning: documentation.sh [ROOT]; needs doxygen.
# A member of a documented class may go without a comment (its class or its concept has it), and so may a deduction guide.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
mkdir -p build
warnings=$(
    doxygen docs/Doxyfile 2>&1 >/dev/null |
        grep -vE 'Member .* of (class|struct) .* is not documented|Member .*\) -> .* is not documented|^$' || true
    find include -name '*.hpp' -exec awk '
        FNR == 1 { documented = 0 }
        /^[[:space:]]*concept / && !documented { print FILENAME ":" FNR ": a concept is not documented: " $0 }
        /^[[:space:]]*\/\/\// { documented = 1; next }
        !/^[[:space:]]*(template|requires)/ { documented = 0 }' {} +
)
[[ -z $warnings ]] || { printf '%s\n' "$warnings" && exit 1; }
echo 'documentation: no warning'
