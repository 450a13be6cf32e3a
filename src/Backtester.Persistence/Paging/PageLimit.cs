using Backtester.Core.Runs;

namespace Backtester.Persistence.Paging;

/// <summary>How many rows a page may have.</summary>
public static class PageLimit
{
    /// <summary>Where none is given.</summary>
    public const int Default = 50;

    /// <summary>The most.</summary>
    public const int Most = 1000;

    internal static int Check(int limit) => limit is >= 1 and <= Most
        ? limit
        : throw new SpecException([new SpecProblem("limit", "is out of range", $"{limit}", $"1 to {Most}")]);
}
