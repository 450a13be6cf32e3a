using Backtester.Blazor.Shared;
using Backtester.Core.Runs.Explanation;

namespace Backtester.Blazor.Pages.Backtests.Explain;

/// <summary>The funnel for people.</summary>
public static class FunnelWords
{
    /// <summary>What a step asks.</summary>
    public static string Question(string step) => step switch
    {
        "signal" => "Did an entry rule hold?",
        "filters" => "Inside the session, with enough confidence?",
        "position" => "Was it free to enter?",
        "risk" => "Within the limits of risk?",
        "cash" => "Enough cash?",
        "size" => "Large enough to trade?",
        "order" => "Did the order fill?",
        _ => Format.Words(step),
    };

    /// <summary>Where the bars ended, in a sentence: the first step that let nothing through, or how many entered.</summary>
    public static string Sentence(Funnel funnel)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        if (funnel.FirstEmpty is not { } empty)
        {
            return $"Of {Format.Count(funnel.Bars)} bars {Format.Count(funnel.Entries)} led to an entry.";
        }

        var bars = Format.Count(empty.Entered);
        var reasons = string.Join(", ", empty.Reasons.OrderByDescending(r => r.Value).Select(r => $"{Format.Words(r.Key).ToLowerInvariant()} {Format.Count(r.Value)}"));
        var why = empty.Name switch
        {
            "signal" => $"On none of {bars} bars did an entry rule hold on an allowed side. Averages longer than the range stay unknown; the values of the rules on a bar, below, say more.",
            "filters" => $"An entry rule held on {bars} bars, but the session or the confidence let none of them through.",
            "position" => $"{bars} bars asked for an entry, none of them while it was free to enter.",
            "risk" => $"{bars} entries were asked for, and the limits of risk refused them all.",
            "cash" => $"{bars} entries were asked for, and there was not enough cash for any.",
            "size" => $"{bars} entries were asked for, and each was too small to trade.",
            _ => $"{bars} orders were placed, and none filled.",
        };
        return reasons.Length == 0 ? why : $"{why} Reasons: {reasons}.";
    }
}
