using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SkillContracts.Benchmarks;

/// <summary>Skills of the size that published ones have: 167 lines at the median, one in five with a script, one in ten with exit codes.</summary>
internal static class SyntheticSkills
{
    private static readonly string[] Words =
        "the skill reads a file and writes rows into tables when an option is given or else it prints what would change so that people can look first".Split(' ');

    public static void Write(string root, int count)
    {
        Directory.CreateDirectory(Path.Combine(root, ".git"));
        for (var number = 0; number < count; number++)
        {
            var random = new Random(number);
            var folder = Path.Combine(root, "skills", Name(number));
            Directory.CreateDirectory(folder);
            var hasScript = number % 5 == 0;
            File.WriteAllText(Path.Combine(folder, "SKILL.md"), Document(number, hasScript, random));
            if (hasScript)
            {
                Directory.CreateDirectory(Path.Combine(folder, "scripts"));
                File.WriteAllText(Path.Combine(folder, "scripts", "convert.py"), Script(random));
            }
        }
    }

    public static string Document(int number, bool hasScript, Random random)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\nname: {Name(number)}\ndescription: {Sentence(random, 35)} Use when people ask for it.\nlicense: MIT\nmetadata:\n  version: \"1.0\"\n---\n\n# {Name(number)}\n");
        for (var section = random.Next(4, 14); section > 0; section--)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Sentence(random, 3)}\n\n{Sentence(random, 40)} See `SKILL.md` and **{Sentence(random, 2)}**.\n\n");
            for (var item = random.Next(2, 7); item > 0; item--)
            {
                text.Append(CultureInfo.InvariantCulture, $"- **{Sentence(random, 2)}**: {Sentence(random, 9)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\n```bash\n{(hasScript ? "python3 scripts/convert.py in.csv --out out.db" : "ls -la")}\n```\n");
        }

        if (number % 10 == 0)
        {
            text.Append("\n## Exit codes\n\n| Exit code | Meaning |\n|---|---|\n| 0 | done |\n| 1 | nothing found |\n| 2 | usage error |\n");
        }

        return text.ToString();
    }

    private static string Script(Random random) =>
        "import argparse\nimport sys\n\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument('path')\n    parser.add_argument('--out', default='out.db')\n    args = parser.parse_args()\n"
        + string.Concat(Enumerable.Range(0, random.Next(20, 150)).Select(line => $"    value_{line} = '{Sentence(random, 5)}' + args.path  # {Sentence(random, 4)}\n"))
        + "    return 0 if args.path else 1\n\n\nif __name__ == '__main__':\n    sys.exit(main())\n";

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"skill-{number:00000}");

    private static string Sentence(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
