using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SkillContracts.Runner.Execution;

/// <summary>What a program wrote to one of its streams.</summary>
/// <param name="Bytes">The first <see cref="OutputPipe.Capacity"/> bytes at most.</param>
/// <param name="Length">How many bytes it wrote.</param>
internal sealed record CapturedStream(ReadOnlyMemory<byte> Bytes, long Length)
{
    public bool IsTruncated => Length > Bytes.Length;

    /// <summary>Only how long it was.</summary>
    public CapturedStream WithoutBytes() => new(ReadOnlyMemory<byte>.Empty, Length);
}

/// <summary>One stream of a child: the beginning is kept, what goes beyond is read and counted only.</summary>
internal sealed unsafe class OutputPipe : IDisposable
{
    /// <summary>The most bytes that are kept: 8 MiB.</summary>
    public const int Capacity = 8 * 1024 * 1024;

    /// <summary>A pipe holds one chunk by default; a writer that escaped could fill it for ever.</summary>
    private const int MostLeftChunks = 64;

    [ThreadStatic]
    private static byte[]? _chunk;

    private byte[] _kept = [];
    private int _keptLength;
    private long _length;
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

    public CapturedStream Captured => new(_kept.AsMemory(0, _keptLength), _length);

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

        Keep(chunk.AsSpan(0, (int)count));
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

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        var fitting = bytes[..Math.Min(bytes.Length, Capacity - _keptLength)];
        if (_keptLength + fitting.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Min(Capacity, Math.Max(_keptLength + fitting.Length, _kept.Length * 2)));
        }

        fitting.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += fitting.Length;
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
