using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkillContracts.Model.Profiles;
using SkillContracts.Model.Rules;
using SkillContracts.Runner;

namespace SkillContracts.Cli;

/// <summary>The verbs, their arguments and options.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Checks and runs the claims of Agent Skills: SKILL.md against its scripts.");
        root.Subcommands.Add(Discover(output, errors));
        root.Subcommands.Add(Check(output, errors));
        root.Subcommands.Add(Preflight(output, errors));
        root.Subcommands.Add(Eval(output, errors));
        root.Subcommands.Add(Accept(output, errors));
        root.Subcommands.Add(Undo(output, errors));
        return root;
    }

    private static Command Discover(TextWriter output, TextWriter errors)
    {
        var path = new Argument<string>("skill") { Description = "The skill's folder." };
        path.Validators.Add(RefuseUnknownOption);
        var format = Format("text", "json");
        var command = new Command("discover", "Tell what a skill claims, and what text and code alone tell of its claims. Runs nothing.") { path, format };
        command.SetAction(result => (int)DiscoverCommand.Run(result.GetRequiredValue(path), result.GetValue(format) == "json", output, errors));
        return command;
    }

    private static Command Check(TextWriter output, TextWriter errors)
    {
        var paths = Paths("Skills, or folders of skills.");
        var format = Format("text", "json", "sarif", "github");
        var strict = new Option<bool>("--warnings-as-errors") { Description = "End with 3 for warnings, too." };
        var rules = new Option<string[]>("--rule") { Description = "Another weight for a rule: none, info, warning or error. May be repeated.", HelpName = "ID=WEIGHT", DefaultValueFactory = _ => [] };
        rules.Validators.Add(RefuseUnknownRule);
        var baseline = new Option<string?>("--baseline") { Description = "The file of known problems; else the one that skillcontracts.yaml names.", HelpName = "PATH" };
        var write = new Option<bool>("--write-baseline") { Description = "Write the file of known problems; one that exists only loses entries." };
        var profiles = new Option<string[]>("--profile") { Description = $"Tell what a client makes of each skill: {string.Join(", ", ClientProfile.All)} or all. May be repeated.", HelpName = "CLIENT", DefaultValueFactory = _ => [] };
        profiles.AcceptOnlyFromAmong([.. ClientProfile.All.Select(profile => profile.Id), "all"]);
        var fix = new Option<bool>("--fix") { Description = "Repair what can be repaired without changing its meaning; with '--profile reference' or 'api' also what only some clients read." };
        var diff = new Option<bool>("--diff") { Description = "Show what --fix would change, and change nothing." };
        var command = new Command("check", "Read SKILL.md, scripts and evals/contract.yaml and print what is wrong. Runs nothing.")
        {
            paths, format, strict, rules, baseline, write, profiles, fix, diff,
        };
        command.SetAction(result =>
        {
            var options = new CheckOptions(
                result.GetRequiredValue(paths),
                Enum.Parse<ReportFormat>(result.GetRequiredValue(format), ignoreCase: true),
                result.GetValue(strict),
                Severities(result.GetRequiredValue(rules)),
                result.GetValue(baseline),
                result.GetValue(write),
                [.. ClientProfile.All.Where(profile => result.GetRequiredValue(profiles) is var chosen && (chosen.Contains("all") || chosen.Contains(profile.Id)))],
                result.GetValue(fix),
                result.GetValue(diff));
            return (int)new CheckCommand(options, output, errors).Run();
        });
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
        var mutate = new Option<bool>("--mutate") { Description = "Make one thing after another wrong in what experiments gave, and tell what no check noticed." };
        var strict = new Option<bool>("--strict") { Description = "End with 1 for weak experiments, too: those that a command doing nothing would pass, or whose command has a name that nothing fills; with --mutate also for what no check noticed." };
        var jobs = new Option<int?>("--jobs", "-j") { Description = "How many experiments run at a time; else the number of processors.", HelpName = "N" };
        jobs.Validators.Add(RefuseNoJobs);
        var format = Format("text", "json");
        var isolation = new Option<string?>("--isolation") { Description = $"auto (the strongest that works), folder or sandbox; else what {IsolationChoices.Variable} says.", HelpName = "LEVEL" };
        isolation.AcceptOnlyFromAmong("auto", "folder", "sandbox");
        var command = new Command("eval", "Run the experiments and judge every claim.") { paths, contract, filter, clean, mutate, strict, jobs, isolation, format };
        command.Validators.Add(result =>
        {
            if (result.GetResult(isolation) is null && IsolationChoices.FaultOfEnvironment is { } fault)
            {
                result.AddError(fault);
            }
        });
        command.SetAction((result, cancellation) =>
        {
            var options = new EvalOptions(result.GetRequiredValue(paths))
            {
                Contract = result.GetValue(contract),
                Filter = result.GetValue(filter),
                RequireClean = result.GetValue(clean),
                Mutate = result.GetValue(mutate),
                Strict = result.GetValue(strict),
                Jobs = result.GetValue(jobs),
                Isolation = IsolationChoices.TryParse(result.GetValue(isolation), out var level) ? level : IsolationChoices.OfEnvironment,
                Json = result.GetValue(format) == "json",
            };

            // On a thread of its own: System.CommandLine listens to Ctrl+C only after the action has returned its task.
            return Task.Run(() => (int)new EvalCommand(options, output, errors).Run(cancellation), CancellationToken.None);
        });
        return command;
    }

    private static void RefuseNoJobs(OptionResult result)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is < 1 or > 1000)
        {
            result.AddError("--jobs must be from 1 to 1000");
        }
    }

    private static Command Accept(TextWriter output, TextWriter errors)
    {
        var paths = Paths("Skills, or folders of skills; else the current folder.");
        paths.Arity = ArgumentArity.ZeroOrMore;
        paths.DefaultValueFactory = _ => ["."];
        var contract = new Option<string?>("--contract") { Description = "A contract outside the skill, for one skill.", HelpName = "PATH" };
        var filter = new Option<string?>("--filter") { Description = "Only the snapshots of the experiment of this name.", HelpName = "NAME" };
        var prune = new Option<bool>("--prune") { Description = "Remove the snapshots that no experiment asks for, too." };
        var command = new Command("accept", "Take what the last run gave over as the snapshots that the next must give. Runs nothing.") { paths, contract, filter, prune };
        command.SetAction(result => (int)new AcceptCommand(
            new AcceptOptions(result.GetRequiredValue(paths), result.GetValue(contract), result.GetValue(filter), result.GetValue(prune)), output, errors).Run());
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

    private static Option<string> Format(params string[] formats)
    {
        var format = new Option<string>("--format") { Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}.", DefaultValueFactory = _ => formats[0], HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong(formats);
        return format;
    }

    private static Dictionary<string, RuleSeverity?> Severities(IEnumerable<string> rules)
    {
        var severities = new Dictionary<string, RuleSeverity?>(StringComparer.Ordinal);
        foreach (var parts in rules.Select(rule => rule.Split('=')))
        {
            _ = RuleSettings.TryParseSeverity(parts[1], out var severity);
            severities[parts[0]] = severity;
        }

        return severities;
    }

    private static void RefuseUnknownRule(OptionResult result)
    {
        foreach (var rule in result.Tokens.Select(token => token.Value))
        {
            if (rule.Split('=') is not [var id, var weight] || !RuleSettings.TryParseSeverity(weight, out _))
            {
                result.AddError($"'{rule}' is not of the form ID=WEIGHT, such as SKC1011=none");
            }
            else if (RuleSettings.Fault(id) is { } fault)
            {
                result.AddError($"--rule {rule}: {fault}");
            }
        }
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
        if (result.Tokens.Any(token => token.Value.Length == 0))
        {
            result.AddError("a path is empty; '.' is the current folder");
        }

        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && !Path.Exists(token.Value)))
        {
            result.AddError($"unknown option '{token.Value}'");
        }
    }
}
