using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Persistence.Tests.Runs;

/// <summary>Plans and results written by hand.</summary>
internal static class Samples
{
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;

    /// <summary>2024-01-01T00:00:00Z.</summary>
    public const long Start = 1_704_067_200_000;

    /// <summary>Spelling that a careless store changes: comments, tabs, CRLF, a trailing newline, accents composed and not, an emoji, a byte order mark inside.</summary>
    public const string OddText = "name: \"Café Cafe\u0301 🚀 \uFEFF日本\u00A0'quoted'\"\r\n# a comment\t\\u0041 %s $1 {0}\nsymbols: [BTCUSDT]  \n\n";

    public static RunPlan Plan(
        string name = "SMA on BTC", string fingerprint = "f00d", string strategy = "sma_cross", string[]? symbols = null, string specText = OddText) => new()
        {
            Spec = new RunSpec
            {
                Name = name,
                Exchange = "binance",
                Symbols = symbols ?? ["BTCUSDT", "ETHUSDT"],
                Timeframe = Timeframe.Parse("1h"),
                StartMs = Start,
                EndMs = Start + (2 * Day) - 1000,
                Strategy = strategy,
                StrategyParams = new Dictionary<string, double> { ["slow"] = 30, ["fast"] = 0.1 + 0.2 },
                InitialCapital = 12_345.678901234567,
                Sizing = new SizingSpec { Model = "all_in" },
                Execution = new ExecutionSpec { Preset = "vectorbt_same_close", Fees = new FeesSpec { Maker = 1e-17 } },
                Risk = new RiskSpec { MaxOpenPositions = 5, MaxDrawdown = null },
            },
            Series = [.. (symbols ?? ["BTCUSDT", "ETHUSDT"]).Select(s => new SeriesKey("binance", s, Timeframe.Parse("1h")))],
            Range = new TimeRange(Start, Start + (2 * Day) - 1000),
            Synthetic = true,
            SpecText = specText,
            Manifest = "{\"spec\":{\"name\":\"é\u2028\"},\"z\":1e-7}\n",
            Fingerprint = fingerprint,
        };

    /// <summary>
    /// Four bars on two days, starting from 1,000: equity 1,000, 900, 1,200, 1,080. One trade closed in bar 1, one in
    /// bar 2, one left open.
    /// </summary>
    public static RunResult Result(RunPlan plan, double roi = 8, string resultHash = "beef") => new()
    {
        Plan = plan,
        Trades = [Closed(1, -100.5, ExitReason.StopLoss), Closed(2, 300.25, ExitReason.Signal) with { Direction = Direction.Short, Symbol = "ETHUSDT" }, Open()],
        Curve = new EquityCurve([Start + (22 * Hour), Start + (23 * Hour), Start + Day, Start + Day + Hour], [1000, 900, 1200, 1080], [1000, 500, 1200, 80], [0, 1, 0, 1], 1000),
        Metrics = Metrics(roi),
        Refusals = new Dictionary<string, int> { ["no_next_bar"] = 1, ["below_minimum_notional"] = 7 },
        Warnings = ["funding rates are not stored: \"ETHUSDT\"", "naïve – ✓"],
        Ambiguity = new Ambiguity(3, 1070.1, double.NaN),
        Parity = new Dictionary<string, MetricSet> { ["vectorbt"] = Metrics(roi + 1), ["backtrader"] = new() },
        ResultHash = resultHash,
    };

    public static Trade Closed(int exitBar, double profitLoss, ExitReason reason) => new()
    {
        Symbol = "BTCUSDT",
        Strategy = "sma_cross",
        Direction = Direction.Long,
        Quantity = 1.0 / 3.0,
        EntryBar = exitBar - 1,
        ExitBar = exitBar,
        EntryPrice = 42_000.1,
        ExitPrice = 41_000.7,
        OpenedAtMs = Start + ((21 + exitBar) * Hour),
        ClosedAtMs = Start + ((22 + exitBar) * Hour),
        Fees = 0.1 + 0.2,
        Slippage = 1e-9,
        Funding = -0.25,
        ProfitLoss = profitLoss,
        ExitReason = reason,
        Mae = -0.05,
        Mfe = 5e-324,
        Confidence = 0.7,
        SignalIndicators = new Dictionary<string, double> { ["sma(close, 10)"] = 41_999.99, ["atr(14)"] = double.NaN },
    };

    public static Trade Open() => new()
    {
        Symbol = "BTCUSDT",
        Strategy = "sma_cross",
        Direction = Direction.Long,
        Quantity = 2,
        EntryBar = 3,
        EntryPrice = 500,
        OpenedAtMs = Start + Day + Hour,
        Fees = 1,
    };

    private static MetricSet Metrics(double roi)
    {
        var metrics = new MetricSet();
        metrics.Add("total_trades", 2);
        metrics.Add("win_rate", 50);
        metrics.Add("total_profit_loss", 80);
        metrics.Add("roi", roi);
        metrics.Add("max_drawdown_percentage", 10);
        metrics.Add("sharpe_ratio", double.NaN, "fewer than 2 daily returns");
        metrics.Add("profit_factor", 300.25 / 100.5);
        metrics.Add("final_equity", 1080);
        return metrics;
    }
}
