using System;
using System.Linq;
using SkillContracts.Benchmarks;

// Figures are ratios of two things measured in the same run; run it on a quiet machine:
//   dotnet run -c Release --project tests/SkillContracts.Benchmarks running [ROUNDS]
//   dotnet run -c Release --project tests/SkillContracts.Benchmarks reading [FOLDER-OF-SKILLS [SOURCE-OF-SKILLS-REF]]
//   dotnet run -c Release --project tests/SkillContracts.Benchmarks generator
switch (args.FirstOrDefault())
{
    case "running":
        TrivialExperiments.Measure(rounds: args.ElementAtOrDefault(1) is { } rounds ? int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture) : 7, experiments: 200);
        break;
    case "reading":
        Reading.Measure(rounds: 7, args.ElementAtOrDefault(1), args.ElementAtOrDefault(2));
        break;
    case "generator":
        Generating.Measure(rounds: 5, skills: 1000);
        break;
    default:
        Console.Error.WriteLine("say what to measure: running, reading or generator");
        return 2;
}

return 0;
