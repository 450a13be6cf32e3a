using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Backtester.Blazor.Tests.Shared;

/// <summary>bUnit asks for a newer AngleSharp.Diffing than the one that lies beside the tests; this one has what it uses.</summary>
internal static class BunitBinding
{
    [ModuleInitializer]
    internal static void Bind() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : (Assembly?)null;
}
