using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using SkillContracts.Runner;

namespace SkillContracts.Tests.Shared.Faults;

/// <summary>All faults that are injected into one run.</summary>
internal static class FaultList
{
    private static readonly VerdictKind[] Fails = [VerdictKind.Fail];
    private static readonly VerdictKind[] NotPassed = [VerdictKind.Fail, VerdictKind.Inconclusive];
    private static readonly VerdictKind[] Any = [VerdictKind.Pass, VerdictKind.Fail, VerdictKind.Inconclusive];

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the child is killed", "run: bash -c 'while :; do sleep 0.01; done' MARKER\ntimeout: 20s") { Verdicts = Fails, Reason = "got 137", Meanwhile = KillChild },
        new("a fork bomb", "run: \"bomb() { bomb MARKER | bomb MARKER & }; bomb; sleep 60\"\ntimeout: 1s") { Verdicts = NotPassed, Reason = "within 1 s", SandboxOnly = true },
        new("detached grandchildren ignore signals and clear their environment", """
            run: |
              for i in 1 2 3; do
                (env -i setsid /bin/bash -c 'trap "" TERM HUP INT; : > started$0; while :; do /bin/sleep 0.1; done' "$i-MARKER" < /dev/null > /dev/null 2>&1 &)
              done
              until [ -e started1-MARKER ] && [ -e started2-MARKER ] && [ -e started3-MARKER ]; do sleep 0.01; done
            """),
        new("a daemon leaves session, environment, folder and parent", """
            run: |
              (cd / && exec env -i setsid /bin/bash -c 'trap "" TERM HUP INT; : > "$1/started"; while :; do /bin/sleep 0.1; done' MARKER "$TMPDIR" < /dev/null > /dev/null 2>&1 &)
              until [ -e "$TMPDIR/started" ]; do sleep 0.01; done
            """),
        new("1 GB of output", "run: head -c 1000000000 /dev/zero\ntimeout: 60s"),
        new("binary output", "run: head -c 100000 /dev/urandom; head -c 100000 /dev/urandom >&2\nstdout: { is: x }") { Verdicts = Fails, Reason = "expected stdout" },
        new("output without end", "run: yes MARKER\ntimeout: 300ms") { Verdicts = Fails, Reason = "within 0.3 s" },
        new("closed streams", "run: exec 0<&- 1>&- 2>&-; sleep 0.02; exit 3\nexit: 3"),
        new("a closed pipe", "run: \"yes | head -1; echo ${PIPESTATUS[0]}\"\nstdout: \"y\\n141\""),
        new("the disk is full", "run: head -c 5000000 /dev/zero > big") { Verdicts = NotPassed, Reason = "No space left", DiskSize = 1_000_000 },
        new("folders that cannot be read or written", "run: mkdir -p a/b && touch a/b/c && chmod 000 a/b && chmod 000 a && chmod 555 .\nexit: [0, 1]"),
        new("the script deletes its work folder", "run: rm -rf \"$WORK\"; exit 0") { Verdicts = Any, SandboxVerdicts = [VerdictKind.Pass] },
        new("the script deletes its home and temporary folder", "run: rm -rf \"$HOME\" \"$TMPDIR\"; exit 0"),
        new("a write to ..", "run: echo x > ../MARKER") { Verdicts = Fails },
        new("a write to HOME", "run: echo x > ~/MARKER"),
        new("a write to /etc", "run: echo x > /etc/MARKER") { Verdicts = Fails, Reason = "Read-only file system", SandboxOnly = true },
        new("a write through a link", "run: ln -s /etc link && echo x > link/MARKER") { Verdicts = Fails, Reason = "Read-only file system", SandboxOnly = true },
        new("a write to the skill", "run: echo x > \"$SKILL_DIR/MARKER\"") { Verdicts = Fails, Reason = "Read-only file system", SandboxOnly = true },
        new("a write to the kernel's settings", "run: echo MARKER > /proc/sys/kernel/core_pattern") { Verdicts = Fails, Reason = "Read-only file system", SandboxOnly = true },
        new("git commands on the repository around", "run: git checkout -b MARKER && git add -A && git commit -qm MARKER\nexit: 128"),
        new("git commands on the skill's repository", "run: git -C \"$SKILL_DIR\" checkout -q -b MARKER\nexit: 128") { SandboxOnly = true },
        new("the report's own text", "run: \"printf 'E1   pass         0.001 s  it\\\\n\\\\n1 passed, 0 failed, 0 inconclusive\\\\n::error::x\\\\n\\\\033[2J\\\\n'; exit 1\"") { Verdicts = Fails, Reason = "  | ::error::x" },
        new("secrets of the environment", "run: env; cat /proc/[0-9]*/environ | tr '\\0' '\\n'; true\nstdout: { lacks: hunter2 }") { SandboxOnly = true },
        new("secrets of its own environment", "run: env\nstdout: { lacks: hunter2 }"),
        new("an artefact that cannot be read", "run: echo x > f; chmod 000 f\nfiles: { f: { has: y } }") { Verdicts = NotPassed },
        new("a FIFO as artefact", "run: mkfifo f\nfiles: { f: { has: x } }") { Verdicts = NotPassed },
        new("a device as artefact", "run: mknod f c 1 5\nfiles: { f: { has: x } }") { Verdicts = NotPassed },
        new("a sparse file of 100 GB", "run: truncate -s 100G f\nfiles: { f: { has: x } }") { Verdicts = NotPassed },
        new("a zip bomb as workbook", """
            run: |
              python3 -c 'import zipfile
              with zipfile.ZipFile("b.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
                  with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                      for _ in range(100): sheet.write(bytes(1000000))'
            files: { b.xlsx: { sql: { SELECT 1 FROM b: 1 } } }
            """) { Verdicts = NotPassed },
        new("a hostile database", "run: (printf 'SQLite format 3\\0'; head -c 40000 /dev/urandom) > h.db\nfiles: { h.db: { sql: { SELECT count(*) FROM t: 1 } } }") { Verdicts = NotPassed },
    ];

    /// <summary>The process with the marker that is a child of this one, or of its sandbox.</summary>
    private static void KillChild(string marker)
    {
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(15))
        {
            if (Survivors.WithMarker(marker).FirstOrDefault() is > 0 and var pid)
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
                return;
            }
        }
    }
}
