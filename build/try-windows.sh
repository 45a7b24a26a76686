#!/usr/bin/env bash
# Tries the Windows build of skillcontracts under Wine: what docs/isolation.md says of Windows, row by row.
# Needs the .NET 10 SDK, which takes the runtime for win-x64 from NuGet, and wine (Debian: apt-get install wine wine64). Installs nothing.
# Everything is made below a temporary folder; ends with 1 when a check fails, with 2 when something is missing.
set -uo pipefail
cd "$(dirname "$0")/.."

for tool in dotnet wine wineserver; do
  command -v "$tool" > /dev/null || { echo "$tool is not on PATH; see the head of $0" >&2; exit 2; }
done

base=$(mktemp -d)
export WINEPREFIX=$base/prefix WINEDEBUG=-all DISPLAY= DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export SECRET_OF_THE_CALLER=hunter2
drive=$WINEPREFIX/drive_c
trap 'wineserver -k; wineserver -w; rm -rf "$base"' EXIT

failed=0
checked=0
check() { # NAME, then a command that must succeed
  local name=$1; shift
  checked=$((checked + 1))
  if "$@"; then echo "  ok      $name"; else echo "  FAILED  $name"; failed=$((failed + 1)); fi
}
has() { [[ $1 == *"$2"* ]]; }
# Wine's programs are processes of Linux: their arguments tell whose they are.
with_marker() { grep -lsaE -- "[${1:0:1}]${1:1}" /proc/[0-9]*/cmdline | while IFS=/ read -r _ _ id _; do [ "$id" = $$ ] || echo "$id"; done; }
none_with() { for ((turn = 0; turn < 100; turn++)); do [ -z "$(with_marker "$1")" ] && return 0; sleep 0.05; done; return 1; }
some_with() { for ((turn = 0; turn < 400; turn++)); do [ "$(with_marker "$1" | wc -l)" -ge "$2" ] && return 0; sleep 0.05; done; return 1; }

echo "== build"
publish() { dotnet publish "$1" -r win-x64 --self-contained -p:DebugType=none -o "$2" -v quiet || exit 2; }
publish src/SkillContracts.Cli "$base/cli"
publish tests/SkillContracts.Windows "$base/probe"

echo "== $(wine --version 2> /dev/null | head -n 1)"
WINEDLLOVERRIDES="mscoree=d;mshtml=d" timeout 120 wineboot -i > /dev/null 2>&1
wineserver -w; wineserver -p
timeout 60 wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null 2>&1
# Else each crash starts a debugger, which prints to the crashed program's stderr.
timeout 60 wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug' /v Debugger /d false /f > /dev/null 2>&1
mv "$base/cli" "$drive/cli$$"
mv "$base/probe" "$drive/probe"
for name in tool.exe python.exe; do cp "$drive/probe/SkillContracts.Windows.exe" "$drive/probe/$name"; done
export WINEPATH='C:\probe'
# Into a file: a process that survives would hold a pipe.
eval_in() {
  (cd "$1" && shift && timeout 300 wine "C:\\cli$$\\skillcontracts.exe" "$@" > "$base/output" 2>&1)
  local code=$?
  tr -d '\r' < "$base/output"
  return $code
}

repository=$drive/repository
skill=$repository/skills/tool
mkdir -p "$skill/evals" "$skill/scripts" "$repository/.git"
cat > "$skill/SKILL.md" <<'END'
---
name: tool
description: Does what a test asks for. Use it in tests.
---

# Tool

Run `scripts/x.py` or `scripts/x.cmd`.
END
echo '#' > "$skill/scripts/x.py"
printf '#!/usr/bin/tool\n' > "$skill/scripts/plain"
cp "$drive/windows/system32/cmd.exe" "$skill/scripts/program.exe"
printf '@echo %%1\r\n' > "$skill/scripts/x.cmd"

