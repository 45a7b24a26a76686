using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace SkillContracts.Runner.Execution;

/// <summary>A thread that lives as long as this process. A parent-death signal fires when the thread that started the child ends, not the process.</summary>
internal static class Spawner
{
    private static readonly Lazy<BlockingCollection<Action>> Orders = new(Start);

    /// <summary>Runs a function on the thread, and waits.</summary>
    public static T Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>();
        Orders.Value.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Start()
    {
        var orders = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var order in orders.GetConsumingEnumerable())
            {
                order();
            }
        })
        { IsBackground = true, Name = "SkillContracts spawner" }.Start();
        return orders;
    }
}
