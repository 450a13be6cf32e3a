namespace Backtester.Core.Market.Universes;

/// <summary>The members of a universe from one choice to the next.</summary>
/// <param name="FromMs">The day of the choice, Unix ms. It was made from candles before that day alone.</param>
/// <param name="Symbols">The members, highest quote volume first.</param>
public sealed record MembershipPeriod(long FromMs, IReadOnlyList<string> Symbols)
{
    /// <summary>Every symbol that is a member in some period, in the order in which they came.</summary>
    public static IReadOnlyList<string> AllOf(IEnumerable<MembershipPeriod> periods) => [.. periods.SelectMany(p => p.Symbols).Distinct()];

    /// <summary>The stretches in which a symbol is a member, rising and apart; the last one goes on for ever.</summary>
    public static IReadOnlyList<TimeRange> StretchesOf(IReadOnlyList<MembershipPeriod> periods, string symbol)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var stretches = new List<TimeRange>();
        for (var i = 0; i < periods.Count; i++)
        {
            if (!periods[i].Symbols.Contains(symbol))
            {
                continue;
            }

            var end = i + 1 < periods.Count ? periods[i + 1].FromMs : long.MaxValue;
            if (stretches.Count > 0 && stretches[^1].EndMs == periods[i].FromMs)
            {
                stretches[^1] = stretches[^1] with { EndMs = end };
            }
            else
            {
                stretches.Add(new TimeRange(periods[i].FromMs, end));
            }
        }

        return stretches;
    }
}
