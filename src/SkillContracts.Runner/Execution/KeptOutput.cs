using System;

namespace SkillContracts.Runner.Execution;

/// <summary>What a program wrote to one of its streams.</summary>
/// <param name="Bytes">The first <see cref="KeptOutput.Capacity"/> bytes at most.</param>
/// <param name="Length">How many bytes it wrote.</param>
internal sealed record CapturedStream(ReadOnlyMemory<byte> Bytes, long Length)
{
    public bool IsTruncated => Length > Bytes.Length;

    /// <summary>Only how long it was.</summary>
    public CapturedStream WithoutBytes() => new(ReadOnlyMemory<byte>.Empty, Length);
}

/// <summary>Keeps the beginning of a stream, and counts what goes beyond.</summary>
internal sealed class KeptOutput
{
    /// <summary>The most bytes that are kept: 8 MiB.</summary>
    public const int Capacity = 8 * 1024 * 1024;

    private byte[] _kept = [];
    private int _keptLength;
    private long _length;

    public CapturedStream Captured => new(_kept.AsMemory(0, _keptLength), _length);

    public void Add(ReadOnlySpan<byte> bytes)
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
}
