using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SkillContracts.Cli;

/// <summary>The verbs, their arguments and options.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Checks and runs the claims of Agent Skills: SKILL.md against its scripts.");
        root.Subcommands.Add(Check(output, errors));
        root.Subcommands.Add(Preflight(output, errors));
        root.Subcommands.Add(Eval(output, errors));
        root.Subcommands.Add(Undo(output, errors));
        return root;
    }

    private static Command Check(TextWriter output, TextWriter errors)
    {
        var paths = Paths("Skills, or folders of skills.");
        var command = new Command("check", "Read SKILL.md and evals/contract.yaml and print what is wrong. Runs nothing.") { paths };
        command.SetAction(result => (int)CheckCommand.Run(result.GetRequiredValue(paths), output, errors));
        return command;
    }

    private static Command Preflight(TextWriter output, TextWriter errors)
    {
        var path = new Argument<string>("skill") { Description = "The skill's folder." };
        path.Validators.Add(RefuseUnknownOption);
        var command = new Command("preflight", "Tell whether a run could start: documents, tools, clean working tree. Runs no experiment.") { path };
        command.SetAction(result => (int)PreflightCommand.Run(result.GetRequiredValue(path), output, errors));
        return command;
    }

    private static Command Eval(TextWriter output, TextWriter errors)
    {
        var paths = Paths("Skills, or folders of skills.");
        var contract = new Option<string?>("--contract") { Description = "A contract outside the skill, for one skill. Fixtures are relative to it.", HelpName = "PATH" };
        var filter = new Option<string?>("--filter") { Description = "Run only the experiment of this name.", HelpName = "NAME" };
        var clean = new Option<bool>("--require-clean") { Description = "Refuse to start (exit 5) unless git says that the working tree is clean." };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("eval", "Run the experiments and judge every claim.") { paths, contract, filter, clean, format };
        command.SetAction((result, cancellation) =>
        {
            var options = new EvalOptions(
                result.GetRequiredValue(paths), result.GetValue(contract), result.GetValue(filter), result.GetValue(clean), result.GetValue(format) == "json");

            // On a thread of its own: System.CommandLine listens to Ctrl+C only after the action has returned its task.
            return Task.Run(() => (int)new EvalCommand(options, output, errors).Run(cancellation), CancellationToken.None);
        });
        return command;
    }

    private static Command Undo(TextWriter output, TextWriter errors)
    {
        var path = new Argument<string>("path") { Description = "A folder of the repository.", DefaultValueFactory = _ => "." };
        path.Validators.Add(RefuseUnknownOption);
        var command = new Command("undo", "Remove tmp/eval and the work folders that it links to; list what else has changed. Reverts nothing.") { path };
        command.SetAction(result => (int)UndoCommand.Run(result.GetRequiredValue(path), output, errors));
        return command;
    }

    private static Argument<string[]> Paths(string description)
    {
        var paths = new Argument<string[]>("path") { Description = description, Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(RefuseUnknownOption);
        return paths;
    }

    /// <summary>System.CommandLine takes an option that it does not know for a path.</summary>
    private static void RefuseUnknownOption(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && !Path.Exists(token.Value)))
        {
            result.AddError($"unknown option '{token.Value}'");
        }
    }
}
