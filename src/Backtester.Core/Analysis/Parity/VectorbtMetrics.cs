using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis.Parity;

/// <summary>vectorbt 0.28: returns of each bar, the first from the initial cash; 365 days of bars a year.</summary>
internal static class VectorbtMetrics
{
    private const double MsPerYear = 365.0 * 86_400_000;

    public static MetricSet Measure(ParityMeasurement input)
    {
        var set = new MetricSet();
        var curve = input.Curve;
        var r = new double[curve.Count];
        DailyEquity.FillReturns(curve.Equity, curve.InitialEquity, r);
        var perYear = MsPerYear / input.BarMs;
        var final = curve.Count > 0 ? curve.Equity[^1] : curve.InitialEquity;
        var annual = r.Length > 0 && final >= 0 ? Math.Pow(final / curve.InitialEquity, perYear / r.Length) - 1 : double.NaN;
        var volatility = SharpeRatio.Volatility(r, perYear);
        var drawdown = Drawdowns.Deepest(curve.Equity, curve.InitialEquity);
        set.Add("total_return", Growth.TotalReturn(curve.InitialEquity, final));
        set.Add("sharpe", SharpeRatio.Annual(r, 0, perYear), "bar returns do not vary");
        set.Add("sortino", SortinoRatio.Annual(r, 0, perYear), "no losing bar");
        set.Add("calmar", CalmarRatio.Of(annual, drawdown), "equity never fell");
        set.Add("omega", OmegaRatio.Of(r), "no losing bar");
        set.Add("max_drawdown", drawdown);
        set.Add("annualized_return", annual, "no bars");
        set.Add("annualized_volatility", volatility, "fewer than 2 bars");
        AddTrades(set, input);
        AddTail(set, r);
        set.Add("periods_per_year", perYear);
        return set;
    }

    private static void AddTrades(MetricSet set, ParityMeasurement input)
    {
        var closed = new List<double>(input.Trades.Count);
        var marked = new List<double>(input.Trades.Count);
        foreach (var trade in input.Trades)
        {
            if (!trade.IsOpen)
            {
                closed.Add(trade.ProfitLoss);
            }

            marked.Add(trade.IsOpen ? MarkedAtLastClose(trade, input) : trade.ProfitLoss);
        }

        var (some, all) = (TradeStatistics.Of([.. closed]), TradeStatistics.Of([.. marked]));
        set.Add("trades", all.Count);
        set.Add("trades_closed", some.Count);
        set.Add("win_rate_closed", some.WinRate, "no closed trade");
        set.Add("profit_factor_closed", some.ProfitFactor, "no losing trade");
        set.Add("expectancy_closed", some.Expectancy, "no closed trade");
        set.Add("win_rate_all", all.WinRate, "no trade");
        set.Add("profit_factor_all", all.ProfitFactor, "no losing trade");
    }

    /// <summary>Profit of an open position at its symbol's last close; its exit has no fee yet.</summary>
    private static double MarkedAtLastClose(Trade trade, ParityMeasurement input)
    {
        var candles = input.Series.FirstOrDefault(s => s.Key.Symbol == trade.Symbol && s.Count > 0);
        var move = candles is null ? double.NaN : candles.Close[^1] - trade.EntryPrice;
        return (trade.Quantity * (trade.Direction == Direction.Long ? move : -move)) - trade.Fees + (double.IsNaN(trade.Funding) ? 0 : trade.Funding);
    }

    private static void AddTail(MetricSet set, double[] r)
    {
        var unknown = r.Length == 0 ? "no bars" : Array.Exists(r, double.IsNaN) ? "equity reached 0" : null;
        if (unknown is not null)
        {
            set.Add("value_at_risk", double.NaN, unknown);
            set.Add("cond_value_at_risk", double.NaN, unknown);
            set.Add("tail_ratio", double.NaN, unknown);
            return;
        }

        var low = Percentile(r, 0.05);
        set.Add("value_at_risk", low);
        set.Add("cond_value_at_risk", MeanOfLowest(r, (int)((r.Length - 1) * 0.05) + 1));
        set.Add("tail_ratio", Math.Abs(Percentile(r, 0.95)) / Math.Abs(low), "the 5 % quantile is 0");
    }

    private static double Percentile(double[] values, double probability)
    {
        var position = (values.Length - 1) * probability;
        var below = (int)position;
        var (low, high) = OrderStatistic.SelectPair(values, below);
        return low + ((position - below) * (high - low));
    }

    private static double MeanOfLowest(double[] values, int count)
    {
        var limit = OrderStatistic.Select(values, count - 1);
        var (sum, below) = (0.0, 0);
        foreach (var value in values)
        {
            if (value < limit)
            {
                sum += value;
                below++;
            }
        }

        return (sum + ((count - below) * limit)) / count;
    }
}
