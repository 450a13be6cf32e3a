using static Backtester.Core.Analysis.MetricPreference;
using static Backtester.Core.Analysis.MetricUnit;

namespace Backtester.Core.Analysis;

/// <summary>Every metric that <see cref="RunMetrics.Measure"/> gives, in its order.</summary>
public static class MetricCatalog
{
    private const string Common = "common definition";
    private const string House = "this product";
    private const string DeflatedSharpe = "Bailey & López de Prado 2012";

    /// <summary>All metrics in order of display.</summary>
    public static IReadOnlyList<MetricInfo> All { get; } =
    [
        new("initial_capital", "Initial capital", "Result", Money, 2, "E₀", Common, None),
        new("final_equity", "Final equity", "Result", Money, 2, "E at the last close", Common, Higher),
        new("total_profit_loss", "Profit/loss", "Result", Money, 2, "E_end − E₀", Common, Higher),
        new("roi", "Return on investment", "Result", Percent, 2, "(E_end/E₀ − 1)·100", Common, Higher),
        new("total_return", "Total return", "Result", Fraction, 2, "E_end/E₀ − 1", Common, Higher),
        new("cagr", "Annual growth (CAGR)", "Result", Fraction, 2, "(E_end/E₀)^(365·86400/seconds) − 1; unknown under 30 days", Common, Higher),
        new("max_drawdown", "Max drawdown (money)", "Risk", Money, 2, "max over bars of max E so far − E, E₀ included", Common, Lower),
        new("max_drawdown_percentage", "Max drawdown", "Risk", Percent, 2, "−100·min over bars of E/max E so far − 1, E₀ included", Common, Lower),
        new("max_drawdown_duration_seconds", "Max drawdown duration", "Risk", Seconds, 0, "of the deepest drawdown, from its peak to its recovery or the end", Common, Lower),
        new("longest_drawdown_seconds", "Longest drawdown", "Risk", Seconds, 0, "longest time from a peak to its recovery or the end", Common, Lower),
        new("time_under_water", "Time under water", "Risk", Fraction, 1, "bars below an earlier peak / bars", Common, Lower),
        new("calmar_ratio", "Calmar ratio", "Ratios", Ratio, 2, "CAGR/|max drawdown|", "Young 1991", Higher),
        new("days", "Days", "Result", Days, 0, "n, UTC days from the first bar to the last", Common, None),
        new("volatility", "Volatility", "Risk", Fraction, 2, "sd(r)·√365, n − 1", Common, Lower),
        new("sharpe_ratio", "Sharpe ratio", "Ratios", Ratio, 2, "mean(r − rf)/sd(r − rf)·√365, n − 1", "Sharpe 1994", Higher),
        new("sortino_ratio", "Sortino ratio", "Ratios", Ratio, 2, "mean(r − rf)·365/(√mean(min(r − rf, 0)²)·√365), mean over all n", "Sortino & Price 1994", Higher),
        new("omega_ratio", "Omega ratio", "Ratios", Ratio, 2, "Σmax(r,0)/Σmax(−r,0)", "Keating & Shadwick 2002", Higher),
        new("ulcer_index", "Ulcer index", "Risk", Fraction, 2, "√mean(dd²) over day ends", "Martin 1987", Lower),
        new("stability", "Stability", "Ratios", Ratio, 2, "R² of ln E at day ends over the days, negative where it falls", "after empyrical's stability_of_timeseries", Higher),
        new("var_95", "Value at risk 95 %", "Risk", Fraction, 2, "5 % quantile (type 7) of r", "Hyndman & Fan 1996", Higher),
        new("cvar_95", "Conditional value at risk 95 %", "Risk", Fraction, 2, "mean of r at or below the value at risk", "Rockafellar & Uryasev 2000", Higher),
        new("best_day", "Best day", "Risk", Fraction, 2, "max r", Common, Higher),
        new("worst_day", "Worst day", "Risk", Fraction, 2, "min r", Common, Higher),
        new("skew", "Skew", "Risk", Ratio, 2, "m₃/m₂^1.5, biased", Common, Higher),
        new("kurtosis", "Kurtosis", "Risk", Ratio, 2, "m₄/m₂², biased, raw (3 for the normal)", Common, Lower),
        new("psr", "Probabilistic Sharpe ratio", "Certainty", Fraction, 1, "Φ(SR·√(n−1)/√(1 − γ₃SR + (γ₄−1)/4·SR²)), SR per day, against 0", DeflatedSharpe, Higher),
        new("minimum_track_record_days", "Minimum track record", "Certainty", Days, 0, "1 + (1 − γ₃SR + (γ₄−1)/4·SR²)·(1.645/SR)², SR per day, 95 %", DeflatedSharpe, Lower),
        new("benchmark_return", "Benchmark", "Benchmark", Fraction, 2, "return of the benchmark: equal shares in the symbols, bought at the first open, unless the spec names another", Common, None),
        new("alpha", "Alpha", "Benchmark", Fraction, 2, "intercept of r on the benchmark's r, × 365", "ordinary least squares", Higher),
        new("beta", "Beta", "Benchmark", Ratio, 2, "slope of r on the benchmark's r", "ordinary least squares", None),
        new("total_trades", "Trades", "Trades", Count, 0, "N, closed trades", Common, None),
        new("open_trades", "Open trades", "Trades", Count, 0, "positions left open at the end", Common, None),
        new("winning_trades", "Winning trades", "Trades", Count, 0, "P > 0", Common, Higher),
        new("losing_trades", "Losing trades", "Trades", Count, 0, "P < 0", Common, Lower),
        new("break_even_trades", "Break-even trades", "Trades", Count, 0, "P = 0", Common, None),
        new("win_rate", "Win rate", "Trades", Percent, 1, "100·winning trades/N", Common, Higher),
        new("average_win", "Average win", "Trades", Money, 2, "mean of P > 0", Common, Higher),
        new("average_loss", "Average loss", "Trades", Money, 2, "mean of P < 0", Common, Higher),
        new("payoff_ratio", "Payoff ratio", "Trades", Ratio, 2, "mean win/|mean loss|", Common, Higher),
        new("profit_factor", "Profit factor", "Trades", Ratio, 2, "ΣP₊/|ΣP₋|", Common, Higher),
        new("expectancy", "Expectancy", "Trades", Money, 2, "mean(P)", Common, Higher),
        new("sqn", "System quality number", "Trades", Ratio, 2, "√N·mean(P)/sd(P), N − 1", "Tharp 2008", Higher),
        new("kelly", "Kelly fraction", "Trades", Fraction, 1, "W − (1 − W)/payoff, W the share of wins", "Kelly 1956", Higher),
        new("best_trade", "Best trade", "Trades", Money, 2, "max P", Common, Higher),
        new("worst_trade", "Worst trade", "Trades", Money, 2, "min P", Common, Higher),
        new("average_trade_duration_seconds", "Average duration", "Trades", Seconds, 0, "mean of closed_at − opened_at", Common, None),
        new("average_bars_held", "Average bars held", "Trades", Bars, 1, "mean of exit bar − entry bar", Common, None),
        new("average_mae", "Average adverse excursion", "Trades", Fraction, 2, "mean of the worst move against a trade / entry price", "Sweeney 1996", Higher),
        new("average_mfe", "Average favourable excursion", "Trades", Fraction, 2, "mean of the best move for a trade / entry price", "Sweeney 1996", Higher),
        new("longest_winning_streak", "Longest winning streak", "Trades", Count, 0, "most P > 0 in a row, in order of exit", Common, Higher),
        new("longest_losing_streak", "Longest losing streak", "Trades", Count, 0, "most P < 0 in a row, in order of exit", Common, Lower),
        new("long_trades", "Long trades", "Sides", Count, 0, "closed long trades", Common, None),
        new("long_win_rate", "Long win rate", "Sides", Percent, 1, "100·winning/closed long trades", Common, Higher),
        new("long_profit_loss", "Long profit/loss", "Sides", Money, 2, "ΣP of closed long trades", Common, Higher),
        new("short_trades", "Short trades", "Sides", Count, 0, "closed short trades", Common, None),
        new("short_win_rate", "Short win rate", "Sides", Percent, 1, "100·winning/closed short trades", Common, Higher),
        new("short_profit_loss", "Short profit/loss", "Sides", Money, 2, "ΣP of closed short trades", Common, Higher),
        new("exposure", "Exposure", "Activity", Fraction, 1, "bars with a position at the close / bars", Common, None),
        new("turnover", "Turnover", "Activity", Ratio, 1, "notional of all fills / mean day-end equity", Common, None),
        new("fees", "Fees", "Activity", Money, 2, "fees of all fills", Common, Lower),
        new("fee_share", "Fee share", "Activity", Fraction, 1, "fees / profit before all costs", House, Lower),
        new("composite_score", "Composite score", "Score", Ratio, 2, "win_rate·0.4 + roi·0.3 + sharpe·0.2 + profit_factor·0.1; the weights are settings, unknown terms 0", House, Higher),
        new("composite_win_rate", "Score: win rate", "Score", Ratio, 2, "weighted win rate", House, Higher),
        new("composite_roi", "Score: return", "Score", Ratio, 2, "weighted return on investment", House, Higher),
        new("composite_sharpe_ratio", "Score: Sharpe", "Score", Ratio, 2, "weighted Sharpe ratio", House, Higher),
        new("composite_profit_factor", "Score: profit factor", "Score", Ratio, 2, "weighted profit factor", House, Higher),
    ];

    private static readonly Dictionary<string, MetricInfo> ByName = All.ToDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>The metric of a name; null where there is none.</summary>
    public static MetricInfo? Find(string name) => ByName.GetValueOrDefault(name);
}
