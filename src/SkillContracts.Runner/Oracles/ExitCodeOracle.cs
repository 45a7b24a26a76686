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
        if (expected.Contains(code) || IsNonZeroOfWindows(experiment, observation, code))
        {
            return null;
        }

        var wanted = expected.Ranges is [{ Low: var low, High: var high }] && low == high ? Describe(low, observation.Step, contract) : expected.ToString();
        var got = AccidentOracle.CrashOf(observation) is { } crash ? $"{Number(code)}, {crash}" : Describe(code, observation.Step, contract);
        return new CheckFailure(experiment.Place, "exit code " + wanted, observation.End.Signal is { } signal
            ? string.Create(CultureInfo.InvariantCulture, $"{got} (ended by signal {signal})")
            : got);
    }

    /// <summary>Windows has codes over 255, and negative ones; of these, crashes are no answers.</summary>
    private static bool IsNonZeroOfWindows(Experiment experiment, Observation observation, int code) =>
        code is < 0 or > 255 && observation.Step.Expected.Exit == ExitCodeSet.NonZero
        && (experiment.Allowed.HasFlag(Allowances.Crash) || AccidentOracle.CrashOf(observation) is null);

    /// <summary>In the form in which Windows documents those that are negative: <c>0xC0000005</c>.</summary>
    private static string Number(int code) => code < 0 ? "0x" + code.ToString("X8", CultureInfo.InvariantCulture) : code.ToString(CultureInfo.InvariantCulture);

    private static string Describe(int code, ExperimentStep step, SkillContract contract)
    {
        var row = contract.ExitCodes.FirstOrDefault(claim => claim.Confidence == ExitCodeConfidence.Declared && claim.Codes.Contains(code) && (claim.Script is null || step.Script is null || claim.Script == step.Script));
        return Number(code)
            + (row is null ? "" : $", which {InSkill(row.Place, contract)} calls '{Visible.OneLine(row.Meaning, 80)}'");
    }

    /// <summary>The place relative to the skill's folder: the report's first line has the whole path.</summary>
    private static string InSkill(Place place, SkillContract contract)
    {
        var prefix = contract.Folder + "/";
        return (place.Path.StartsWith(prefix, System.StringComparison.Ordinal) ? place with { Path = place.Path[prefix.Length..] } : place).ToString();
    }
}
