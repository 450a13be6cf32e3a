using Backtester.Core.Market;

namespace Backtester.Core.Analysis.Parity;

/// <summary>backtesting.py 0.6: day returns without the first day, compounded; trades in percent of their entry notional.</summary>
internal static class BacktestingPyMetrics
{
    private const string OneSymbol = "backtesting.py trades one symbol";

    public static MetricSet Measure(ParityMeasurement input, DailyEquity daily)
    {
        var set = new MetricSet();
        var curve = input.Curve;
        var first = curve.Count > 0 ? curve.Equity[0] : double.NaN;
        var final = curve.Count > 0 ? curve.Equity[^1] : double.NaN;
        var d = daily.Returns.AsSpan(Math.Min(1, daily.Count));
        var g = d.IsEmpty ? double.NaN : GeometricMean(d, d.Length);
        const double A = 365;
        var annual = Math.Pow(1 + g, A) - 1;
        var deviation = Moments.SampleDeviation(d);
        var volatility = Math.Sqrt(Math.Pow((deviation * deviation) + ((1 + g) * (1 + g)), A) - Math.Pow(1 + g, 2 * A));

        // From the first open to the last open, in years of 365.25 days, though returns are annualised by 365.
        var years = curve.Count > 0 ? (curve.TimeMs[^1] - curve.TimeMs[0]) / 86_400_000.0 / 365.25 : 0;
        var depth = new BacktestingPyDrawdowns(curve);
        const string Short = "fewer than 2 days";
        set.Add("Return [%]", (final - first) / first * 100, "no bars");
        set.Add("Return (Ann.) [%]", annual * 100, Short);
        set.Add("Volatility (Ann.) [%]", volatility * 100, Short);
        set.Add("CAGR [%]", years > 0 ? (Math.Pow(final / first, 1 / years) - 1) * 100 : double.NaN, "fewer than 2 bars");
        set.Add("Sharpe Ratio", volatility > 0 ? annual / volatility : double.NaN, "daily returns do not vary");
        set.Add("Sortino Ratio", annual / (SortinoRatio.DownsideDeviation(d) * Math.Sqrt(A)), "no losing day");
        set.Add("Calmar Ratio", depth.Deepest > 0 ? annual / depth.Deepest : double.NaN, "equity never fell");
        set.Add("Max. Drawdown [%]", -depth.Deepest * 100);
        set.Add("Avg. Drawdown [%]", -depth.Average * 100, "equity never fell");
        AddTrades(set, input);
        set.Add("Exposure Time [%]", ExposedBars(input) * 100, "no bars");
        AddMarket(set, input, (final - first) / first * 100);
        set.Add("# Trades", input.Trades.Count);
        set.Add("Max. Drawdown Duration [s]", depth.LongestSeconds, "equity never fell");
        return set;
    }

    private static void AddTrades(MetricSet set, ParityMeasurement input)
    {
        var closed = input.Trades.Where(t => !t.IsOpen).ToArray();
        var percents = TradeStatistics.Of(Array.ConvertAll(closed, t => t.ProfitLossPercentage));
        var money = TradeStatistics.Of(Array.ConvertAll(closed, t => t.ProfitLoss));
        var fractions = Array.ConvertAll(closed, t => t.ProfitLossPercentage / 100);
        const string NoTrade = "no closed trade";
        set.Add("Win Rate [%]", money.WinRate * 100, NoTrade);
        set.Add("Best Trade [%]", percents.Best, NoTrade);
        set.Add("Worst Trade [%]", percents.Worst, NoTrade);
        set.Add("Avg. Trade [%]", fractions.Length == 0 ? double.NaN : GeometricMean(fractions, fractions.Length) * 100, NoTrade);
        set.Add("Profit Factor", percents.ProfitFactor, "no losing trade");
        set.Add("Expectancy [%]", percents.Expectancy, NoTrade);
        set.Add("SQN", money.Sqn, "fewer than 2 closed trades, or profits do not vary");
        set.Add("Kelly Criterion", money.Kelly, "no winning or no losing trade");
    }

    /// <summary>Share of the bars from an entry bar through its exit bar, both counted.</summary>
    private static double ExposedBars(ParityMeasurement input)
    {
        ReadOnlySpan<long> times = input.Curve.TimeMs;
        var changes = new int[times.Length + 1];
        foreach (var trade in input.Trades)
        {
            var from = times.BinarySearch(trade.OpenedAtMs);
            var to = trade.ClosedAtMs is { } closed ? times.BinarySearch(closed) : times.Length - 1;
            if (from >= 0 && to >= from)
            {
                changes[from]++;
                changes[to + 1]--;
            }
        }

        var (open, exposed) = (0, 0);
        for (var bar = 0; bar < times.Length; bar++)
        {
            open += changes[bar];
            exposed += open > 0 ? 1 : 0;
        }

        return (double)exposed / times.Length;
    }

    /// <summary>Beta on log returns of bars; alpha is the return beyond beta times buy and hold from the first close (no warm-up is declared to the tool), not annualised.</summary>
    private static void AddMarket(MetricSet set, ParityMeasurement input, double returnPercent)
    {
        if (input.Series.Count != 1 || input.Series[0].Count != input.Curve.Count || input.Curve.Count < 3)
        {
            var note = input.Series.Count == 1 ? "too few bars" : OneSymbol;
            set.Add("Alpha [%]", double.NaN, note);
            set.Add("Beta", double.NaN, note);
            set.Add("Buy & Hold Return [%]", double.NaN, note);
            return;
        }

        var close = input.Series[0].Close;
        var hold = (close[^1] - close[0]) / close[0] * 100;
        var beta = Beta(input.Curve.Equity, input.Series[0]);
        set.Add("Alpha [%]", returnPercent - (beta * hold), "the market does not vary");
        set.Add("Beta", beta, "the market does not vary");
        set.Add("Buy & Hold Return [%]", hold);
    }

    private static double Beta(double[] equity, CandleSeries market)
    {
        var (own, their) = (LogReturns(equity), LogReturns(market.Close));
        var (ownMean, theirMean) = (Moments.Mean(own), Moments.Mean(their));
        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < own.Length; i++)
        {
            var d = their[i] - theirMean;
            covariance += d * (own[i] - ownMean);
            variance += d * d;
        }

        return covariance / variance;
    }

    private static double[] LogReturns(ReadOnlySpan<double> values)
    {
        var result = new double[values.Length - 1];
        for (var i = 0; i < result.Length; i++)
        {
            // Most bars of most runs hold no position: ln 1 need not be computed.
            result[i] = values[i + 1] == values[i] ? 0 : Math.Log(values[i + 1] / values[i]);
        }

        return result;
    }

    /// <summary>exp(Σ ln(1 + r)/count) − 1; 0 where a return is −1 or worse.</summary>
    private static double GeometricMean(ReadOnlySpan<double> returns, int count)
    {
        var sum = 0.0;
        foreach (var r in returns)
        {
            if (r <= -1)
            {
                return 0;
            }

            sum += Math.Log(1 + r);
        }

        return Math.Exp(sum / count) - 1;
    }
}
