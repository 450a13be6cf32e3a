using System.Globalization;
using Backtester.Core.Optimization;

namespace Backtester.Blazor.Optimizations;

/// <summary>How the sets of a search were simulated, in words.</summary>
internal static class WalkedSentence
{
    /// <summary>The sentence; empty where no set was simulated.</summary>
    public static string Of(WalkCounts walked)
    {
        var all = walked.Masks + walked.EventLoop + walked.Whole;
        if (all == 0)
        {
            return "";
        }

        if (walked.Masks == all)
        {
            return all == 1 ? "The set was tried the quick way, on whole columns at once." : $"All {N(all)} sets were tried the quick way, on whole columns at once.";
        }

        string[] ways =
        [
            .. walked.Masks > 0 ? (string[])[$"{N(walked.Masks)} by their masks, the quick way"] : [],
            .. walked.EventLoop > 0 ? (string[])[$"{N(walked.EventLoop)} by the event loop"] : [],
            .. walked.Whole > 0 ? (string[])[$"{N(walked.Whole)} as whole runs"] : [],
        ];
        var reasons = string.Join(", ", walked.Reasons.Select(r => $"{r.Key} ({N(r.Value)})"));
        return $"Of {N(all)} sets {string.Join(", ", ways)}{(reasons.Length == 0 ? "" : $"; slower because of {reasons}")}. The numbers are the same on every way.";
    }

    private static string N(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
