using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace Backtester.Persistence.Sqlite;

/// <summary>
/// Binds EF Core's SQLite provider to the system's SQLite library. Runs once, when this assembly is loaded,
/// so that no caller can open a connection before it.
/// </summary>
internal static class SqliteBinding
{
    /// <summary>Debian and other Linux, macOS, Windows.</summary>
    private static readonly string[] LibraryNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"];

    // A library is asked not to have module initializers, since an application may not expect them. This one must come
    // before the first use of SQLite whatever that is: a store, a test, or the migrations tool.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Bind()
    {
        AssemblyLoadContext.Default.Resolving += ResolveCore;
        UseSystemLibrary();
    }

    // Microsoft.Data.Sqlite asks for SQLitePCLRaw.core 2.1; the one referenced here, 2.0.6, has the same members. It is
    // asked for by its own version, which is found in the usual way and does not come back here.
    private static Assembly? ResolveCore(AssemblyLoadContext context, AssemblyName name) =>
        name is { Name: "SQLitePCLRaw.core", Version: { Major: 2, Minor: > 0 } } ? ReferencedCore() : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Assembly ReferencedCore() => typeof(raw).Assembly;

    // Apart, so that SQLitePCL's types are not loaded before the handler above stands.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseSystemLibrary()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) =>
            name == "e_sqlite3" ? LoadSystemLibrary() : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static IntPtr LoadSystemLibrary()
    {
        foreach (var name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            $"SQLite is not installed: none of {string.Join(", ", LibraryNames)} could be loaded. On Debian: apt-get install libsqlite3-0");
    }
}
