namespace Backtester.Core.Analysis.Parity;

/// <summary>backtrader 1.9.78: SharpeRatio(timeframe=Days, riskfreerate=0, factor=365, annualize=True), DrawDown, TradeAnalyzer.</summary>
internal static class BacktraderMetrics
{
    public static MetricSet Measure(ParityMeasurement input, DailyEquity daily)
    {
        var set = new MetricSet();
        var deviation = Moments.PopulationDeviation(daily.Returns);
        var trades = new TradeColumns(input.Trades).All;
        set.Add("sharpe", deviation > 0 ? Moments.Mean(daily.Returns) / deviation * Math.Sqrt(365) : double.NaN, "daily returns do not vary");
        set.Add("sortino", double.NaN, "backtrader has no Sortino ratio");
        set.Add("max_drawdown_pct", -100 * Drawdowns.Deepest(input.Curve.Equity, input.Curve.InitialEquity));
        set.Add("trades_closed", trades.Count);
        set.Add("win_rate", trades.WinRate, "no closed trade");
        set.Add("profit_factor", trades.ProfitFactor, "no losing trade");
        set.Add("net_pnl_closed", trades.Total);
        return set;
    }
}
