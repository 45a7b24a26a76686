using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SkillContracts.Runner.Execution;

/// <summary>One stream of a child: the beginning is kept, what goes beyond is read and counted only.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe class OutputPipe : IDisposable
{
    /// <summary>A pipe holds one chunk by default; a writer that escaped could fill it for ever.</summary>
    private const int MostLeftChunks = 64;

    [ThreadStatic]
    private static byte[]? _chunk;

    private readonly KeptOutput _kept = new();
    private int _readEnd;
    private int _writeEnd;

    public OutputPipe()
    {
        if (!Posix.TryPipe(out _readEnd, out _writeEnd))
        {
            throw new Win32Exception();
        }
    }

    public int WriteEnd => _writeEnd;

    /// <summary>-1 once every writer is gone.</summary>
    public int ReadEnd => _readEnd;

    public CapturedStream Captured => _kept.Captured;

    public void CloseWriteEnd() => Close(ref _writeEnd);

    /// <summary>Reads what is there; waits when nothing is, so ask poll first.</summary>
    public bool ReadSome()
    {
        var chunk = _chunk ??= new byte[64 * 1024];
        nint count;
        fixed (byte* buffer = chunk)
        {
            do
            {
                count = Posix.read(_readEnd, buffer, (nuint)chunk.Length);
            }
            while (count < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);
        }

        if (count <= 0)
        {
            Close(ref _readEnd);
            return false;
        }

        _kept.Add(chunk.AsSpan(0, (int)count));
        return true;
    }

    /// <summary>Reads what is left, without waiting for a process that may still hold the other end.</summary>
    public void Drain()
    {
        for (var chunks = 0; chunks < MostLeftChunks && _readEnd >= 0 && IsReadable() && ReadSome(); chunks++)
        {
            // On to the next chunk.
        }
    }

    public void Dispose()
    {
        Close(ref _readEnd);
        Close(ref _writeEnd);
    }

    private bool IsReadable()
    {
        var polled = new Posix.PollDescriptor { Descriptor = _readEnd, Events = Posix.PollIn };
        return Posix.poll(&polled, 1, 0) > 0;
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Posix.close(descriptor);
            descriptor = -1;
        }
    }
}
