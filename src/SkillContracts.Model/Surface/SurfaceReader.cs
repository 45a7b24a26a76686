using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SkillContracts.Model.Contracts;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Model.Surface;

/// <summary>Reads what a document says of the skill's use: flags, examples, files, triggers.</summary>
internal sealed class SurfaceReader
{
    private static readonly HashSet<string> Interpreters = new(StringComparer.Ordinal)
    {
        "python", "python3", "py", "bash", "sh", "zsh", "node", "deno", "bun", "tsx", "ts-node", "npx", "uv", "uvx", "pipx", "ruby", "perl", "pwsh", "php", "Rscript", "lua", "run", "source", ".",
    };

    private static readonly HashSet<string> Prefixes = new(StringComparer.Ordinal) { "sudo", "time", "env", "exec", "nohup", "command" };

    /// <summary>Folders that the specification knows; a path below them is the skill's own.</summary>
    private static readonly string[] OwnFolders = ["scripts/", "references/", "assets/", "templates/", "examples/", "resources/"];

    /// <summary>How documents write the skill's folder.</summary>
    private static readonly string[] SkillFolders =
    [
        "./",
        .. new[] { "CLAUDE_SKILL_DIR", "SKILL_DIR", "SKILL_ROOT", "SKILL_PATH" }.SelectMany(name => new[] { "$" + name + "/", "${" + name + "}/" }),
        "{baseDir}/", "{skill_dir}/", "{skillDir}/", "{SKILL_DIR}/",
        "<skill-dir>/", "<skill-path>/", "<skill_dir>/", "<skill-root>/", "<skill-folder>/",
    ];

    private static readonly Regex Extension = new(@"(?<=[\w>}*\])])(?<ext>\.[A-Za-z][A-Za-z0-9]{1,7})(?:$|(?=[>}\])]))", RegexOptions.CultureInvariant);

    private static readonly Regex OutputFlag = new(@"^(?:-o|--out(?:put)?(?:-\w+)?|--report|--save(?:-\w+)?|--export)\z", RegexOptions.CultureInvariant);

    private readonly SkillDocument _document;
    private readonly EquatableArray<string> _scripts;
    private readonly FlagReader _flags;
    private readonly string[] _names;

    /// <summary>Then a link may be any word in brackets.</summary>
    private readonly bool _hasDefinitions;

    private ScriptMentions? _mentions;
    private readonly List<ExampleCommand> _examples = [];
    private readonly List<DocumentedExtension> _inputs = [];
    private readonly List<DocumentedExtension> _outputs = [];
    private readonly List<FileReference> _references = [];
    private HeadingBlock? _heading;

