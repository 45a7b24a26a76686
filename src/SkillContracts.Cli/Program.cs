using System;
using SkillContracts.Cli;

var invocation = CommandLine.Create(Console.Out, Console.Error).Parse(args);
if (invocation.Errors.Count > 0)
{
    foreach (var error in invocation.Errors)
    {
        Console.Error.WriteLine($"skillcontracts: {SkillContracts.Model.Visible.OneLine(error.Message)}; see 'skillcontracts --help'");
    }

    return (int)ExitCode.Usage;
}

return await invocation.InvokeAsync();
