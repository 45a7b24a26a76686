using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;

namespace SkillContracts.Model.Parsing;

/// <summary>The text of a fenced block, without the indentation of its list, and where each line stands in the Markdown.</summary>
internal sealed class FencedText
{
    private static readonly string[] ShellLanguages = ["bash", "sh", "shell", "zsh", "console", "shell-session", "terminal", "shellsession"];

    private readonly List<int> _starts = [];
    private readonly List<int> _origins = [];

    public FencedText(FencedCodeBlock block)
    {
        Language = block.Info ?? "";
        var text = new StringBuilder();
        for (var i = 0; i < block.Lines.Count; i++)
        {
            var line = block.Lines.Lines[i];
            _starts.Add(text.Length);
            _origins.Add(Math.Max(0, line.Position));
            text.Append(line.Slice.Text, line.Slice.Start, Math.Max(0, line.Slice.Length)).Append('\n');
        }

        Text = text.ToString();
    }

    /// <summary>The word behind the fence; empty when there is none.</summary>
    public string Language { get; }

    /// <summary>Lines that end with LF.</summary>
    public string Text { get; }

    /// <summary>True for a shell, and for a block without a language.</summary>
    public static bool MayBeShell(FencedCodeBlock block) => string.IsNullOrEmpty(block.Info) || ShellLanguages.Contains(block.Info, StringComparer.OrdinalIgnoreCase);

    /// <summary>The place in the Markdown of an offset in <see cref="Text"/>.</summary>
    public int OriginOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return line < 0 ? 0 : _origins[line] + offset - _starts[line];
    }
}
