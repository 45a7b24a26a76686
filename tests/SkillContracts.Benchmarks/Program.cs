using SkillContracts.Benchmarks;

// Figures are ratios of two things measured in the same run; run it on a quiet machine: dotnet run -c Release --project tests/SkillContracts.Benchmarks
TrivialExperiments.Measure(rounds: 7, experiments: 200);
