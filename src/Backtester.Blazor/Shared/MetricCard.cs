using Backtester.Core.Analysis;

namespace Backtester.Blazor.Shared;

/// <summary>How a metric is shown: its label, what it means, and how its value is written.</summary>
/// <param name="Name">Name in documents, snake_case.</param>
/// <param name="Label">Name for people.</param>
/// <param name="Formula">Definition in a sentence (docs/metrics.md).</param>
/// <param name="Write">The value as text; "–" where it is unknown.</param>
/// <param name="Toned">True where a positive value is a gain and a negative one a loss.</param>
public sealed record MetricCard(string Name, string Label, string Formula, Func<double, string> Write, bool Toned = false)
{
    private static readonly Dictionary<string, MetricCard> Known = new MetricCard[]
    {
        new("total_profit_loss", "Profit / loss", "Sum of the net profits of all trades, after fees, slippage and funding.", v => Format.Signed(v), Toned: true),
        new("roi", "ROI", "Return on the initial capital: final equity / initial capital − 1, in percent.", v => Format.SignedPercent(v), Toned: true),
        new("total_return", "Total return", "Final equity / initial capital − 1.", Fraction, Toned: true),
        new("final_equity", "Final equity", "Cash and positions at the last bar's close, all costs paid.", v => Format.Number(v)),
        new("initial_capital", "Initial capital", "Cash before the first bar.", v => Format.Number(v)),
        new("cagr", "CAGR", "(Final / initial equity) ^ (365 days / length of the run) − 1. Unknown under 30 days.", Fraction, Toned: true),
        new("volatility", "Volatility", "Standard deviation of daily returns × √365.", v => Format.Percent(v * 100)),
        new("sharpe_ratio", "Sharpe ratio", "Mean of daily returns over their standard deviation, × √365; risk-free rate 0 unless set.", v => Format.Number(v)),
        new("sortino_ratio", "Sortino ratio", "Mean daily return × 365 over the downside deviation × √365.", v => Format.Number(v)),
        new("calmar_ratio", "Calmar ratio", "CAGR over the largest drawdown.", v => Format.Number(v)),
        new("omega_ratio", "Omega ratio", "Sum of daily gains over the sum of daily losses.", v => Format.Number(v)),
        new("ulcer_index", "Ulcer index", "Root of the mean squared drawdown at day ends.", v => Format.Percent(v * 100)),
        new("max_drawdown_percentage", "Max drawdown", "Deepest fall of equity below its peak so far, over all bars, in percent of the peak.", v => Format.Percent(v)),
        new("max_drawdown", "Max drawdown, money", "Deepest fall of equity below its peak so far, in the quote currency.", v => Format.Number(v)),
        new("max_drawdown_duration_seconds", "Length of the max drawdown", "Time from the peak before the deepest fall to its recovery, or to the end.", v => Format.DurationOrNone(v)),
        new("longest_drawdown_seconds", "Longest drawdown", "Longest time from a peak to its recovery, or to the end.", v => Format.DurationOrNone(v)),
        new("time_under_water", "Time under water", "Share of bars whose equity is below an earlier peak.", v => Format.Percent(v * 100, 1)),
        new("days", "Days", "UTC days with a bar: the sample of all daily figures.", v => Format.Count(v)),
        new("best_day", "Best day", "Highest daily return.", Fraction, Toned: true),
        new("worst_day", "Worst day", "Lowest daily return.", Fraction, Toned: true),
        new("benchmark_return", "Benchmark", "Return of the symbols bought in equal parts and held, or of the benchmark that the spec names.", Fraction, Toned: true),
        new("open_trades", "Open trades", "Positions still open at the end of the run.", v => Format.Count(v)),
        new("average_bars_held", "Average bars held", "Mean number of bars from entry to exit.", v => Format.Number(v, 1)),
        new("average_mae", "Average MAE", "Mean of the deepest moves against the trades, as a share of the entry price.", Fraction),
        new("average_mfe", "Average MFE", "Mean of the best moves in favour of the trades, as a share of the entry price.", Fraction),
        new("longest_winning_streak", "Longest winning streak", "Most winning trades in a row.", v => Format.Count(v)),
        new("longest_losing_streak", "Longest losing streak", "Most losing trades in a row.", v => Format.Count(v)),
        new("long_trades", "Long trades", "Closed long trades.", v => Format.Count(v)),
        new("long_win_rate", "Long win rate", "Winning long trades / closed long trades, in percent.", v => Format.Percent(v, 1)),
        new("long_profit_loss", "Long profit / loss", "Sum of the net profits of long trades.", v => Format.Signed(v), Toned: true),
        new("short_trades", "Short trades", "Closed short trades.", v => Format.Count(v)),
        new("short_win_rate", "Short win rate", "Winning short trades / closed short trades, in percent.", v => Format.Percent(v, 1)),
        new("short_profit_loss", "Short profit / loss", "Sum of the net profits of short trades.", v => Format.Signed(v), Toned: true),
        new("fees", "Fees", "All fees paid, in the quote currency.", v => Format.Number(v)),
        new("composite_win_rate", "Score from win rate", "The win rate's term of the composite score.", v => Format.Number(v)),
        new("composite_roi", "Score from ROI", "The return's term of the composite score.", v => Format.Number(v)),
        new("composite_sharpe_ratio", "Score from Sharpe", "The Sharpe ratio's term of the composite score.", v => Format.Number(v)),
        new("composite_profit_factor", "Score from profit factor", "The profit factor's term of the composite score.", v => Format.Number(v)),
        new("total_trades", "Trades", "Closed trades, and positions left open at the end where the preset leaves them open.", v => Format.Count(v)),
        new("winning_trades", "Winning trades", "Trades with a net profit above 0.", v => Format.Count(v)),
        new("losing_trades", "Losing trades", "Trades with a net profit below 0.", v => Format.Count(v)),
        new("break_even_trades", "Break-even trades", "Trades with a net profit of exactly 0.", v => Format.Count(v)),
        new("win_rate", "Win rate", "Winning trades / closed trades, in percent. Break-even trades count as closed, not as won.", v => Format.Percent(v, 1)),
        new("profit_factor", "Profit factor", "Sum of profits over the sum of losses. Unknown without losing trades.", v => Format.Number(v)),
        new("payoff_ratio", "Payoff ratio", "Mean win over mean loss.", v => Format.Number(v)),
        new("expectancy", "Expectancy", "Mean net profit of a trade.", v => Format.Signed(v), Toned: true),
        new("sqn", "SQN", "√trades × mean profit / standard deviation of profits.", v => Format.Number(v)),
        new("kelly", "Kelly fraction", "Win rate − (1 − win rate) / payoff ratio, as a fraction of the account.", v => Format.Number(v, 3)),
        new("exposure", "Exposure", "Share of bars with an open position at the close.", v => Format.Percent(v * 100, 1)),
        new("turnover", "Turnover", "Traded notional over mean equity at day ends.", v => Format.Number(v, 1) + (double.IsFinite(v) ? "×" : "")),
        new("fee_share", "Fee share", "Fees over gross profit.", v => Format.Percent(v * 100, 1)),
        new("stability", "Stability", "How straight the logarithm of equity grows: R² of its line over the days, negative where it falls.", v => Format.Number(v)),
        new("best_trade", "Best trade", "Largest net profit of a trade.", v => Format.Signed(v), Toned: true),
        new("worst_trade", "Worst trade", "Largest net loss of a trade.", v => Format.Signed(v), Toned: true),
        new("average_win", "Average win", "Mean net profit of winning trades.", v => Format.Signed(v), Toned: true),
        new("average_loss", "Average loss", "Mean net profit of losing trades.", v => Format.Signed(v), Toned: true),
        new("average_trade_duration_seconds", "Average duration", "Mean time from entry to exit.", v => Format.Duration(v)),
        new("var_95", "VaR 95 %", "The daily return that only 5 % of days fall below.", Fraction, Toned: true),
        new("cvar_95", "CVaR 95 %", "Mean daily return of those worst 5 % of days.", Fraction, Toned: true),
        new("alpha", "Alpha", "Intercept of the regression of daily returns on the benchmark's, × 365.", Fraction, Toned: true),
        new("beta", "Beta", "Slope of the regression of daily returns on the benchmark's.", v => Format.Number(v)),
        new("skew", "Skew", "Third standardised moment of daily returns.", v => Format.Number(v)),
        new("kurtosis", "Kurtosis", "Fourth standardised moment of daily returns; 3 for the normal distribution.", v => Format.Number(v)),
        new("psr", "Probabilistic Sharpe", "Probability that the true Sharpe ratio is above 0 (Bailey & López de Prado 2012).", v => Format.Percent(v * 100, 1)),
        new("minimum_track_record_days", "Minimum track record", "Days needed to trust a Sharpe ratio above 0 with 95 % confidence.", v => Format.Count(v) + (double.IsFinite(v) ? " days" : "")),
        new("composite_score", "Composite score", "0.4 × win rate + 0.3 × ROI + 0.2 × Sharpe + 0.1 × profit factor, as shown; unknown terms count 0.", v => Format.Number(v)),
    }.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The exact definition, in the signs of docs/metrics.md; null where none is written down.</summary>
    public string? Definition => MetricCatalog.Find(Name)?.Formula;

    /// <summary>Where the definition comes from.</summary>
    public string? Source => MetricCatalog.Find(Name)?.Source;

    /// <summary>The card of a metric; one made from its name where none is written down.</summary>
    public static MetricCard Of(string name) => Known.TryGetValue(name, out var card)
        ? card
        : new(name, MetricCatalog.Find(name)?.Title ?? Format.Words(name), MetricCatalog.Find(name)?.Formula ?? $"The metric {name}.", v => Math.Abs(v) >= 1000 ? Format.Number(v) : Format.Number(v, 4));

    private static string Fraction(double value) => Format.SignedPercent(value * 100);
}
