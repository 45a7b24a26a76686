using System.Collections.Generic;
using System.IO;
using System.Linq;
using SkillContracts.Model.Contracts;

namespace SkillContracts.Runner.Execution;

/// <summary>What is different for an experiment on Windows.</summary>
internal static class WindowsExperiments
{
    private const string Elsewhere = "run it on Linux or macOS, or in WSL";

    /// <summary>Why an experiment cannot be tried; null when it can.</summary>
    public static (string Fault, string Cure)? Fault(Experiment experiment) =>
        experiment.Services.Count > 0 ? ("'services' are started and ended by a shell's job control, which Windows has not", Elsewhere)
        : experiment.Fakes.Count > 0 ? ("the stand-ins of 'fake' are shell scripts, which programs of Windows do not start", Elsewhere)
        : experiment.Without.Count > 0 ? ("'without' hides a tool by links to all others, which need a privilege on Windows", Elsewhere)
        : experiment.Steps.Any(step => step.Expected.Files.Any(file => file.Checks.OfType<ModeCheck>().Any())) ? ("'mode' looks at permissions that files of Windows have not", Elsewhere)
        : null;

    /// <summary>Why a program is not started; null when it may be.</summary>
    public static (string Fault, string Cure)? Fault(string program) => WindowsPrograms.IsBatch(program)
        ? ($"'{Model.Visible.OneLine(Path.GetFileName(program))}' is a batch file: cmd would take some characters of its arguments for commands", $"call it from cmd: 'run: [cmd, /d, /c, \"{Path.GetFileNameWithoutExtension(program)} ...\"]'")
        : null;

    /// <summary>Where programs of Windows look for a home and a temporary folder.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables(WorkFolder folder)
    {
        var data = Path.Combine(folder.Home, "AppData");
        yield return new("TEMP", folder.Temporary);
        yield return new("TMP", folder.Temporary);
        yield return new("USERPROFILE", folder.Home);
        yield return new("APPDATA", Directory.CreateDirectory(Path.Combine(data, "Roaming")).FullName);
        yield return new("LOCALAPPDATA", Directory.CreateDirectory(Path.Combine(data, "Local")).FullName);
    }
}
