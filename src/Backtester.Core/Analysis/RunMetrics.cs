namespace Backtester.Core.Analysis;

/// <summary>All metrics of a run, in the order of <see cref="MetricCatalog"/>.</summary>
public static class RunMetrics
{
    // Reasons that a search's table of trials gives in the same words.
    internal const string NoTrades = "no closed trade";
    internal const string NoLoss = "no losing trade";
    internal const string NoBars = "no bars";
    internal const string NoCapital = "no initial capital";
    internal const string NeverFell = "equity never fell";
    internal const string TooShort = "under 30 days: too short to annualise";
    internal const string Bust = "equity fell below 0";
    internal const string Flat = "daily returns do not vary";
    internal const string NoBadDay = "no day below the risk-free rate";
    private const string Unknown = "equity reached 0: later returns are unknown";

    /// <summary>
    /// Measures a run in one pass over its bars and a few over its days and trades. What is unknown is NaN and has a
    /// note; a run without bars or trades is measured like any other.
    /// </summary>
    public static MetricSet Measure(RunMeasurement input)
    {
        var daily = input.Daily ?? DailyEquity.Sample(input.Curve, input.DaysPerYear >= 365);
        var set = new MetricSet();
        var trades = new TradeColumns(input.Trades);
        var roi = AddGrowth(set, input);
        var sharpe = AddReturns(set, input, daily);
        AddBenchmark(set, input, daily);
        AddTrades(set, trades);
        AddActivity(set, input, daily, trades);
        AddScore(set, input, trades.All, roi, sharpe);
        return set;
    }

    private static double AddGrowth(MetricSet set, RunMeasurement input)
    {
        var curve = input.Curve;
        var final = curve.Count > 0 ? curve.Equity[^1] : curve.InitialEquity;
        var seconds = curve.Count > 0 ? (curve.TimeMs[^1] + input.BarMs - curve.TimeMs[0]) / 1000.0 : 0;
        var tooShort = seconds < Growth.ShortestReportedSeconds;
        var cagr = tooShort ? double.NaN : Growth.Cagr(curve.InitialEquity, final, seconds);
        var cagrNote = tooShort ? TooShort : Bust;
        var drawdown = Drawdowns.Measure(curve, input.BarMs);
        var totalReturn = Growth.TotalReturn(curve.InitialEquity, final);

        set.Add("initial_capital", curve.InitialEquity);
        set.Add("final_equity", final);
        set.Add("total_profit_loss", final - curve.InitialEquity);
        set.Add("roi", totalReturn * 100, NoCapital);
        set.Add("total_return", totalReturn, NoCapital);
        set.Add("cagr", cagr, cagrNote);
        set.Add("max_drawdown", Positive(drawdown.DeepestMoney));
        set.Add("max_drawdown_percentage", Positive(drawdown.Deepest * 100), NoCapital);
        set.Add("max_drawdown_duration_seconds", drawdown.DeepestSeconds);
        set.Add("longest_drawdown_seconds", drawdown.LongestSeconds);
        set.Add("time_under_water", drawdown.UnderWater, NoBars);
        set.Add("calmar_ratio", CalmarRatio.Of(cagr, drawdown.Deepest), double.IsNaN(cagr) ? cagrNote : NeverFell);
        return totalReturn * 100;
    }

    private static double AddReturns(MetricSet set, RunMeasurement input, DailyEquity daily)
    {
        ReadOnlySpan<double> r = daily.Returns;
        var days = input.DaysPerYear;
        var bust = WhyBust(r);
        var few = WhyFewDays(r);
        var flat = few ?? Flat;
        var sharpe = SharpeRatio.Annual(r, input.RiskFreeRate, days);
        var perDay = SharpeRatio.PerPeriod(r, input.RiskFreeRate / days);
        var (skew, kurtosis) = (Moments.Skew(r), Moments.Kurtosis(r));
        var moments = bust ?? (r.Length < 4 ? "fewer than 4 days" : flat);

        set.Add("days", r.Length);
        set.Add("volatility", SharpeRatio.Volatility(r, days), few ?? "unknown");
        set.Add("sharpe_ratio", sharpe, flat);
        set.Add("sortino_ratio", SortinoRatio.Annual(r, input.RiskFreeRate, days), few ?? NoBadDay);
        set.Add("omega_ratio", bust is null ? OmegaRatio.Of(r) : double.NaN, bust ?? "no losing day");
        set.Add("ulcer_index", UlcerIndex.Of(daily.Equity, daily.Initial), NoBars);
        set.Add("stability", EquityStability.Of(daily.Equity), EquityStability.WhyUnknown(daily.Equity));
        set.Add("var_95", ValueAtRisk.Of(r), few ?? "unknown");
        set.Add("cvar_95", ValueAtRisk.Conditional(r), few ?? "unknown");
        set.Add("best_day", Extreme(r, best: true), bust ?? NoBars);
        set.Add("worst_day", Extreme(r, best: false), bust ?? NoBars);
        set.Add("skew", skew, bust ?? (r.Length < 3 ? "fewer than 3 days" : flat));
        set.Add("kurtosis", kurtosis, moments);
        set.Add("psr", ProbabilisticSharpe.Psr(perDay, r.Length, skew, kurtosis), moments);
        set.Add(
            "minimum_track_record_days",
            ProbabilisticSharpe.MinimumTrackRecord(perDay, skew, kurtosis),
            perDay <= 0 ? "the Sharpe ratio is not above 0" : moments);
        return sharpe;
    }

