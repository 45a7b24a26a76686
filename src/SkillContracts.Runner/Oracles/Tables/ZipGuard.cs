using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Xml;
using SkillContracts.Model;

namespace SkillContracts.Runner.Oracles.Tables;

/// <summary>Unpacks an archive once to nowhere, before a library reads it: what the archive says of its own sizes is not believed.</summary>
internal static class ZipGuard
{
    private const long LargestFile = 32 * 1024 * 1024;
    private const long LargestUnpacked = 64 * 1024 * 1024;
    private const long LargestDirectory = 1024 * 1024;
    private const int MostNodes = 4_000_000;
    private const long RatioCountsFrom = 1024 * 1024;
    private const int MostRatio = 300;
    private const int MostEntries = 1000;
    private const int DeepestXml = 64;

    /// <summary>A tag or text is read as a whole; Excel's longest cell has 32,767 characters.</summary>
    private const long LargestNode = 1024 * 1024;

    /// <summary>Settings for a reader of a part that has been unpacked without a fault.</summary>
    public static XmlReaderSettings Settings => XmlGuard.Settings(LargestUnpacked);

    /// <summary>Why the archive must not be read; null when it may.</summary>
    public static ReadFault? Fault(Stream file)
    {
        if (file.Length > LargestFile)
        {
            return new ReadFault("more than 32 MiB", IsLimit: true);
        }

        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return Fault(archive);
        }
        catch (InvalidDataException)
        {
            return new ReadFault("no readable zip archive", IsLimit: false);
        }
    }

    private static ReadFault? Fault(ZipArchive archive)
    {
        if (archive.Entries.Count > MostEntries)
        {
            return new ReadFault("more than 1,000 files in the archive", IsLimit: true);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (left, leftOfDirectory) = (LargestUnpacked, LargestDirectory);
        foreach (var entry in archive.Entries)
        {
            var name = Visible.OneLine(entry.FullName, 80);
            if (!names.Add(entry.FullName))
            {
                return new ReadFault($"two files '{name}' in the archive", IsLimit: false);
            }

            if (Unpack(entry, ref left, ref leftOfDirectory, out var size) is { } fault)
            {
                return fault with { Reason = $"{name}: {fault.Reason}" };
            }

            if (size > RatioCountsFrom && size / Math.Max(1, entry.CompressedLength) > MostRatio)
            {
                return new ReadFault($"{name}: packed more than 300 times smaller than it is", IsLimit: true);
            }
        }

        return null;
    }

    private static ReadFault? Unpack(ZipArchiveEntry entry, ref long left, ref long leftOfDirectory, out long size)
    {
        var isDirectory = entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.FullName == "[Content_Types].xml";
        var limit = isDirectory ? Math.Min(left, leftOfDirectory) : left;
        using var counted = new CountedStream(entry.Open(), limit);
        counted.StartNode();
        var fault = XmlFault(counted);
        counted.EndNodes();
        if (fault is null)
        {
            counted.CopyTo(Stream.Null);
        }

        size = counted.Count;
        left -= size;
        leftOfDirectory -= isDirectory ? size : 0;
        return counted.IsNodeOver ? new ReadFault("a tag or text of more than 1 MiB", IsLimit: true)
            : counted.IsOver ? new ReadFault("unpacks to more than can be read (64 MiB in all)", IsLimit: true) : fault;
    }

    /// <summary>Faults of a part that is XML; null for anything else. Depth counts because the library reads elements recursively.</summary>
    private static ReadFault? XmlFault(CountedStream part)
    {
        try
        {
            using var reader = XmlReader.Create(part, Settings);
            for (var nodes = 0; reader.Read(); nodes++)
            {
                part.StartNode();
                if (nodes > MostNodes)
                {
                    return new ReadFault("a part of more than 2 million elements", IsLimit: true);
                }

                if (reader.Depth > DeepestXml)
                {
                    return new ReadFault("XML nested deeper than 64 elements", IsLimit: false);
                }
            }

            return null;
        }
        catch (XmlException exception) when (part.Count == 0 || exception is { LineNumber: 1, LinePosition: 1 })
        {
            return null;
        }
        catch (XmlException exception)
        {
            return new ReadFault($"XML that cannot be read: {Visible.OneLine(exception.Message, 160)}", IsLimit: false);
        }
    }

    /// <summary>Counts what is read, and ends at a limit.</summary>
    private sealed class CountedStream(Stream inner, long limit) : Stream
    {
        private long? _nodeStart;

        public long Count { get; private set; }

        public bool IsOver => Count > limit;

        public bool IsNodeOver { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = IsOver || IsNodeOver ? 0 : inner.Read(buffer);
            Count += read;
            IsNodeOver |= _nodeStart is { } start && Count - start > LargestNode;
            return IsOver || IsNodeOver ? 0 : read;
        }

        /// <summary>A reader of XML has come to the next node, or has not yet met one.</summary>
        public void StartNode() => _nodeStart = Count;

        /// <summary>The rest is no XML.</summary>
        public void EndNodes() => _nodeStart = null;

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Why a file was not read. <paramref name="IsLimit"/>: it may be good, but is too much to judge.</summary>
internal readonly record struct ReadFault(string Reason, bool IsLimit);
