using System;
using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using SkillContracts.Windows;

// What experiments start under build/try-windows.sh: a program that does what its first argument says.
Console.OutputEncoding = new UTF8Encoding(false);
switch (args)
{
    case ["args", ..]:
        foreach (var argument in args[1..])
        {
            Console.WriteLine(string.Join(' ', argument.Select(unit => ((int)unit).ToString("x", CultureInfo.InvariantCulture))));
        }

        return 0;
    case ["words", ..]:
        Console.WriteLine(string.Join('|', args[1..]));
        return 0;
    case ["env"]:
        foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(pair => ($"{pair.Key}", pair.Value)).OrderBy(pair => pair.Item1, StringComparer.Ordinal))
        {
            Console.WriteLine($"{name}={value}");
        }

        return 0;
    case ["exit", var code]:
        return unchecked((int)long.Parse(code, CultureInfo.InvariantCulture));
    case ["cat"]:
        Console.OpenStandardInput().CopyTo(Console.OpenStandardOutput());
        return 0;
    case ["write", var path, var text]:
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
        return 0;
    case ["freeze", var path]:
        File.WriteAllText(path, "");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        return 0;
    case ["flood", var size]:
        using (var output = Console.OpenStandardOutput())
        {
            var chunk = new byte[1024 * 1024];
            chunk.AsSpan().Fill((byte)'x');
            for (var left = long.Parse(size, CultureInfo.InvariantCulture); left > 0; left -= chunk.Length)
            {
                output.Write(chunk, 0, (int)Math.Min(left, chunk.Length));
            }
        }

        return 0;
    case ["violate"]:
        Marshal.WriteInt32(unchecked((nint)0x10_0000_1000), 1);
        return 0;
    case ["throw"]:
        throw new InvalidOperationException("not caught");
    case ["sleep", ..]:
        Thread.Sleep(TimeSpan.FromMinutes(10));
        return 0;
    case ["leave", var marker, ..]:
        // A child, and a grandchild whose parent ends at once.
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["sleep", marker]) { UseShellExecute = false, CreateNoWindow = true })!.Dispose();
        if (args is [_, _, "deep"])
        {
            Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["leave", marker]) { UseShellExecute = false, CreateNoWindow = true })!.WaitForExit();
            Thread.Sleep(TimeSpan.FromMinutes(10));
        }

        Console.WriteLine("left");
        return 0;
    case ["-c", var text]:
        Console.WriteLine("bash was given: " + text);
        return 0;
    case ["property", var count, var seed]:
        return ArgumentProperty.Try(int.Parse(count, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
    case ["cancel", var marker]:
        return Cancelled.Try(marker);
    case ["handles"]:
        return HandleProperty.Try();
    case ["write-handle", var handle]:
        return HandleProperty.Write(handle);
    default:
        Console.Error.WriteLine("unknown: " + string.Join(' ', args));
        return 64;
}