    private static void AddBenchmark(MetricSet set, RunMeasurement input, DailyEquity daily)
    {
        var benchmark = input.BenchmarkReturns ?? BuyAndHold.DailyReturns(input.Series, daily.DayMs);
        var known = benchmark.Length > 0 && benchmark.Length == daily.Count;
        var line = known
            ? AlphaBeta.Fit(daily.Returns, benchmark, input.RiskFreeRate, input.DaysPerYear)
            : new AlphaBeta(double.NaN, double.NaN);
        var note = !known ? "no benchmark" : benchmark.Length < 3 ? "fewer than 3 days" : "the benchmark does not vary, or a return is unknown";
        set.Add("benchmark_return", known ? Compound(benchmark) : double.NaN, "no benchmark");
        set.Add("alpha", line.Alpha, note);
        set.Add("beta", line.Beta, note);
    }

    private static void AddTrades(MetricSet set, TradeColumns trades)
    {
        var (all, longs, shorts) = (trades.All, trades.Long, trades.Short);
        var noWin = all.Count == 0 ? NoTrades : "no winning trade";
        var noLoss = all.Count == 0 ? NoTrades : NoLoss;
        var oneSided = all.Count == 0 ? NoTrades : all.Wins == 0 ? noWin : noLoss;

        set.Add("total_trades", all.Count);
        set.Add("open_trades", trades.Open);
        set.Add("winning_trades", all.Wins);
        set.Add("losing_trades", all.Losses);
        set.Add("break_even_trades", all.BreakEven);
        set.Add("win_rate", all.WinRate * 100, NoTrades);
        set.Add("average_win", all.AverageWin, noWin);
        set.Add("average_loss", all.AverageLoss, noLoss);
        set.Add("payoff_ratio", all.Payoff, oneSided);
        set.Add("profit_factor", all.ProfitFactor, noLoss);
        set.Add("expectancy", all.Expectancy, NoTrades);
        set.Add("sqn", all.Sqn, all.Count < 2 ? "fewer than 2 closed trades" : "trade profits do not vary");
        set.Add("kelly", all.Kelly, oneSided);
        set.Add("best_trade", all.Best, NoTrades);
        set.Add("worst_trade", all.Worst, NoTrades);
        set.Add("average_trade_duration_seconds", trades.AverageDurationSeconds, NoTrades);
        set.Add("average_bars_held", trades.AverageBarsHeld, NoTrades);
        set.Add("average_mae", trades.AverageMae, NoTrades);
        set.Add("average_mfe", trades.AverageMfe, NoTrades);
        set.Add("longest_winning_streak", all.LongestWinningStreak);
        set.Add("longest_losing_streak", all.LongestLosingStreak);
        set.Add("long_trades", longs.Count);
        set.Add("long_win_rate", longs.WinRate * 100, "no closed long trade");
        set.Add("long_profit_loss", longs.Total);
        set.Add("short_trades", shorts.Count);
        set.Add("short_win_rate", shorts.WinRate * 100, "no closed short trade");
        set.Add("short_profit_loss", shorts.Total);
    }

    private static void AddActivity(MetricSet set, RunMeasurement input, DailyEquity daily, TradeColumns trades)
    {
        var fees = double.IsNaN(input.Fees) ? trades.Fees : input.Fees;
        var notional = double.IsNaN(input.TradedNotional) ? trades.Notional : input.TradedNotional;
        set.Add("exposure", TradingActivity.Exposure(input.Curve.OpenPositions), NoBars);
        set.Add("turnover", TradingActivity.Turnover(notional, daily.Equity), daily.Count == 0 ? NoBars : "mean equity is not above 0");
        set.Add("fees", fees);
        set.Add("fee_share", TradingActivity.FeeShare(fees, trades.ProfitBeforeCosts), "no profit before costs");
    }

    private static void AddScore(MetricSet set, RunMeasurement input, TradeStatistics trades, double roi, double sharpe)
    {
        var score = CompositeScore.Of(trades.WinRate * 100, roi, sharpe, trades.ProfitFactor, input.ScoreWeights);
        set.Add("composite_score", score.Total);
        set.Add("composite_win_rate", score.WinRate);
        set.Add("composite_roi", score.Roi);
        set.Add("composite_sharpe_ratio", score.Sharpe);
        set.Add("composite_profit_factor", score.ProfitFactor);
    }

    /// <summary>Why statistics of daily returns are unknown before they are looked at; null where they are not.</summary>
    internal static string? WhyFewDays(ReadOnlySpan<double> returns) => WhyBust(returns) ?? (returns.Length < 2 ? "fewer than 2 days" : null);

    private static string? WhyBust(ReadOnlySpan<double> returns) => returns.ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity) ? Unknown : null;

    /// <summary>The absolute value of a drawdown, without a negative zero.</summary>
    internal static double Positive(double drawdown) => drawdown == 0 ? 0 : -drawdown;

    private static double Extreme(ReadOnlySpan<double> values, bool best)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }

        var extreme = values[0];
        foreach (var value in values)
        {
            extreme = best ? Math.Max(extreme, value) : Math.Min(extreme, value);
        }

        return extreme;
    }

    private static double Compound(ReadOnlySpan<double> returns)
    {
        var value = 1.0;
        foreach (var r in returns)
        {
            value *= 1 + r;
        }

        return value - 1;
    }
}