    private SurfaceReader(SkillDocument document, EquatableArray<string> scripts)
    {
        (_document, _scripts) = (document, scripts);
        _flags = new FlagReader(document, ScriptAt);
        _hasDefinitions = document.Markdown.GetData(typeof(LinkReferenceDefinitionGroup)) is not null;
        _names = [.. scripts.Select(script => script.Substring(script.LastIndexOf('/') + 1))];
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">The Markdown.</param>
    /// <param name="description">Of the frontmatter.</param>
    /// <param name="descriptionPlace">Where it stands.</param>
    /// <param name="scripts">Paths relative to the skill's folder.</param>
    public static SkillSurface Read(SkillDocument document, string description, Place descriptionPlace, EquatableArray<string> scripts)
    {
        var reader = new SurfaceReader(document, scripts);
        reader.Visit(document.Markdown);
        return new SkillSurface(
            reader._flags.Flags.ToEquatableArray(),
            reader._examples.ToEquatableArray(),
            Once(reader._inputs),
            Once(reader._outputs),
            reader._references.ToEquatableArray(),
            BodySize.Of(document),
            description,
            descriptionPlace);
    }

    private static EquatableArray<DocumentedExtension> Once(IEnumerable<DocumentedExtension> found) =>
        found.GroupBy(one => one.Extension, StringComparer.Ordinal).Select(same => same.First()).ToEquatableArray();

    private void Visit(ContainerBlock container)
    {
        for (var i = 0; i < container.Count; i++)
        {
            // The commonest first: each question costs a walk up the types.
            switch (container[i])
            {
                case ParagraphBlock paragraph:
                    ReadInlines(_hasDefinitions ? MarkdownInlines.Of(paragraph) : paragraph.Inline);
                    break;
                case ListItemBlock item:
                    Visit(item);
                    break;
                case HeadingBlock heading:
                    _heading = heading;
                    ReadInlines(_hasDefinitions ? MarkdownInlines.Of(heading) : heading.Inline);
                    break;
                case FencedCodeBlock fence:
                    ReadFence(fence);
                    break;
                case Table table:
                    _flags.ReadTable(table);
                    if (_hasDefinitions || MarkdownInlines.MayRefer(table, _document.Body))
                    {
                        Visit(table);
                    }

                    break;
                case ListBlock list:
                    _flags.ReadList(list);
                    Visit(list);
                    break;
                case ContainerBlock inner:
                    Visit(inner);
                    break;
                case LeafBlock leaf:
                    ReadInlines(leaf.Inline);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>By hand: Markdig's Descendants costs more than all the rest.</summary>
    private void ReadInlines(ContainerInline? container)
    {
        for (var inline = container?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is LiteralInline)
            {
                continue;
            }

            if (inline is CodeInline code)
            {
                ReadCode(code);
            }
            else if (inline is ContainerInline inner)
            {
                if (inner is LinkInline { Url: { Length: > 0 } url })
                {
                    ReadLink(url, inner.Span.Start);
                }

                ReadInlines(inner);
            }
        }
    }

    private string? ScriptAt(int offset) =>
        _scripts.Count < 2 ? (_scripts.Count == 1 ? _scripts[0] : null) : (_mentions ??= new ScriptMentions(_document.Body, _scripts)).LastBefore(offset);

    private void ReadLink(string url, int offset)
    {
        var path = url.Split('#', '?')[0];
        if (path.Length == 0 || path[0] == '/' || path.IndexOf(':') >= 0 || path.IndexOfAny(['<', '{', '$', '*', '\\']) >= 0)
        {
            return;
        }

        Refer(Uri.UnescapeDataString(path), ReferenceKind.Link, offset);
    }

    private void ReadCode(CodeInline code)
    {
        if (code.Content.Length < 200 && code.Content.IndexOf('/') > 0 && WithoutSkillFolder(code.Content) is var path && IsOwnPath(path))
        {
            Refer(path, ReferenceKind.Mention, code.Span.Start);
        }
        else if (code.Content.Length is > 2 and < 24 && IsData(code.Content) && Direction() is { } found)
        {
            found.Add(new DocumentedExtension(code.Content.ToLowerInvariant(), Place(code.Span.Start)));
        }
    }

    /// <summary>A bare extension in backticks under a heading about inputs or outputs.</summary>
    private List<DocumentedExtension>? Direction() =>
        _heading is null ? null
        : MarkdownText.Plain(_heading) is var heading && heading.IndexOf("input", StringComparison.OrdinalIgnoreCase) >= 0 ? _inputs
        : heading.IndexOf("output", StringComparison.OrdinalIgnoreCase) >= 0 ? _outputs
        : null;

    private void ReadFence(FencedCodeBlock block)
    {
        var hasFlags = FlagReader.MayHaveFlags(block, _document.Body);
        var hasCommands = FencedText.MayBeShell(block)
            && ((MarkdownText.Holds(block, "s/", _document.Body) && Array.Exists(OwnFolders, folder => MarkdownText.Holds(block, folder, _document.Body)))
                || Array.Exists(_names, name => MarkdownText.Holds(block, name, _document.Body)));
        if (!hasFlags && !hasCommands)
        {
            return;
        }

        var fence = new FencedText(block);
        if (hasFlags)
        {
            _flags.ReadFence(fence);
        }

        foreach (var command in hasCommands ? ShellReader.Read(fence.Text) : [])
        {
            ReadCommand(command, fence);
        }
    }

    private void ReadCommand(ShellCommand command, FencedText fence)
    {
        var words = command.Words;
        var first = 0;
        while (first < words.Count && (Prefixes.Contains(words[first].Text) || IsAssignment(words[first].Text)))
        {
            first++;
        }

        var starts = first < words.Count && Interpreters.Contains(words[first].Text);
        var program = starts ? ProgramWord(words, first + 1) : first;
        if (program >= words.Count)
        {
            return;
        }

        ReferTo(words, starts ? program : first, fence);
        var name = words[program];
        if (SkillScripts.FirstNamedIn(name.Text, _scripts) is not { } script || !name.Text.Replace('\\', '/').EndsWith(script.Split('/').Last(), StringComparison.Ordinal))
        {
            return;
        }

        var arguments = words.Skip(program + 1).ToList();
        _examples.Add(new ExampleCommand(
            script,
            fence.Language,
            starts ? words[first].Text : null,
            arguments.Where(word => !word.IsInput && !word.IsOutput)
                .Select(word => new CommandWord(word.Text, word.IsLiteral, Place(fence.OriginOf(word.Start))))
                .ToEquatableArray(),
            Place(fence.OriginOf(words[0].Start)),
            command.Text));
        ReadFiles(arguments, fence);
    }

    /// <summary>The first word behind an interpreter that is no option and no further interpreter.</summary>
    private static int ProgramWord(IReadOnlyList<ShellWord> words, int from)
    {
        var at = from;
        while (at < words.Count && (words[at].Text.StartsWith("-", StringComparison.Ordinal) || Interpreters.Contains(words[at].Text)))
        {
            at = words[at].Text is "-c" or "-m" or "-e" ? words.Count : at + 1;
        }

        return at;
    }

    private void ReadFiles(List<ShellWord> arguments, FencedText fence)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = arguments[i].Text.IndexOf('=') is var equals && equals > 0 && arguments[i].Text[0] == '-' ? arguments[i].Text.Substring(equals + 1) : arguments[i].Text;
            if (Extension.Match(value) is not { Success: true } match || (value.StartsWith("-", StringComparison.Ordinal) && value == arguments[i].Text))
            {
                continue;
            }

            var flag = equals > 0 ? arguments[i].Text.Substring(0, equals) : i > 0 ? arguments[i - 1].Text : "";
            var isOutput = arguments[i].IsOutput || OutputFlag.IsMatch(flag);
            (isOutput ? _outputs : _inputs).Add(new DocumentedExtension(match.Groups["ext"].Value.ToLowerInvariant(), Place(fence.OriginOf(arguments[i].Start))));
        }
    }

    private void ReferTo(IReadOnlyList<ShellWord> words, int from, FencedText fence)
    {
        for (var i = from; i < words.Count; i++)
        {
            var word = words[i];
            var path = WithoutSkillFolder(word.Text);
            if (!word.IsOutput && (word.IsLiteral || path.Length < word.Text.Length) && IsOwnPath(path))
            {
                Refer(path, ReferenceKind.Command, fence.OriginOf(word.Start));
            }
        }
    }

    private static string WithoutSkillFolder(string path) =>
        path.Length > 0 && path[0] is '.' or '$' or '{' or '<' && Array.Find(SkillFolders, folder => path.StartsWith(folder, StringComparison.Ordinal)) is { } found
            ? path.Substring(found.Length)
            : path;

    private static bool IsOwnPath(string path)
    {
        foreach (var folder in OwnFolders)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal))
            {
                return IsFilePath(path);
            }
        }

        return false;
    }

    /// <summary>Folders and a name of plain characters, with an extension of up to ten letters and digits.</summary>
    private static bool IsFilePath(string path)
    {
        var dot = path.LastIndexOf('.');
        if (dot < 1 || path.Length - dot is < 2 or > 11 || !IsWord(path[dot - 1]) || path[dot + 1] is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            var isAllowed = IsWord(path[i]) || (i < dot && (path[i] is '.' or '@' or '+' or '-' || (path[i] == '/' && i > 0 && path[i - 1] != '/'))) || i == dot;
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private void Refer(string path, ReferenceKind kind, int offset)
    {
        var relative = path.StartsWith("./", StringComparison.Ordinal) ? path.Substring(2) : path;
        if (relative.Length > 0)
        {
            _references.Add(new FileReference(relative, kind, Place(offset)));
        }
    }

    private Place Place(int offset) => _document.Map.PlaceOf(_document.BodyStart + Math.Max(0, offset));

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is var equals && equals > 0 && word.Take(equals).All(character => char.IsLetterOrDigit(character) || character == '_');

    private static bool IsData(string text) => text[0] == '.' && text.Skip(1).All(char.IsLetterOrDigit) && text.Skip(1).Any(char.IsLetter);
}
