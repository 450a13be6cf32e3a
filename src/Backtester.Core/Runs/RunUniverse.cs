using Backtester.Core.Market;
using Backtester.Core.Market.Universes;

namespace Backtester.Core.Runs;

/// <summary>The universe of a run, and whom it chose when.</summary>
/// <param name="Universe">The universe as it was when the run was planned.</param>
/// <param name="Members">Its members over the run's range, among the symbols that have candles in it.</param>
public sealed record RunUniverse(Universe Universe, IReadOnlyList<MembershipPeriod> Members)
{
    /// <summary>The stretches in which a symbol may be entered; null for always, as in a fixed list.</summary>
    public IReadOnlyList<TimeRange>? StretchesOf(string symbol) => Universe.Rule is null ? null : MembershipPeriod.StretchesOf(Members, symbol);
}
