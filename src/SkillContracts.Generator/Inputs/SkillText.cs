using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SkillContracts.Model;
using SkillContracts.Model.Code;
using SkillContracts.Model.Parsing;

namespace SkillContracts.Generator.Inputs;

/// <summary>An additional file as a value: what of it the contract depends on.</summary>
/// <param name="Kind">What its name says it is.</param>
/// <param name="File">Its path and text; of a script only the path.</param>
/// <param name="Script">What was read of a script.</param>
internal sealed record SkillText(TextKind Kind, SourceFile File, ScriptText? Script = null)
{
    /// <summary>The file below <c>obj/</c> that names every file of every skill, one absolute path on a line.</summary>
    public const string FileListName = "SkillContracts.files.txt";

    private const string DocumentName = "SKILL.md";

    /// <summary>The documents that stand beside a SKILL.md, or another one, of the same folder under its name in other letters.</summary>
    public static EquatableArray<string> SecondDocuments(IEnumerable<string> paths) => paths
        .GroupBy(RepositoryPath.Parent)
        .SelectMany(folder => folder.OrderBy(path => RepositoryPath.Name(path) == DocumentName ? 0 : 1).ThenBy(path => path, StringComparer.Ordinal).Skip(1))
        .ToEquatableArray();

    /// <summary>Reads a file; null when its name is none of ours.</summary>
    public static SkillText? Read(AdditionalText text, Settings settings, CancellationToken cancellation)
    {
        var path = RepositoryPath.Relative(settings.Root, text.Path);
        if (KindOf(path) is not { } kind)
        {
            return null;
        }

        // Null when the file cannot be read; the compiler says so itself.
        var read = text.GetText(cancellation);
        var content = read ?? SourceText.From("", Encoding.UTF8);
        return kind switch
        {
            TextKind.FileList => new SkillText(kind, new SourceFile(path, content.ToString())),
            TextKind.Script => new SkillText(kind, new SourceFile(path, ""), read is null ? ScriptText.Unreadable(path) : ScriptText.Read(path, read.ToString())),
            _ => new SkillText(kind, ToSourceFile(path, content)),
        };
    }

    private static TextKind? KindOf(string path) => RepositoryPath.Name(path) switch
    {
        var name when name.Equals(DocumentName, StringComparison.OrdinalIgnoreCase) => TextKind.Document,
        "contract.yaml" when ("/" + path).EndsWith("/evals/contract.yaml", StringComparison.Ordinal) => TextKind.Contract,
        FileListName => TextKind.FileList,
        var name when SkillScripts.Among([name]).Count > 0 => TextKind.Script,
        _ => null,
    };

    private static SourceFile ToSourceFile(string path, SourceText content)
    {
        if (content.Length > SkillParser.LargestText)
        {
            return new SourceFile(path, content.Length.ToString(CultureInfo.InvariantCulture), SourceForm.TooLarge);
        }

        var text = content.ToString();
        var form = content.Encoding?.GetPreamble().Length > 0 ? SourceForm.ByteOrderMark : SourceForm.Plain;
        return new SourceFile(path, text, form, InvalidAt(text, content.Encoding));
    }

    /// <summary>The compiler reads strictly first. For bytes that are not UTF-8 it falls back: to ANSI on Windows, elsewhere to UTF-8 with U+FFFD.</summary>
    private static int? InvalidAt(string text, Encoding? encoding)
    {
        var found = encoding switch
        {
            null or UTF8Encoding { DecoderFallback: DecoderExceptionFallback } => -1,
            // With a byte-order mark it never reads strictly, and the document may hold U+FFFD itself.
            UTF8Encoding => encoding.GetPreamble().Length > 0 ? -1 : text.IndexOf('\uFFFD'),
            _ => text.TakeWhile(character => character < 0x80).Count() is var ascii && ascii < text.Length ? ascii : 0,
        };
        return found < 0 ? null : found;
    }
}
