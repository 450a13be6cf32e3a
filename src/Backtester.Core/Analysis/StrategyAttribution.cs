using Backtester.Core.Engine;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>What one strategy of several brought.</summary>
/// <param name="Name">Its name, that of its trades.</param>
/// <param name="Weight">Its part of the capital.</param>
/// <param name="Trades">Number of its closed trades.</param>
/// <param name="WinRate">Winning ones in percent of them; NaN without trades.</param>
/// <param name="ProfitLoss">What its own equity gained, open positions at the last close, transfers between strategies left out.</param>
/// <param name="FinalEquity">Its own equity at the end.</param>
/// <param name="SharpeRatio">Of its own daily returns, a year; NaN where it does not vary.</param>
/// <param name="Correlation">Of its daily returns with each other strategy's, by name; NaN where one of them does not vary.</param>
public sealed record StrategyAttribution(
    string Name,
    double Weight,
    int Trades,
    double WinRate,
    double ProfitLoss,
    double FinalEquity,
    double SharpeRatio,
    IReadOnlyDictionary<string, double> Correlation)
{
    /// <summary>Measures each strategy of a run; empty where there is one alone.</summary>
    public static IReadOnlyList<StrategyAttribution> Measure(BacktestOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var returns = outcome.Strategies.Select(DailyReturns).ToList();
        return [.. outcome.Strategies.Select((strategy, k) => Measure(strategy, returns[k], outcome.Trades, outcome.Strategies
            .Select((other, j) => (other.Share.Name, Value: Correlate(returns[k], returns[j])))
            .Where(pair => pair.Name != strategy.Share.Name)
            .ToDictionary(pair => pair.Name, pair => pair.Value)))];
    }

    /// <summary>Simple daily returns of a strategy; what rebalancing moved at the beginning of a day belongs to the capital of that day.</summary>
    public static double[] DailyReturns(StrategyOutcome strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var daily = DailyEquity.Sample(strategy.Curve);
        var returns = new double[daily.Count];
        var (before, next) = (daily.Initial, 0);
        for (var day = 0; day < returns.Length; day++)
        {
            for (; next < strategy.Transfers.Count && strategy.Transfers[next].Bar <= daily.LastBar[day]; next++)
            {
                before += strategy.Transfers[next].Amount;
            }

            returns[day] = before > 0 ? (daily.Equity[day] / before) - 1 : double.NaN;
            before = daily.Equity[day];
        }

        return returns;
    }

    /// <summary>Pearson's correlation; NaN where one side does not vary.</summary>
    public static double Correlate(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (Moments.Mean(a), Moments.Mean(b));
        var (product, squaresA, squaresB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            product += x * y;
            squaresA += x * x;
            squaresB += y * y;
        }

        return squaresA > 0 && squaresB > 0 ? product / Math.Sqrt(squaresA * squaresB) : double.NaN;
    }

    private static StrategyAttribution Measure(StrategyOutcome strategy, double[] returns, IReadOnlyList<Trade> trades, Dictionary<string, double> correlation)
    {
        var own = trades.Where(t => t.Strategy == strategy.Share.Name && !t.IsOpen).ToList();
        var (curve, final) = (strategy.Curve, strategy.Curve.Equity[^1]);
        return new StrategyAttribution(
            strategy.Share.Name,
            strategy.Share.Weight,
            own.Count,
            own.Count == 0 ? double.NaN : 100.0 * own.Count(t => t.ProfitLoss > 0) / own.Count,
            final - curve.InitialEquity - strategy.Transfers.Sum(t => t.Amount),
            final,
            Analysis.SharpeRatio.Annual(returns),
            correlation);
    }
}
