using System;
using System.Linq;
using System.Text;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Tests.Parsing;

/// <summary>Valid documents and contracts, damaged at random; the same seed gives the same damage.</summary>
internal static class Mutations
{
    private static readonly string[] Documents =
    [
        """
        ---
        name: demo
        description: >-
          Turns `in` into **out** --- and: back.
        license: MIT
        compatibility: "python3, git"
        metadata:
          version: "1"
        allowed-tools: Bash(git:*) Read
        ---
        # Demo

        Run `scripts/a.py`; it exits 2 when [the input](in.md) is missing.

        ## Exit codes

        | Code | Meaning |
        |------|---------|
        | 0 | fine |
        | `1` | **odd** \| even |
        | 3-5 | no rows |
        | other | broken |

        ### scripts/b.sh

        ```bash
        bash scripts/b.sh in --all
        ```

        - Exit 0 → fine
        - **Exit Code 1**: odd
          - nested: `2` — worse

        > | Error | Exit code |
        > |-------|-----------|
        > | E1 | non-zero |
        """,
        "\n# No frontmatter\r\n\r\n* 0: a\r\n* 1: b\r\n",
        """
        ---
        name: demo
        description: Codes in other forms.
        ---
        Exit codes: `0` = fine · 1 = odd, 3-5 = worse;
        non-zero = broken. It exits with 2 when `scripts/b.sh` (exit 3) fails, and exits non-zero on findings.

        - **Exit codes**: 0 all pass; 1 a file fails
          structure; 2 usage.

        | Script | Exit codes |
        |--------|------------|
        | `a.py` | 0=ok, 1=error |
        | b.sh | `0` ok; `10` found; **2, block** |

        | Type | Exit 0 | Exit 2 | Other |
        |------|--------|--------|-------|
        | x | go | stop | — |

        ```bash
        python3 scripts/a.py in  # exit 1 on regression
        echo "exit=$?"   # 0 = fine, 2 = bad
        if [ $? -ne 0 ]; then echo "odd"; fi

        # Exit codes:
        #   0: fine
        #   10: odd
        ```

        退出码：0 表示成功，1 表示错误。終了コード 2 で終了。종료 코드 3. Código de saída: 4 = falha. Check the exit code. `0` means done.
        """,
    ];

    private static readonly string[] Contracts =
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
            git: origin
          - name: steps
            steps:
              - run: cmp a b
        untested: { a million rows: takes an hour }
        """,
    ];

    private static readonly string[] Pieces =
    [
        "---\n", "...\n", "\t", "\r", "\r\n", "\n", "\0", "\u0085", "\u2028", "\ufeff", "\ud800", "😀", "٣", "- ", ": ", " #", "#", "&a ", "*a ", "!t ", "? ", "| ", "> ", "|-\n",
        "[", "]", "{", "}", "\"", "'", "`", "*", "_", "<a ", "\\", "$", "${", "$format", "%", "@", "0", "999", "-", "|", "||||", "../", "/", "exit", "Exit codes\n", "name", "version: 2\n",
        "<<: ", "exit 2 ", "exit codes: 0 = a, ", "# exit 1\n", "$? ", "(", ")", "退出码 1 ", "non-zero exit ", "`0` ", " = ", "128+N", "\\\n", "experiments:\n", "```\n", "## ", "1. ", "    ", "[a]: b\n", "(((", "~", "null", "non-zero", "1 tO 2",
    ];

    /// <summary>Null when the parser does with the damaged texts what it must; else the seed and what happened.</summary>
    public static string? FaultOf(int seed)
    {
        var random = new Random(seed);
        var document = Damage(Documents[random.Next(Documents.Length)], random);
        var contract = Damage(Contracts[random.Next(Contracts.Length)], random);
        var header = Damage("# exits 2 when\n# Exit codes:\n#   0: fine\n#   1: odd,\n#      or even\n# Exit 3 = bad\n# Exit 4 = worse\n", random);
        try
        {
            var parsed = Skills.Parse(
                new SourceFile("demo/SKILL.md", document),
                new SourceFile("demo/evals/contract.yaml", contract),
                files: ["scripts/a.py", "scripts/b.sh"],
                fixtures: ["fixtures/two/a.csv"],
                scripts: [new SourceFile("demo/scripts/a.py", header)]);
            var outside = parsed.Problems.FirstOrDefault(problem =>
                problem.Place.Line < 1
                || problem.Place.Line > Lines(problem.Place.Path.EndsWith("SKILL.md", StringComparison.Ordinal) ? document : contract)
                || problem.Place.Column < 1
                || problem.ToString().Contains('\n', StringComparison.Ordinal));
            var claim = parsed.Contract.ExitCodes.FirstOrDefault(claim =>
                claim.Place.Line < 1 || claim.Place.Line > Lines(claim.Place.Path.EndsWith("SKILL.md", StringComparison.Ordinal) ? document : header));
            return outside is not null ? Show($"{outside} lies outside", seed, document, contract)
                : claim is not null ? Show($"{claim} lies outside", seed, document, contract)
                : null;
        }
        catch (Exception exception)
        {
            return Show(exception.ToString(), seed, document, contract);
        }
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var i = random.Next(6); i > 0; i--)
        {
            var (at, length) = (random.Next(damaged.Length + 1), random.Next(12));
            var part = damaged.ToString(at, Math.Min(length, damaged.Length - at));
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(at, part.Length);
                    break;
                case 1:
                    damaged.Insert(random.Next(damaged.Length + 1), part);
                    break;
                case 2:
                    damaged.Insert(at, string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 4))));
                    break;
                default:
                    damaged.Remove(at, part.Length).Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return random.Next(8) == 0 ? damaged.Replace("\n", "\r\n").ToString() : damaged.ToString();
    }

    private static int Lines(string text) => text.Count(character => character == '\n') + 1;

    private static string Show(string fault, int seed, string document, string contract) =>
        $"seed {seed}: {fault}\n--- SKILL.md\n{document}\n--- contract.yaml\n{contract}";
}
