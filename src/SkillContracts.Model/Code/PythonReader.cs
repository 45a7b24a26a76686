using System.Globalization;
using System.Linq;

namespace SkillContracts.Model.Code;

/// <summary>Reads exit codes and flags of a Python script.</summary>
internal static class PythonReader
{
    public static ScriptFacts Read(string text)
    {
        var code = PythonCode.Of(text);
        var exits = PythonExits.Of(code);
        var arguments = PythonArguments.Of(code);
        var imports = code.Modules.Where(module => !PythonLibrary.Contains(module.Name)).ToEquatableArray();
        var loads = LoadsOthers(code.Tokens, imports.Count > 0);
        if (loads is { } line)
        {
            exits.SetUnknown(line, "modules of other folders are loaded");
        }

        return new ScriptFacts(
            ScriptLanguage.Python,
            exits.ToArray(),
            exits.Unknown,
            arguments.Parser,
            exits.CaughtAt is null ? arguments.UsageCode : null,
            arguments.Flags,
            arguments.Unknown ?? (arguments.Parser == ArgumentParser.None && loads is { } other ? "line " + other.ToString(CultureInfo.InvariantCulture) + ": modules of other folders are loaded" : null),
            arguments.HelpTexts,
            imports)
        {
            TakesStarts = arguments.TakesStarts,
            HasSubcommands = arguments.ParserCount > 1,
        };
    }

    /// <summary>The line where the script says that its modules lie elsewhere.</summary>
    private static int? LoadsOthers(TokenList tokens, bool hasImports)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if ((hasImports && tokens.Is(i, "sys", ".", "path") && tokens.Is(i + 3, "."))
                || tokens.Is(i, "spec_from_file_location") || tokens.Is(i, "import_module") || tokens.Is(i, "__import__"))
            {
                return tokens[i].Line;
            }
        }

        return null;
    }
}
