using System;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SkillContracts.Runner.Oracles;

/// <summary>Binds SQLite to the library that the system has; none is bundled.</summary>
internal static class SystemSqlite
{
    private static readonly Lazy<string?> Bound = new(Bind);

    /// <summary>Why SQLite cannot be used; null when it can.</summary>
    public static string? Fault => Bound.Value;

    private static string? Bind()
    {
        string[] names = OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        nint Load(string name, Assembly assembly, DllImportSearchPath? search)
        {
            foreach (var candidate in name == "e_sqlite3" ? names : [])
            {
                if (NativeLibrary.TryLoad(candidate, out var handle))
                {
                    return handle;
                }
            }

            return 0;
        }

        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Load);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            return $"{names[0]} is not installed";
        }
    }
}
