#!/usr/bin/env bash
# The house, checked: architecture.sh [ROOT] reads the storeys from ROOT/CMakeLists.txt and names every offender.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"
offences=0
offend() {
    printf 'architecture: %s\n' "$1"
    offences=$((offences + 1))
}

# --- the diagram: "# storey 3: channel", then the headers of that room -----------------------------------------------
declare -A storey=() listed=()
room='' previous=0
while IFS= read -r line; do
    if [[ $line =~ ^[[:space:]]*'# storey '([0-9]+): ]]; then
        number=${BASH_REMATCH[1]}
        room=${line##*: }
        ((number >= previous)) || offend "CMakeLists.txt: $room stands below the storey listed before it"
        previous=$number
        storey[$room]=$number
    elif [[ $line =~ ^[[:space:]]*(\$\{PROJECT_BINARY_DIR\}/)?(include/perdis/[^[:space:]]+\.hpp) ]]; then
        generated=${BASH_REMATCH[1]} header=${BASH_REMATCH[2]}
        listed[$header]=1
        folder=${header#include/perdis/}
        [[ $folder == */* ]] && folder=${folder%%/*} || folder='the whole house'
        [[ $folder == "$room" ]] || offend "$header: listed under \"$room\""
        source=$header
        [[ -z $generated ]] || source=${header/#include\/perdis/src}.in
        [[ -f $source ]] || offend "$header: listed in CMakeLists.txt, but $source does not exist"
    fi
done <CMakeLists.txt
top=$previous
((${#listed[@]} > 0)) || offend "CMakeLists.txt: no headers under a storey"

# --- what exists is listed -------------------------------------------------------------------------------------------
while IFS= read -r header; do
    [[ -n ${listed[$header]:-} ]] || offend "$header: not listed in CMakeLists.txt"
    lines=$(wc -l <"$header")
    [[ $header == include/perdis/perdis.hpp ]] || ((lines <= 200)) || offend "$header: $lines lines, more than 200"
    grep -q '^#pragma once$' "$header" || offend "$header: no #pragma once"
    ! grep -q '^[[:space:]]*#[[:space:]]*define' "$header" || offend "$header: defines a macro"
done < <(find include -type f -name '*.hpp' | sort)
while IFS= read -r file; do offend "$file: not a header"; done < <(find include -type f ! -name '*.hpp')

same_list() { # same_list FOLDER LIST: the .cpp files below FOLDER and those that LIST names are the same
    local file
    while IFS= read -r file; do offend "$file: not listed in $2"; done < <(comm -23 <(found "$1") <(named "$1" "$2"))
    while IFS= read -r file; do offend "$file: listed in $2, but does not exist"; done \
        < <(comm -13 <(found "$1") <(named "$1" "$2"))
}
found() { find "$1" -path tests/package -prune -o -type f -name '*.cpp' -print | sort; }
named() {
    local prefix=''
    [[ $2 == CMakeLists.txt ]] || prefix=$1/
    sed 's/#.*//' "$2" | grep -oE '[A-Za-z0-9_/]+\.cpp' | sed "s|^|$prefix|" | sort -u || true
}
same_list src CMakeLists.txt
same_list tests tests/CMakeLists.txt

# --- no include goes up or across ------------------------------------------------------------------------------------
storey_of() { if [[ $1 == tool || $1 == . ]]; then echo "$top"; else echo "${storey[$1]:-}"; fi; }
while IFS=: read -r file _ directive; do
    own=${file#include/perdis/} own=${own#src/}
    [[ $own == */* ]] && own=${own%%/*} || own=.
    here=$(storey_of "$own")
    [[ -n $here ]] || { offend "$file: the room $own is in no storey" && continue; }
    target=${directive#*[<\"]} target=${target%%[>\"]*}
    case $directive in
    *'"'*)
        [[ $file == src/* ]] || { offend "$file: includes \"$target\"; write <perdis/...>" && continue; }
        [[ $target == */* ]] || continue
        ;;
    *'<perdis/'*) ;;
    *) continue ;;
    esac
    [[ $target != *..* ]] || { offend "$file: includes \"$target\"; a path with .. hides its storey" && continue; }
    target=${target#perdis/}
    [[ $target == */* ]] && room=${target%%/*} || room=.
    there=$(storey_of "$room")
    if [[ -z $there ]]; then
        offend "$file: includes $target, a room in no storey"
    elif ((there > here)); then
        offend "$file: includes $target: up, from storey $here to storey $there"
    elif [[ $there == "$here" && $room != "$own" && $own != tool && $own != . ]]; then
        offend "$file: includes $target: across, from $own to $room"
    fi
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include' include src --include='*.hpp' --include='*.cpp' --include='*.in')

# --- one door to NLopt and to the FFT, one mouth ---------------------------------------------------------------------
while IFS=: read -r file _; do
    [[ $file == src/numeric/minimise.cpp ]] || offend "$file: includes NLopt; only src/numeric/minimise.cpp may"
done < <(grep -rnE '#[[:space:]]*include[[:space:]]*[<"]nlopt' include src || true)
while IFS=: read -r file _; do
    [[ $file == src/numeric/fft.cpp ]] || offend "$file: includes Eigen's FFT; only src/numeric/fft.cpp may"
done < <(grep -rnE '#[[:space:]]*include[[:space:]]*[<"]unsupported/Eigen/FFT' include src || true)
while IFS=: read -r file line text; do
    case $file in include/perdis/output/* | src/output/* | src/tool/*) continue ;; esac
    [[ $text =~ ^[[:space:]]*// ]] || offend "$file:$line: prints; only output and tool may"
done < <(grep -rnE '\b(std::)?(cout|cerr|clog)\b|\b(std::)?f?(printf|puts|putchar)\(|<iostream>' include src \
    --include='*.hpp' --include='*.cpp' || true)

# --- a test's name begins with its kind; a key after @source is in docs/sources.md -----------------------------------
while IFS=: read -r file line text; do
    [[ $text =~ \"(law|value|agree|limit|refuse):\  ]] || offend "$file:$line: a test's name begins with a kind: $text"
done < <(grep -rnE '^[[:space:]]*(TEMPLATE_[A-Z_]*)?TEST_CASE\(' tests --include='*.cpp' || true)
key='\[([A-Za-z]+[0-9]*[a-z]?)\]'
while IFS=: read -r file line text; do
    [[ $text != *@source* || $text =~ @source.*$key ]] || offend "$file:$line: @source without a [key]"
    while [[ $text =~ $key ]]; do
        grep -qF "**[${BASH_REMATCH[1]}]**" docs/sources.md || offend "$file:$line: [${BASH_REMATCH[1]}] is not in docs/sources.md"
        text=${text/"${BASH_REMATCH[0]}"/}
    done
done < <(grep -rnE '@source|///.*\[[A-Za-z]+[0-9]{4}[a-z]?\]' include src --include='*.hpp' --include='*.cpp' || true)

((offences == 0)) || { printf 'architecture: %d offences\n' "$offences" && exit 1; }
printf 'architecture: %d headers in %d rooms, no offence\n' "${#listed[@]}" "${#storey[@]}"
