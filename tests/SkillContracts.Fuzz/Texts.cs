namespace SkillContracts.Fuzz;

/// <summary>Texts without faults that damage starts from.</summary>
internal static class Texts
{
    public static readonly string[] Files = ["SKILL.md", "references/a.md"];

    public static readonly string[] Fixtures = ["fixtures/two/a.csv"];

    public static readonly string[] Documents =
    [
        """
        ---
        name: demo
        description: >-
          Turns `in` into **out** --- and: back. Use when "a table" is wanted.
        license: MIT
        compatibility: "python3, git"
        metadata:
          version: "1"
          tags: [a, b]
        allowed-tools: Bash(git:*) Read
        ---
        # Demo

        <!-- skillcontracts-ignore SKC5003: made later -->
        See [it](references/gone.md).

        Run `scripts/a.py`; it exits 2 when [the input](in.md) is missing, and non-zero on failure.

        ## Exit codes

        | Code | Meaning |
        |------|---------|
        | 0 | fine |
        | `1` | **odd** \| even |
        | 3-5 | no rows |
        | other | broken |

        ### scripts/b.sh

        ```bash
        $ bash scripts/b.sh in.csv --all -o "out file.db" \
            --mode fast   # exit 1 on regression
        cat <<'EOF' > x.json
        EOF
        ```

        - Exit 0 → fine
        - **Exit Code 1**: odd
          - nested: `2` — worse

        **Exit codes:** 0 = ok · 1 = bad; 2: usage

        > | Error | Exit code |
        > |-------|-----------|
        > | E1 | non-zero |
        """,
        """
        ---
        name: two-scripts
        description: Reads: things, and 'writes' "others"
        version: 1.2
        author: Somebody # really
        tools: Read, Write
        allowed-tools:
          - Bash(git:*)
          - "Read"
        disable-model-invocation: true
        ---

        | Script | Exit codes |
        |---|---|
        | `scripts/a.py` | `0` ok; `10` found; `1` error |
        | `scripts/b.sh` | 0=ok, 1=error |

        | Flag | Default | Description |
        |---|---|---|
        | `--mode fast\|slow` | `fast` | how |
        | `-o`, `--out FILE` | - | where: a, b, or c (default: x.db) |

        ```text
        usage: a.py [-h] [--mode {fast,slow}] --out OUT

        options:
          -q, --quiet   says nothing
        # Exit codes:
        #   0: Success
        #   10: Warning
        ```

        退出码：0 = 成功，1 = 失败。終了コード 2 は引数エラー。
        """,
        "\n# No frontmatter\r\n\r\n* 0: a\r\n* 1: b\r\n",
    ];

    public static readonly string[] Contracts =
    [
        """
        version: 1
        requires: [python3]                     # a tool
        timeout: 60s
        env: { A: b }
        experiments:
          - name: rows hold in $format
            claim: exits 2 when
            each:
              - { format: sqlite, out: o.db }
              - { format: csv,    out: out }
            fixtures: [fixtures/two, { a.txt: "x\n" }]
            run: python3 scripts/a.py in $out --format $format
            stdout: |
              wrote [..] rows to $out
              ...
            changes: [$out]
            files:
              $out: { sql: { SELECT count(*) FROM item WHERE id NOT IN (SELECT id FROM owner): 0 } }
              x.json: { json: { a: 1, b: ["...", null] } }
          - name: refuses
            claim: "| 2 | output exists |"
            run: [scripts/a.py, in]
            exit: [2, 3-5]
            stderr: { has: already, lacks: [a, b], matches: '^x+$' }
            changes: []
        untested: { a million rows: takes an hour }
        """,
    ];

    /// <summary>By the name of the file that they are given.</summary>
    public static readonly (string Path, string Text)[] Scripts =
    [
        ("scripts/a.py", """"
            #!/usr/bin/env python3
            """Reads things.

            Exit codes:
              0  done
              1  nothing found
              2  usage error
            """
            import argparse
            import sys

            EXIT_NONE = 1


            def main(argv=None):
                parser = argparse.ArgumentParser(description=__doc__, epilog="exits 3 when the disk is full")
                group = parser.add_mutually_exclusive_group(required=True)
                group.add_argument("-o", "--out", default="x.db", help="where")
                parser.add_argument("--mode", choices=["fast", "slow"], default="fast")
                args, rest = parser.parse_known_args(argv)
                if not args.out:
                    parser.error("no")
                try:
                    return EXIT_NONE if args.mode == "slow" else 0
                except OSError as fault:
                    raise SystemExit(f"{fault}")


            if __name__ == "__main__":
                sys.exit(main())
            """"),
        ("scripts/b.sh", """
            #!/usr/bin/env bash
            # Exit codes: 0 = ok, 1 = bad, 2 = usage
            set -euo pipefail
            usage() { cat <<EOF
            usage: b.sh [--all] IN
            EOF
              exit 2
            }
            while [ $# -gt 0 ]; do
              case "$1" in
                --all|-a) all=1 ;;
                -o) out="$2"; shift ;;
                -h|--help) usage ;;
                *) break ;;
              esac
              shift
            done
            getopts "ab:" opt || true
            : "${1:?no input}"
            [ -e "$1" ] || { echo "missing: $(basename "$1")" >&2; exit 1; }
            trap 'rm -f "$tmp"' EXIT
            exit 0
            """),
        ("scripts/c.mjs", """
            #!/usr/bin/env node
            // Exit codes: 0 ok, 4 broken
            import { parseArgs } from 'node:util';
            import { Command } from 'commander';
            const { values } = parseArgs({ options: { out: { type: 'string', short: 'o', default: 'x' }, all: { type: 'boolean' } } });
            new Command().requiredOption('-i, --input <path>', 'what').option('--no-color', `template ${values.out}`).parse();
            if (/['"]exit\(1\)/.test(values.out)) { process.exitCode = 3; }
            try { run(); } catch { process.exit(4); }
            throw new Error('never');
            """),
    ];

    public static readonly string[] Pieces =
    [
        "---\n", "...\n", "\t", "\r", "\r\n", "\n", "\0", "\u0085", "\u2028", "\ufeff", "\ud800", "\udc00", "😀", "٣", "- ", ": ", " #", "#", "&a ", "*a ", "!t ", "!!binary ", "? ", "| ", "> ", "|-\n",
        "[", "]", "{", "}", "\"", "'", "`", "*", "_", "<a ", "\\", "$", "${", "$(", "$format", "%", "@", "0", "999", "-", "|", "||||", "../", "/", "exit", "Exit codes\n", "exit code ", "name", "version: 2\n",
        "<<: ", "experiments:\n", "```\n", "```bash\n", "~~~", "## ", "1. ", "    ", "[a]: b\n", "(((", ")))", "~", "null", "non-zero", "1 tO 2", "--flag ", "--flag=", "<<EOF\n", "EOF\n", "\"\"\"", "'''", "f\"{",
        "sys.exit(", "raise SystemExit", "process.exit(", "add_argument(", "case ", "esac", "<!-- skillcontracts-ignore SKC1003: x -->\n\n", "<!--", "-->", "scripts/a.py", "退出码", "；", "→", " = ", "$?",
    ];
}
