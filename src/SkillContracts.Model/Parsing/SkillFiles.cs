using System;
using System.Collections.Generic;
using System.Linq;

namespace SkillContracts.Model.Parsing;

/// <summary>The files of a skill, to be asked for paths and folders.</summary>
internal sealed class SkillFiles
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private ILookup<string, string>? _names;

    /// <summary>Paths relative to the skill's folder; a linked folder ends with <c>/.</c>.</summary>
    public SkillFiles(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            _files.Add(file);
            var slash = file.LastIndexOf('/');
            while (slash > 0 && _folders.Add(file.Substring(0, slash)))
            {
                slash = file.LastIndexOf('/', slash - 1);
            }
        }
    }

    /// <summary>True for a file, a folder with files, and whatever lies below a linked folder.</summary>
    public bool Has(string path) => _files.Contains(path) || _folders.Contains(path.TrimEnd('/')) || IsBelowLink(path);

    /// <summary>The one file that has the same name in another folder or in other letters; null when none or several have it.</summary>
    public string? Elsewhere(string path)
    {
        _names ??= _files.Where(file => file != "SKILL.md" && !file.EndsWith("/.", StringComparison.Ordinal)).ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
        var found = _names[NameOf(path)].Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static string NameOf(string path) => path.Substring(path.LastIndexOf('/') + 1);

    private bool IsBelowLink(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (_files.Contains(path.Substring(0, slash) + "/."))
            {
                return true;
            }
        }

        return false;
    }
}
