using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace SkillContracts.Runner.Execution;

/// <summary>A thread that does nothing but start programs, and lives as long as this process: a parent-death signal fires when the starting thread ends.</summary>
internal sealed class SpawnThread
{
    private readonly BlockingCollection<Action> _orders = [];

    public SpawnThread() => new Thread(Work) { IsBackground = true, Name = "skillcontracts spawner" }.Start();

    /// <summary>Runs a function on the thread, and waits for it.</summary>
    public T Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                // Whoever asked sees it.
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private void Work()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            order();
        }
    }
}
