using Backtester.Core.Analysis;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Xunit;
using static Backtester.Core.Tests.Analysis.Curves;

namespace Backtester.Core.Tests.Analysis;

public sealed class RunMetricsTests
{
    private static MetricSet Measure(EquityCurve curve, params Trade[] trades) =>
        RunMetrics.Measure(new RunMeasurement { Curve = curve, Trades = trades, BarMs = Hour });

    [Fact]
    public void Measure_gives_exactly_the_metrics_of_the_catalogue_in_its_order() =>
        Assert.Equal(MetricCatalog.All.Select(m => m.Name), Measure(Random(1, 40), Trade(1)).Values.Select(m => m.Key));

    [Fact]
    public void Catalogue_describes_every_metric()
    {
        Assert.All(MetricCatalog.All, m =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", m.Name);
            Assert.NotEmpty(m.Title);
            Assert.NotEmpty(m.Formula);
            Assert.Same(m, MetricCatalog.Find(m.Name));
        });
        Assert.Equal(MetricCatalog.All.Count, MetricCatalog.All.Select(m => m.Title).Distinct().Count());
        Assert.Null(MetricCatalog.Find("nothing"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void Measure_without_trades_leaves_trade_ratios_unknown_with_a_reason(int days)
    {
        var metrics = Measure(Random(1, days));

        foreach (var name in new[] { "win_rate", "profit_factor", "expectancy", "sqn", "kelly", "payoff_ratio", "best_trade", "worst_trade", "average_win", "average_loss", "average_trade_duration_seconds" })
        {
            Assert.True(double.IsNaN(metrics[name]), name);
            Assert.Contains("trade", metrics.Notes[name]);
        }

        Assert.Equal(0, metrics["total_trades"]);
        Assert.Equal(0, metrics["long_profit_loss"]);
        Assert.All(metrics.Values, m => Assert.Equal(double.IsNaN(m.Value), metrics.Notes.ContainsKey(m.Key)));
    }

    [Fact]
    public void Measure_idle_account_has_no_ratios_and_no_drawdown()
    {
        var metrics = Measure(At(100, [.. Enumerable.Range(0, 960).Select(i => Start + (i * Hour))], [.. Enumerable.Repeat(100.0, 960)]));

        Assert.Equal(0, metrics["roi"]);
        Assert.Equal(0, metrics["cagr"]);
        Assert.Equal(0, metrics["volatility"]);
        Assert.Equal(0, metrics["max_drawdown_percentage"]);
        Assert.Equal("daily returns do not vary", metrics.Notes["sharpe_ratio"]);
        Assert.Equal("no day below the risk-free rate", metrics.Notes["sortino_ratio"]);
        Assert.Equal("equity never fell", metrics.Notes["calmar_ratio"]);
        Assert.Equal("no losing day", metrics.Notes["omega_ratio"]);
        Assert.Equal("daily returns do not vary", metrics.Notes["psr"]);
        Assert.Equal("no benchmark", metrics.Notes["beta"]);
    }

    [Fact]
    public void Measure_equal_daily_growth_is_not_variation()
    {
        // 1 % each day: the returns of the curve differ in their last bits alone.
        var metrics = Measure(Of(100, Day, [.. Enumerable.Range(1, 60).Select(i => 100 * Math.Pow(1.01, i))]));

        Assert.Equal(0, metrics["volatility"]);
        Assert.True(double.IsNaN(metrics["sharpe_ratio"]));
    }

    [Fact]
    public void Measure_under_30_days_reports_no_annual_growth()
    {
        var (short_, long_) = (Measure(Random(3, 29)), Measure(Random(3, 30)));

        Assert.Contains("30 days", short_.Notes["cagr"]);
        Assert.Contains("30 days", short_.Notes["calmar_ratio"]);
        Assert.Equal(Math.Pow(long_["final_equity"] / 10_000, 365 / 30.0) - 1, long_["cagr"], 12);
        Assert.Equal(long_["cagr"] / (long_["max_drawdown_percentage"] / 100), long_["calmar_ratio"], 12);
    }

    [Fact]
    public void Measure_account_of_a_hand_worked_run()
    {
        // Long +30 net with fees 2 over bars 0 to 2, short −10 net with fees 1 over bars 3 to 4, one position left open.
        var open = Trade(0, entryBar: 5, exitBar: -1) with { ClosedAtMs = null, ExitPrice = double.NaN, ProfitLoss = double.NaN, Fees = 0.5 };
        var curve = Of(1000, Hour, 1010, 1030, 1025, 1020, 1020, 1035) with { OpenPositions = [1, 1, 0, 1, 0, 1] };
        var metrics = Measure(
            curve,
            Trade(30, entryBar: 0, exitBar: 2, quantity: 2, price: 100, fees: 2),
            Trade(-10, Direction.Short, 3, 4, quantity: 1, price: 120, fees: 1) with { Slippage = 1, Funding = -2 },
            open);

        Assert.Equal(2, metrics["total_trades"]);
        Assert.Equal(1, metrics["open_trades"]);
        Assert.Equal(50, metrics["win_rate"]);
        Assert.Equal(3, metrics["profit_factor"]);
        Assert.Equal(10, metrics["expectancy"]);
        Assert.Equal(3.5, metrics["roi"], 12);
        Assert.Equal(35, metrics["total_profit_loss"]);
        Assert.Equal(4.0 / 6, metrics["exposure"], 15);
        Assert.Equal(3.5, metrics["fees"]);

        // Before costs: 30 + 2 and −10 + 1 + 1 + 2.
        Assert.Equal(3.5 / 26, metrics["fee_share"], 15);

        // Fills: 200 + 232, 120 + 129, 100; the one day ends at 1035.
        Assert.Equal((200 + 232 + 120 + 129 + 100) / 1035.0, metrics["turnover"], 14);
        Assert.Equal((2 + 1) / 2.0 * 3600, metrics["average_trade_duration_seconds"]);
        Assert.Equal(1.5, metrics["average_bars_held"]);
        Assert.Equal((30.0, -10.0, 100.0, 0.0), (metrics["long_profit_loss"], metrics["short_profit_loss"], metrics["long_win_rate"], metrics["short_win_rate"]));
        Assert.Equal(10, metrics["max_drawdown"]);
        Assert.Equal(100 * 10 / 1030.0, metrics["max_drawdown_percentage"], 12);

        // Sharpe is unknown for one day, so its term is 0: 50·0.4 + 3.5·0.3 + 3·0.1.
        Assert.Equal(20, metrics["composite_win_rate"]);
        Assert.Equal(0, metrics["composite_sharpe_ratio"]);
        Assert.Equal(21.35, metrics["composite_score"], 12);
    }

    [Fact]
    public void Measure_composite_score_of_known_terms_uses_the_given_weights()
    {
        var score = CompositeScore.Of(55, 12, 1.5, 1.8, new ScoreWeights(0.1, 0.2, 0.3, 0.4));

        Assert.Equal(5.5 + 2.4 + 0.45 + 0.72, score.Total, 12);
        Assert.Equal(22 + 3.6 + 0.3 + 0.18, CompositeScore.Of(55, 12, 1.5, 1.8).Total, 12);
    }

    [Fact]
    public void Measure_run_against_its_own_market_has_beta_one_and_alpha_zero()
    {
        double[] closes = [100, 103, 99, 104, 108, 101];
        var metrics = RunMetrics.Measure(new RunMeasurement
        {
            Curve = Of(1000, Day, [.. closes.Select(c => c * 10)]),
            Trades = [],
            BarMs = Day,
            Series = [Candles("BTCUSDT", Day, closes)],
        });

        Assert.Equal(1, metrics["beta"], 12);
        Assert.Equal(0, metrics["alpha"], 12);
        Assert.Equal(0.01, metrics["benchmark_return"], 12);
    }

    [Fact]
    public void Measure_bust_account_says_so()
    {
        var metrics = Measure(Of(100, Day, 50, 0, 0, 0, 10, 10));

        Assert.Contains("equity reached 0", metrics.Notes["sharpe_ratio"]);
        Assert.Contains("equity reached 0", metrics.Notes["omega_ratio"]);
        Assert.Equal(100, metrics["max_drawdown_percentage"]);
    }

    [Fact]
    public void Measure_scaled_account_has_the_same_ratios()
    {
        string[] money = ["initial_capital", "final_equity", "total_profit_loss", "max_drawdown"];
        for (var seed = 0; seed < 100; seed++)
        {
            var curve = Random(seed, 60);
            var (one, scaled) = (Measure(curve), Measure(curve with { Equity = [.. curve.Equity.Select(e => e * 8)], InitialEquity = curve.InitialEquity * 8 }));
            foreach (var (name, value) in one.Values)
            {
                // A power of two scales without rounding, so the ratios keep every bit.
                Assert.True((money.Contains(name) ? value * 8 : value).Equals(scaled[name]), $"{name}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Measure_idle_days_at_the_end_lower_volatility_and_leave_drawdown_and_omega()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var curve = Random(seed, 60);
            var idle = At(curve.InitialEquity, [.. curve.TimeMs, curve.TimeMs[^1] + (20 * Day)], [.. curve.Equity, curve.Equity[^1]]);
            var (before, after) = (Measure(curve), Measure(idle));

            Assert.Equal(before["days"] + 20, after["days"]);
            Assert.True(after["volatility"] < before["volatility"], $"seed {seed}");
            Assert.Equal(before["omega_ratio"], after["omega_ratio"]);
            Assert.Equal(before["max_drawdown"], after["max_drawdown"]);
            Assert.Equal(before["roi"], after["roi"]);
        }
    }

    [Fact]
    public void Measure_tails_are_ordered()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var m = Measure(Random(seed, 90));
            Assert.True(m["worst_day"] <= m["cvar_95"] && m["cvar_95"] <= m["var_95"] && m["var_95"] <= m["best_day"], $"seed {seed}");
            Assert.True(m["max_drawdown_duration_seconds"] <= m["longest_drawdown_seconds"], $"seed {seed}");
            Assert.InRange(m["psr"], 0, 1);
        }
    }
}
