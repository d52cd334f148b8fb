#!/usr/bin/env bash
# The negative control of documentation.sh: what is not documented is named.
set -euo pipefail
root=$(cd "${1:-$(dirname "$0")/..}" && pwd)
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
mkdir -p "$house"/{include,src/core}
cp -r "$root/docs" "$root/README.md" "$house"
cp "$root/src/core/version.hpp.in" "$house/src/core"
cat >"$house/include/planted.hpp" <<'END'
namespace perdis {
int planted_function();
struct PlantedType { int planted_member; };
template <class T>
concept PlantedConcept = true;
}
END
report=$("$root/tests/documentation.sh" "$house") && { echo 'nothing was found' && exit 1; }
for name in planted_function PlantedType PlantedConcept; do
    [[ $report == *"$name"* ]] || { printf 'not found: %s\n' "$name" && exit 1; }
done
echo 'documentation: each planted name is found'
