#!/usr/bin/env bash
# Digest log files: lines per level, first and last time, the most frequent messages.
#
#   bash scripts/log-digest.sh [--json] [--top N] [--level LEVEL] [--fail] [--out FILE] [FILE...]
#   bash scripts/log-digest.sh --install-hook
#
# Exit codes:
#   0  digested
#   1  digested, and with --fail an ERROR or FATAL line was found
#   2  usage error, or the output exists
#   3  a file cannot be read, or holds no log line
#   4  gzip is needed and missing, or a file is damaged

set -u
PROG=log-digest
export LC_ALL=C

usage() {
    cat <<'TEXT'
usage: bash scripts/log-digest.sh [--json] [--top N] [--level LEVEL] [--fail] [--out FILE] [FILE...]
       bash scripts/log-digest.sh --install-hook
TEXT
}

end() { # code, message
    printf '%s: %s\n' "$PROG" "$2" >&2
    exit "$1"
}

install_hook() {
    local folder
    folder=$(git rev-parse --git-path hooks 2> /dev/null) || end 2 'not inside a git repository'
    [ ! -e "$folder/post-merge" ] || end 2 "$folder/post-merge already exists"
    mkdir -p "$folder" || end 3 "$folder: cannot be written"
    cat > "$folder/post-merge" <<'HOOK' || end 3 "$folder: cannot be written"
#!/bin/sh
# Written by log-digest: how many lines of log a merge has brought.
git diff --numstat ORIG_HEAD HEAD -- '*.log'
HOOK
    chmod 755 "$folder/post-merge"
    printf 'wrote %s\n' "$folder/post-merge"
}

json=0 top=5 least=DEBUG fail=0 out='' hook=0
files=()
while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --json) json=1 ;;
        --fail) fail=1 ;;
        --install-hook) hook=1 ;;
        --top | --level | --out)
            [ $# -gt 1 ] || end 2 "$1 needs a value"
            case $1 in --top) top=$2 ;; --level) least=$2 ;; --out) out=$2 ;; esac
            shift ;;
        --) shift; files+=("$@"); break ;;
        -) files+=(-) ;;
        -*) end 2 "unknown option $1" ;;
        *) files+=("$1") ;;
    esac
    shift
done
case $top in '' | *[!0-9]* | ????*) end 2 '--top needs a number from 0 to 999' ;; esac
case $least in DEBUG | INFO | WARN | ERROR | FATAL) ;; *) end 2 '--level needs DEBUG, INFO, WARN, ERROR or FATAL' ;; esac

if [ "$hook" = 1 ]; then
    [ ${#files[@]} = 0 ] || end 2 '--install-hook takes no file'
    install_hook
    exit 0
fi

[ ${#files[@]} -gt 0 ] || files=(-)
[ -z "$out" ] || { [ ! -e "$out" ] && [ ! -L "$out" ]; } || end 2 "$out already exists"
scratch=$(mktemp -d) || end 3 'no temporary folder'
trap 'rm -rf "$scratch"' EXIT

for file in "${files[@]}"; do
    case $file in
        -) cat ;;
        *.gz)
            [ -f "$file" ] && [ -r "$file" ] || end 3 "$file: cannot be read"
            command -v gzip > /dev/null || end 4 "$file: gzip is not installed"
            gzip -dc < "$file" 2> /dev/null || end 4 "$file: damaged" ;;
        *)
            [ -f "$file" ] && [ -r "$file" ] || end 3 "$file: cannot be read"
            cat < "$file" || end 3 "$file: cannot be read" ;;
    esac
    printf '\n' # a file may end within its last line
done > "$scratch/all" || exit

# LEVEL, TIME and MESSAGE of each line, with tabs between them.
awk -v least="$least" '
    BEGIN {
        split("DEBUG INFO WARN ERROR FATAL", names, " ")
        for (i in names) rank[names[i]] = i
        rank["WARNING"] = rank["WARN"]; rank["CRITICAL"] = rank["FATAL"]
    }
    {
        sub(/\r$/, "")
        if (!match($0, /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][T ][0-9][0-9]:[0-9][0-9]:[0-9][0-9][.,0-9]*Z? +/)) next
        time = substr($0, 1, 19); sub(/T/, " ", time)
        text = substr($0, RLENGTH + 1)
        level = text; sub(/[^A-Za-z\[].*/, "", level); sub(/ .*/, "", level)
        gsub(/\[/, "", level)
        if (!(level in rank) || rank[level] < rank[least]) next
        sub(/^\[?[A-Za-z]+\]?:? */, "", text)
        gsub(/\t/, " ", text)
        gsub(/[0-9]+/, "#", text)
        printf "%s\t%s\t%s\n", names[rank[level]], time, text
    }
' "$scratch/all" > "$scratch/lines"
[ -s "$scratch/lines" ] || end 3 'no log line'

cut -f 3 "$scratch/lines" | sort | uniq -c | sort -k 1,1nr -k 2 | head -n "$top" > "$scratch/top"

digest() {
    awk -F '\t' -v json="$json" -v made="$(date -u +%Y-%m-%dT%H:%M:%SZ)" '
        function quoted(text) {
            gsub(/[\\"]/, "\\\\&", text); gsub(/[\001-\037]/, "?", text)
            return "\"" text "\""
        }
        FILENAME ~ /lines$/ {
            count[$1]++; total++
            if (first == "" || $2 < first) first = $2
            if ($2 > last) last = $2
            next
        }
        {
            match($0, /^ *[0-9]+ /)
            times[++shown] = substr($0, 1, RLENGTH) + 0
            message[shown] = substr($0, RLENGTH + 1)
        }
        END {
            size = split("DEBUG INFO WARN ERROR FATAL", names, " ")
            if (json) {
                printf "{\"made\":%s,\"lines\":%d,\"first\":%s,\"last\":%s,\"levels\":{", quoted(made), total, quoted(first), quoted(last)
                for (i = 1; i <= size; i++) printf "%s\"%s\":%d", (i > 1 ? "," : ""), names[i], count[names[i]]
                printf "},\"top\":["
                for (i = 1; i <= shown; i++) printf "%s{\"count\":%d,\"message\":%s}", (i > 1 ? "," : ""), times[i], quoted(message[i])
                print "]}"
            } else {
                print "made  " made
                print "first " first
                print "last  " last
                for (i = 1; i <= size; i++) if (count[names[i]]) printf "%-5s %d\n", names[i], count[names[i]]
                for (i = 1; i <= shown; i++) printf "%5d x %s\n", times[i], message[i]
            }
        }
    ' "$scratch/lines" "$scratch/top"
}

if [ -n "$out" ]; then
    digest > "$scratch/digest" || end 3 'no digest'
    chmod 640 "$scratch/digest"
    mv -n "$scratch/digest" "$out" 2> /dev/null && [ ! -e "$scratch/digest" ] || end 3 "$out: cannot be written"
    printf 'wrote %s\n' "$out"
else
    digest
fi

[ "$fail" = 0 ] || ! grep -q -e '^ERROR' -e '^FATAL' "$scratch/lines" || exit 1
exit 0
