using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SkillContracts.Runner.Execution;

/// <summary>Threads that run experiments, first come, first served. They wait for children, which the thread pool's threads should not.</summary>
/// <remarks>A thread lives as long as the process: the kernel ends a sandbox whose starting thread ends.</remarks>
internal sealed class Workers(int most)
{
    private readonly Queue<Action> _waiting = [];
    private int _threads;
    private int _idle;

    /// <summary>Runs a function on one of the threads.</summary>
    public Task<T> Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue(() => Complete(done, function));
            if (_idle < _waiting.Count && _threads < most)
            {
                _threads++;
                new Thread(Work) { IsBackground = true, Name = "skillcontracts worker" }.Start();
            }

            Monitor.Pulse(_waiting);
        }

        return done.Task;
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> function)
    {
        try
        {
            done.SetResult(function());
        }
        catch (OperationCanceledException exception)
        {
            done.SetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            // Whoever asked sees it.
            done.SetException(exception);
        }
    }

    private void Work()
    {
        while (true)
        {
            Action? next;
            lock (_waiting)
            {
                _idle++;
                while (!_waiting.TryDequeue(out next))
                {
                    Monitor.Wait(_waiting);
                }

                _idle--;
            }

            next();
        }
    }
}
