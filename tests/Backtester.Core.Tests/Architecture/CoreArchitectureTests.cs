using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Architecture;

/// <summary>Holds the order of the house (docs/architecture.md) on the compiled Core.</summary>
public class CoreArchitectureTests
{
    /// <summary>A folder uses itself and what stands before it.</summary>
    private static readonly FolderOrder Order = new(
        "Backtester.Core",
        "Market",
        "Indicators",
        "Formulas",
        "Orders",
        "Portfolio",
        "Strategies",
        "Engine",
        "Analysis",
        "Runs",
        "Optimization",
        "Recommendations");

    private static readonly string[] Drawers = ["Common", "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Managers"];

    private static readonly string Assembly = typeof(Candle).Assembly.Location;
    private static readonly IReadOnlyList<TypeUse> Uses = AssemblyUses.Read(Assembly);

    [Fact]
    public void Folders_use_only_those_above_them() => AssertNone(Order.Violations(Uses));

    [Fact]
    public void Every_type_stands_in_a_known_folder() => AssertNone(Order.Strays(Uses));

    [Fact]
    public void No_files_no_network_no_clock_no_unseeded_chance() =>
        AssertNone(Uses.Where(Purity.Forbids).Select(u => u.ToString()));

    [Fact]
    public void What_feeds_a_fill_uses_no_fused_or_reordered_arithmetic() =>
        AssertNone(Uses
            .Where(u => Order.FolderOf(u.UserNamespace) is "Market" or "Indicators" or "Formulas" or "Orders" or "Portfolio" or "Strategies" or "Engine")
            .Where(Purity.VariesByProcessor)
            .Select(u => u.ToString()));

    [Fact]
    public void No_folder_is_a_drawer() =>
        AssertNone(Uses.Select(u => u.UserNamespace).Distinct().Where(n => n.Split('.').Intersect(Drawers, StringComparer.OrdinalIgnoreCase).Any()));

    [Fact]
    public void Core_refers_to_no_other_project() =>
        AssertNone(AssemblyUses.AssemblyNames(Assembly).Where(a => a.StartsWith("Backtester", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Core_refers_to_the_framework_and_YamlDotNet_alone() =>
        AssertNone(AssemblyUses.AssemblyNames(Assembly).Where(a => a != "YamlDotNet" && !a.StartsWith("System.", StringComparison.Ordinal)));

    private static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }
}
