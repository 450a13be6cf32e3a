namespace Backtester.Core.Tests.Architecture;

/// <summary>What Core may not touch: files, network, clocks, chance that no seed governs, processes.</summary>
public static class Purity
{
    private static readonly HashSet<string> MemoryOnly =
    [
        "Stream", "MemoryStream", "StringReader", "StringWriter", "TextReader", "TextWriter", "BinaryReader", "BinaryWriter",
        "IOException", "InvalidDataException", "EndOfStreamException",
    ];

    private static readonly HashSet<string> Types =
    [
        "System.Random", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Security.Cryptography.RandomNumberGenerator", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.Timers.Timer", "System.Console",
    ];

    private static readonly HashSet<string> Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.Environment.GetEnvironmentVariable",
        "System.Environment.GetEnvironmentVariables", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Threading.Thread.Sleep",
    ];

    /// <summary>Operations whose result depends on the processor, in what feeds a fill or an equity (docs/decisions/0001).</summary>
    private static readonly HashSet<string> VaryingArithmetic =
    [
        "FusedMultiplyAdd", "MultiplyAddEstimate", "Sum", "Dot",
    ];

    /// <summary>True where the use breaks the rule.</summary>
    public static bool Forbids(TypeUse use)
    {
        var type = $"{use.UsedNamespace}.{use.Used}";
        return IsUnder(use.UsedNamespace, "System.Net")
            || (IsUnder(use.UsedNamespace, "System.IO") && !(use.UsedNamespace == "System.IO" && MemoryOnly.Contains(use.Used)))
            || Types.Contains(type)
            || (use.Member is not null && Members.Contains($"{type}.{use.Member}"));
    }

    /// <summary>True where the use is arithmetic that differs between processors: fused multiply-add, vector reductions.</summary>
    public static bool VariesByProcessor(TypeUse use) =>
        IsUnder(use.UsedNamespace, "System.Numerics.Tensors")
        || (use.UsedNamespace == "System.Runtime.Intrinsics.X86" && use.Used.StartsWith("Fma", StringComparison.Ordinal))
        || (use.Member is not null && VaryingArithmetic.Contains(use.Member) && IsArithmetic(use));

    private static bool IsArithmetic(TypeUse use) =>
        (use.UsedNamespace == "System" && use.Used is "Math" or "MathF" or "Double" or "Single")
        || (use.UsedNamespace is "System.Numerics" or "System.Runtime.Intrinsics" && use.Used.StartsWith("Vector", StringComparison.Ordinal));

    private static bool IsUnder(string space, string root) => space == root || space.StartsWith(root + ".", StringComparison.Ordinal);
}
