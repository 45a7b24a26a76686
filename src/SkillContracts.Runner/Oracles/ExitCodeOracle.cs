using System.Globalization;
using System.Linq;
using SkillContracts.Model;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Oracles;

/// <summary>Judges how a program ended, in the words that the document has for exit codes.</summary>
internal static class ExitCodeOracle
{
    /// <summary>Null when the code is among the expected ones.</summary>
    public static CheckFailure? Judge(Experiment experiment, Observation observation, SkillContract contract)
    {
        if (observation.ExitCode is not { } code)
        {
            return new CheckFailure(experiment.Place, $"an end within {experiment.TimeLimit}", "none: it was still running and has been ended");
        }

        var expected = observation.Step.Expected.Exit;
        if (expected.Contains(code))
        {
            return null;
        }

        var wanted = expected.Ranges is [{ Low: var low, High: var high }] && low == high ? Describe(low, observation.Step, contract) : expected.ToString();
        var got = AccidentOracle.CrashOf(observation) is { } crash ? string.Create(CultureInfo.InvariantCulture, $"{code}, {crash}") : Describe(code, observation.Step, contract);
        return new CheckFailure(experiment.Place, "exit code " + wanted, observation.End.Signal is { } signal
            ? string.Create(CultureInfo.InvariantCulture, $"{got} (ended by signal {signal})")
            : got);
    }

    private static string Describe(int code, ExperimentStep step, SkillContract contract)
    {
        var row = contract.ExitCodes.FirstOrDefault(claim => claim.Confidence == ExitCodeConfidence.Declared && claim.Codes.Contains(code) && (claim.Script is null || step.Script is null || claim.Script == step.Script));
        return code.ToString(CultureInfo.InvariantCulture)
            + (row is null ? "" : $", which {InSkill(row.Place, contract)} calls '{Visible.OneLine(row.Meaning, 80)}'");
    }

    /// <summary>The place relative to the skill's folder: the report's first line has the whole path.</summary>
    private static string InSkill(Place place, SkillContract contract)
    {
        var prefix = contract.Folder + "/";
        return (place.Path.StartsWith(prefix, System.StringComparison.Ordinal) ? place with { Path = place.Path[prefix.Length..] } : place).ToString();
    }
}
