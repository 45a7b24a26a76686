using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Pipes;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using SkillContracts.Runner.Execution;

namespace SkillContracts.Windows;

/// <summary>A program inherits its three streams and nothing else, whatever handles of the runner can be inherited.</summary>
internal static class HandleProperty
{
    /// <summary>Lets a program write to a handle that it must not have.</summary>
    /// <returns>0 when nothing arrived, else 1.</returns>
    public static int Try()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        ChildProcess.Run(
            new ChildStart(Environment.ProcessPath!, ["write-handle", pipe.GetClientHandleAsString()], new Dictionary<string, string>(), Path.GetTempPath(), null, TimeSpan.FromMinutes(1)),
            CancellationToken.None);
        pipe.DisposeLocalCopyOfClientHandle();
        var leaked = pipe.ReadByte() >= 0;
        Console.WriteLine(leaked ? "a handle was inherited" : "no handle was inherited");
        return leaked ? 1 : 0;
    }

    /// <summary>The program: writes to a handle by its number.</summary>
    public static int Write(string handle)
    {
        try
        {
            using var file = new FileStream(new SafeFileHandle(nint.Parse(handle, CultureInfo.InvariantCulture), ownsHandle: false), FileAccess.Write, 0);
            file.WriteByte(1);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 1;
        }
    }
}
