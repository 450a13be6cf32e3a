using Backtester.Core.Formulas;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Strategies;

/// <summary>A strategy file as it was when it was last read.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Strategy">What it holds; null where something is wrong.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record StrategyFile(string Path, DefinedStrategy? Strategy, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>A kept version of a user's strategy.</summary>
/// <param name="Id">The strategy.</param>
/// <param name="Hash">Hash of its rules, in full.</param>
/// <param name="Version">What its author calls it.</param>
/// <param name="StoredAt">When it was first seen.</param>
public sealed record StrategyVersion(string Id, string Hash, string Version, DateTimeOffset StoredAt);
