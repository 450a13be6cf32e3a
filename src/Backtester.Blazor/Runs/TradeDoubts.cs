using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>Which trades of a stored run touch doubtful candles, as these are stored now (docs/data-quality.md).</summary>
public sealed class TradeDoubts(ICandleCatalog catalog)
{
    /// <summary>Marks the trades of a run; none of a synthetic market.</summary>
    public DoubtfulTrades Of(RunPlan plan, IReadOnlyList<Trade> trades, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var series = plan.Synthetic || trades.Count == 0
            ? []
            : plan.Series.Where(key => catalog.Find(key) is not null).Select(key => catalog.Load(key, plan.Range, cancellation)).ToList();
        return DoubtfulTrades.Of(trades, series, plan.Spec.Data.Gaps == "fill");
    }

    /// <summary>The doubts of each trade that has some, by its place in the run's list.</summary>
    public static Dictionary<int, IReadOnlyList<string>> Reasons(DoubtfulTrades? doubtful) =>
        doubtful?.Trades.ToDictionary(t => t.Index, t => ReasonsOf(t.Doubt)) ?? [];

    /// <summary>The words of doubts.</summary>
    public static IReadOnlyList<string> ReasonsOf(CandleDoubt doubt) => Api.Documents.QualityDocument.ReasonsOf(doubt);
}
