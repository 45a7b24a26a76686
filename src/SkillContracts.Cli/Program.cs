using System;
using System.CommandLine;
using SkillContracts.Cli;

// A name such as '@scope/x' is a name, not a response file.
var invocation = CommandLine.Create(Console.Out, Console.Error).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (invocation.Errors.Count > 0)
{
    foreach (var error in invocation.Errors)
    {
        Console.Error.WriteLine($"skillcontracts: {SkillContracts.Model.Visible.OneLine(error.Message.TrimEnd('.'))}; see 'skillcontracts --help'");
    }

    return (int)ExitCode.Usage;
}

return await invocation.InvokeAsync();