# NAME ~ VERDICT ~ words of the report ~ the keys, an empty line behind
rows() {
  cat <<'END'
exit code of cmd ~ pass ~
run: [cmd, /d, /c, "exit 3"]
exit: 3

another exit code ~ fail ~ expected exit code 4; got 3
run: [cmd, /d, /c, "exit 3"]
exit: 4

arguments ~ pass ~
run: [tool, words, "a b", 'c"d', 'e\', "", "f\\\"g", "%PATH%", "&|<>^"]
stdout: 'a b|c"d|e\||f\"g|%PATH%|&|<>^'

streams ~ pass ~
run: [cmd, /d, /c, "echo out& echo err>&2"]
stdout: out
stderr: { has: err }

standard input ~ pass ~
run: [tool, cat]
stdin: "one\ntwo"
stdout: "one\ntwo"

no standard input ~ pass ~
run: [tool, cat]
stdout: ""

variables ~ pass ~
run: [tool, env]
env: { OWN: "x y" }
stdout: { lacks: [hunter2, SECRET_OF], has: ["OWN=x y", "WORK=$WORK", 'USERPROFILE=', 'APPDATA=', 'LOCALAPPDATA=', 'TEMP=', 'SystemRoot=', 'ComSpec=', 'PATHEXT=', CLAUDE_SKILL_DIR=$SKILL_DIR] }

a script by its extension ~ pass ~
run: [scripts/x.py, a]
exit: 64
stderr: { matches: 'unknown: .*x\.py a' }
allow: [usage]

a script by its shebang ~ pass ~
run: [scripts/plain, a]
exit: 64
stderr: { matches: 'unknown: .*plain a' }
allow: [usage]

a program of the skill ~ pass ~
run: [scripts/program.exe, /c, "exit 5"]
exit: 5

a variable in other letters ~ pass ~
run: [tool, env]
env: { path: own }
stdout: { matches: '(?i)^path=own$', lacks: ['C:\probe'] }

files ~ pass ~
fixtures: { in/a.txt: hello }
run: [tool, write, out/b.txt, text]
files: { out/b.txt: { is: text }, "in/*.txt": exists }
changes: [out/**]

a file too many ~ fail ~ created out/b.txt
run: [tool, write, out/b.txt, text]
changes: []

a read-only file ~ pass ~
run: [tool, freeze, frozen.txt]

time limit ~ fail ~ an end within 3 s
run: [tool, leave, marker-of-the-limit, deep]
timeout: 3s

left behind ~ pass ~
run: [tool, leave, marker-left-behind]
stdout: left

1 GB of output ~ pass ~
run: [tool, flood, "1073741824"]

1 GB of judged output ~ inconclusive ~ 1073741824 bytes
run: [tool, flood, "1073741824"]
stdout: { has: x }

access violation ~ fail ~ a crash: ended by exception 0xC0000
run: [tool, violate]
exit: nonzero

code of an access violation ~ fail ~ got 0xC0000005, a crash: ended by exception 0xC0000005
run: [tool, exit, "3221225477"]
exit: nonzero

exception of .NET ~ fail ~ a crash: ended by exception 0xE0434352
run: [tool, throw]
exit: nonzero

a crash that is meant ~ pass ~
run: [tool, throw]
exit: nonzero
allow: [crash]

a code over 255 ~ pass ~
run: [tool, exit, "9009"]
exit: nonzero

a negative code ~ pass ~
run: [tool, exit, "-1"]
exit: nonzero

a negative code where 0 is expected ~ fail ~ expected exit code 0; got 0xFFFFFFFF
run: [tool, exit, "-1"]

a batch file ~ inconclusive ~ 'x.cmd' is a batch file
run: [scripts/x.cmd, "a&b"]

no such program ~ inconclusive ~ 'no-such-program' is not on PATH
run: [no-such-program]

required program ~ inconclusive ~ 'no-such-program', which the experiment requires, is missing
run: [tool, exit, "0"]
requires: [no-such-program]

a shell text ~ inconclusive ~ install Git for Windows
run: echo one

a repository ~ inconclusive ~ install Git for Windows
run: [tool, exit, "0"]
git: true

services ~ inconclusive ~ 'services' are started
run: [tool, exit, "0"]
services: { db: { start: sleep 100 } }

fake ~ inconclusive ~ 'fake'
run: [tool, exit, "0"]
fake: { gh: exit 1 }

without ~ inconclusive ~ 'without'
run: [tool, exit, "0"]
without: [git]

mode ~ inconclusive ~ 'mode'
run: [tool, write, a.txt, b]
files: { a.txt: { mode: "644" } }
END
}
declare -A verdicts words
names=()
{
  printf 'version: 1\nexperiments:\n'
  while IFS= read -r line; do
    if [[ $line =~ ^(.*)\ ~\ (.*)\ ~\ ?(.*)$ ]]; then
      name=${BASH_REMATCH[1]}; names+=("$name"); verdicts[$name]=${BASH_REMATCH[2]}; words[$name]=${BASH_REMATCH[3]}
      printf '  - name: %s\n' "$name"
    else
      printf '    %s\n' "${line//marker/marker$$}"
    fi
  done
} < <(rows) > "$skill/evals/contract.yaml"

echo "== rows"
report=$(eval_in "$repository" eval skills)
code=$?
[ -n "${SHOW:-}" ] && echo "$report"
judged() { # NAME VERDICT WORDS
  local number
  number=$(sed -nE "s/^  (E[0-9]+) +$2 .*  $1\$/\1/p" <<< "$report")
  [ -n "$number" ] && has "$(sed -n "/^$number $2: /,/^\$/p" <<< "$report")" "$3"
}
for name in "${names[@]}"; do check "$name: ${verdicts[$name]}" judged "$name" "${verdicts[$name]}" "${words[$name]}"; done
check "exit code 1, a claim failed" [ "$code" = 1 ]
check "the level is told" has "$report" "isolation: folder"
check "nothing is left of the time limit" none_with marker$$-of-the-limit
check "nothing is left behind" none_with marker$$-left-behind

echo "== again, over the folders of the first run"
report=$(eval_in "$repository" eval skills --filter "a read-only file")
check "a read-only file is no obstacle" has "$report" "1 passed"
check "undo removes the folders" eval_in "$repository" undo
check "and nothing is kept" [ -z "$(find "$drive/users" "$drive/windows/temp" -path '*skillcontracts-*' -name work 2> /dev/null)" ]
check "nor tmp/eval" [ ! -e "$repository/tmp/eval" ]

echo "== one run on a skill at a time, and a runner that is killed"
cat > "$skill/evals/contract.yaml" <<'END'
version: 1
experiments:
  - name: long
    run: [tool, leave, MARKER-of-the-killed, deep]
    timeout: 10m
END
sed -i "s/MARKER/marker$$/" "$skill/evals/contract.yaml"
(cd "$repository" && exec wine "C:\\cli$$\\skillcontracts.exe" eval skills > "$base/first" 2>&1) &
disown
check "the script and its detached grandchild run" some_with marker$$-of-the-killed 3
(cd "$repository" && exec wine "C:\\cli$$\\skillcontracts.exe" eval skills > "$base/second" 2>&1) &
disown
second_waits() { for ((turn = 0; turn < 200; turn++)); do grep -q 'another run on this skill goes first' "$base/second" && return 0; sleep 0.05; done; cat "$base/second"; return 1; }
check "the second run waits" second_waits
ours=$(with_marker "cli$$.skillcontracts.exe")
check "two runners" [ "$(wc -l <<< "$ours")" = 2 ]
# The one that waits started later.
first=$(sort -n <<< "$ours" | head -n 1); second=$(sort -n <<< "$ours" | tail -n 1)
kill -KILL "$second"
sleep 0.5
check "the kill of the one that waits ends nothing" some_with marker$$-of-the-killed 3
kill -KILL "$first"
check "kill -9 of the runner ends all that it started" none_with marker$$-of-the-killed
cat > "$skill/evals/contract.yaml" <<'END'
version: 1
experiments:
  - name: next
    run: [cmd, /d, /c, dir, /b]
    stdout: ""
END
report=$(eval_in "$repository" eval skills)
check "the next run starts clean" has "$report" "1 passed"
cat > "$skill/evals/contract.yaml" <<'END'
version: 1
experiments:
  - name: outside
    run: [tool, write, $SKILL_DIR/scripts/new.txt, text]
END
report=$(eval_in "$repository" eval skills)
check "a change of the skill is seen" has "$report" "got created scripts/new.txt"

echo "== a shell text goes to the bash of Git for Windows, never to that of WSL"
cat > "$skill/evals/contract.yaml" <<'END'
version: 1
experiments:
  - name: text
    run: echo "one" | cat
    stdout: 'bash was given: echo "one" | cat'
END
cp "$drive/probe/SkillContracts.Windows.exe" "$drive/windows/system32/bash.exe"
report=$(eval_in "$repository" eval skills)
check "not that of system32" has "$report" "1 inconclusive"
mkdir -p "$drive/Program Files/Git"
cp -r "$drive/probe" "$drive/Program Files/Git/bin"
cp "$drive/probe/SkillContracts.Windows.exe" "$drive/Program Files/Git/bin/bash.exe"
report=$(eval_in "$repository" eval skills)
check "that of Git" has "$report" "1 passed"
[ -n "${SHOW:-}" ] && echo "$report"

echo "== arguments and variables arrive as they were given"
check "property" timeout 300 wine 'C:\probe\SkillContracts.Windows.exe' property "${1:-25}" "${2:-1}"

check "a cancelled run" timeout 60 wine 'C:\probe\SkillContracts.Windows.exe' cancel marker$$-of-the-cancelled
check "nothing is left of it" none_with marker$$-of-the-cancelled
check "no other handle is inherited" timeout 60 wine 'C:\probe\SkillContracts.Windows.exe' handles

echo "$checked checks, $failed failed"
[ "$failed" = 0 ]
