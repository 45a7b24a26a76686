using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace SkillContracts.Benchmarks;

/// <summary>One measure, taken in turns with others.</summary>
/// <param name="name">What is measured.</param>
/// <param name="measured">The work of one round.</param>
/// <param name="count">How many things one round does.</param>
/// <param name="prepare">What is done before each round and not measured.</param>
internal sealed class Series(string name, Action measured, int count, Action? prepare = null)
{
    private readonly List<double> _milliseconds = [];

    public string Name => name;

    /// <summary>Milliseconds for each thing.</summary>
    public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    /// <summary>Milliseconds for each thing in the very first round, while code is still compiled.</summary>
    public double First { get; private set; } = double.NaN;

    /// <summary>Takes every measure <paramref name="warmUps"/> times unseen and then <paramref name="rounds"/> times, in turns.</summary>
    public static void MeasureAll(int warmUps, int rounds, params Series[] all)
    {
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var series in all)
            {
                series.Measure(isWarmUp: round < 0);
            }
        }
    }

    private void Measure(bool isWarmUp)
    {
        prepare?.Invoke();
        var clock = Stopwatch.StartNew();
        measured();
        var milliseconds = clock.Elapsed.TotalMilliseconds / count;
        First = double.IsNaN(First) ? milliseconds : First;
        if (!isWarmUp)
        {
            _milliseconds.Add(milliseconds);
        }
    }
}
