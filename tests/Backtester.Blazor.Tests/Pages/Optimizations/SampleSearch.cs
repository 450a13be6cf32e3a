using Backtester.Blazor.Pages.Optimizations.Result;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Tests.Pages.Optimizations;

/// <summary>
/// A search over fast {1, 2, 3, 4} and slow {2, 4} with `other` held: fast ≥ slow is refused, (3, 4) has no score, and the
/// others score 10·fast + slow.
/// </summary>
internal static class SampleSearch
{
    public static SearchResultData Data(bool measured = true)
    {
        var table = Table();
        return new SearchResultData(
            new StoredSearch(new StrategyOptimization { Id = 7, Objective = "sharpe_ratio", Strategy = "sma_cross", Symbols = "BTCUSDT", Timeframe = "1h" }, null, null),
            table,
            measured ? SearchRobustness.Measure(table, seed: 1) : null);
    }

    public static TrialTable Table()
    {
        var trials = new List<Trial>();
        foreach (var fast in new[] { 1.0, 2, 3, 4 })
        {
            foreach (var slow in new[] { 2.0, 4 })
            {
                var set = new Trial(trials.Count, [], new Dictionary<string, double> { ["fast"] = fast, ["slow"] = slow, ["other"] = 5 });
                var score = fast == 3 ? double.NaN : (10 * fast) + slow;
                trials.Add(fast >= slow
                    ? set with { Note = "refused: fast < slow must hold" }
                    : set with { Score = score, Note = double.IsNaN(score) ? "0 trades, at least 1 are asked for" : null, Metrics = Metrics(score) });
            }
        }

        return TrialTable.Of(trials);
    }

    private static Dictionary<string, double> Metrics(double score) => Trial.MetricNames.ToDictionary(name => name, name => name == "total_trades" && double.IsNaN(score) ? 0 : score);
}
