using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Findings;

/// <summary>The scripts of a skill by their paths relative to its folder.</summary>
internal sealed class SkillCode
{
    private const int Deepest = 5;

    private readonly Dictionary<string, ScriptText> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownFlags> _flags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files;

    public SkillCode(SkillSource source)
    {
        var prefix = source.Folder == "." ? "" : source.Folder + "/";
        foreach (var script in source.Scripts)
        {
            _scripts[script.Path.StartsWith(prefix, StringComparison.Ordinal) ? script.Path.Substring(prefix.Length) : script.Path] = script;
        }

        _files = new HashSet<string>(source.Files, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<string> Paths => _scripts.Keys;

    public ScriptText? Find(string? path) => path is not null && _scripts.TryGetValue(path, out var script) ? script : null;

    /// <summary>The flags of a script that is there.</summary>
    public KnownFlags FlagsOf(string path)
    {
        if (!_flags.TryGetValue(path, out var flags))
        {
            _flags.Add(path, flags = new KnownFlags(_scripts[path].Facts));
        }

        return flags;
    }

    /// <summary>Why a script may know flags that its facts do not hold: one without a parser may leave the command line to a module of its own.</summary>
    public string? FlagsUnknown(string path) => Find(path)?.Facts is not { } facts ? "the script is not read"
        : facts.FlagsUnknown is { } unknown ? unknown
        : facts.Parser == ArgumentParser.None && facts.Imports.Count > 0 ? facts.Imports[0].Name + " may read the command line"
        : null;

    /// <summary>Why a script may end with codes that its facts do not hold, own modules included; null when they are all.</summary>
    public string? CodesUnknown(string path, int depth = 0)
    {
        if (Find(path)?.Facts is not { } facts)
        {
            return "the script is not read";
        }

        return facts.CodesUnknown ?? facts.Imports
            .Where(import => Candidates(path, import.Name).Any(file => EndsItself(file, depth)))
            .Select(import => "line " + import.Line.ToString(CultureInfo.InvariantCulture) + ": " + import.Name + " may end the script")
            .FirstOrDefault();
    }

    /// <summary>True for a module of the skill that is not read, or that has exits of its own.</summary>
    private bool EndsItself(string file, int depth)
    {
        if (!_files.Contains(file))
        {
            return false;
        }

        return depth >= Deepest || Find(file)?.Facts is not { Codes.Count: 0 } || CodesUnknown(file, depth + 1) is not null;
    }

    private static string[] Candidates(string script, string module)
    {
        var folder = script.Substring(0, script.LastIndexOf('/') + 1);
        if (module.StartsWith("./", StringComparison.Ordinal) || module.StartsWith("../", StringComparison.Ordinal))
        {
            var parts = folder.Split('/').Where(part => part.Length > 0).ToList();
            foreach (var part in module.Split('/'))
            {
                if (part == ".." && parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
                else if (part is not ("." or ".."))
                {
                    parts.Add(part);
                }
            }

            var path = string.Join("/", parts);
            return [path, path + ".js", path + ".mjs", path + ".ts", path + "/index.js", path + "/index.ts", path.EndsWith(".js", StringComparison.Ordinal) ? path.Substring(0, path.Length - 3) + ".ts" : path];
        }

        var name = module.TrimStart('.').Replace('.', '/');
        var first = name.IndexOf('/') is var slash && slash > 0 ? name.Substring(0, slash) : name;
        return [folder + name + ".py", folder + name + "/__init__.py", folder + first + ".py", folder + first + "/__init__.py"];
    }
}
