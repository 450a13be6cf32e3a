using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Several strategies in one account of 1,000, without costs, one unit each unless said otherwise.</summary>
public class StrategyMixTests
{
    private const string Flat = "100 100 100 100";

    [Fact]
    public void One_strategy_of_weight_one_gives_the_bytes_of_a_single_run()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var input = EngineProperties.RandomInput(new Random(seed));
            var share = new StrategyShare(input.Strategy, 1, 0, input.Symbols.Count);
            var single = Backtest.Run(input);
            var mixed = Backtest.Run(input with { Mix = new StrategyMix([share], (RebalanceInterval)(seed % 4), Netting: seed % 2 == 1) });
            Assert.True(single.Fills.SequenceEqual(mixed.Fills), $"seed {seed}: fills");
            Assert.True(single.Curve.Equity.AsSpan().SequenceEqual(mixed.Curve.Equity), $"seed {seed}: equity");
            Assert.True(single.Curve.Cash.AsSpan().SequenceEqual(mixed.Curve.Cash), $"seed {seed}: cash");
            Assert.Equal(single.Trades, mixed.Trades);
            Assert.Equal(single.Refusals.NonZero(), mixed.Refusals.NonZero());
            Assert.Equal((single.AmbiguousBars, single.StoppedAtMs), (mixed.AmbiguousBars, mixed.StoppedAtMs));
        }
    }

    [Fact]
    public void Each_strategy_has_its_part_of_the_capital_to_itself()
    {
        // 300 and 700 of 1,000; both buy all that their part covers: 3 and 7 units.
        var input = Mix([0.3, 0.7], Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}"), Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}")) with { Sizing = new AllIn() };
        Assert.Equal([("s0", 3d), ("s1", 7d)], Backtest.Run(input).Trades.Select(t => (t.Strategy, t.Quantity)));
    }

    [Fact]
    public void What_the_weights_leave_stays_in_cash()
    {
        var outcome = Backtest.Run(Mix([0.2, 0.3], Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}"), Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}")) with { Sizing = new AllIn() });
        Assert.Equal((1000d, 500d), (outcome.Curve.Equity[1], outcome.Curve.Cash[1]));
    }

    [Fact]
    public void Equity_and_profit_are_the_sums_of_the_strategies()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var input = RandomMix(new Random(seed));
            var outcome = Backtest.Run(input);
            var parts = StrategyAttribution.Measure(outcome);
            Assert.Equal(outcome.Curve.Equity[^1] - input.InitialCapital, parts.Sum(p => p.ProfitLoss), 1e-7);
            Assert.Equal(outcome.Trades.Count(t => !t.IsOpen), parts.Sum(p => p.Trades));
            foreach (var part in parts.Where(p => !outcome.Trades.Any(t => t.IsOpen && t.Strategy == p.Name)))
            {
                Assert.Equal(outcome.Trades.Where(t => t.Strategy == part.Name).Sum(t => t.ProfitLoss), part.ProfitLoss, 1e-7);
            }
        }
    }

    [Fact]
    public void Without_rebalancing_and_limits_each_strategy_runs_as_it_would_alone()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var input = RandomMix(new Random(seed));
            input = input with
            {
                Mix = input.Mix! with { Rebalance = RebalanceInterval.None },
                MaxOpenPositions = null,
                MaxDrawdown = null,
                MaxDailyLoss = null,
                MaxExposure = null,
                MaxSymbolExposure = null,
            };
            var outcome = Backtest.Run(input);
            foreach (var share in input.Mix!.Shares)
            {
                var alone = Backtest.Run(input with
                {
                    Mix = null,
                    Symbols = [.. input.Symbols.Skip(share.First).Take(share.Count)],
                    InitialCapital = input.InitialCapital * share.Weight,
                    Strategy = share.Name,
                });
                Assert.Equal(alone.Trades, outcome.Trades.Where(t => t.Strategy == share.Name));
            }
        }
    }

    [Fact]
    public void Rebalancing_shares_out_the_equity_of_the_last_close_at_the_first_bar_of_a_period()
    {
        // s0 holds 5 units bought with its 500 and gains 5 × 20 = 100 by midnight; s1 holds cash. Of 1,100 each has 550
        // from hour 24 on: s0 its 5 units of 120 less 50 of debt, s1 550, which buy 550 / 120 units.
        var rising = Enumerable.Repeat("120 120 120 120", 30).ToArray();
        (rising[0], rising[1], rising[2]) = ($"{Flat} buy", Flat, "100 120 100 120");
        var late = Enumerable.Repeat("120 120 120 120", 30).ToArray();
        (late[0], late[1], late[2], late[24]) = (Flat, Flat, "100 120 100 120", "120 120 120 120 buy");
        var input = Mix([0.5, 0.5], Drawn.Symbol(string.Join('\n', rising)), Drawn.Symbol(string.Join('\n', late))) with { Sizing = new AllIn() };
        input = input with { Mix = input.Mix! with { Rebalance = RebalanceInterval.Daily } };
        var outcome = Backtest.Run(input);
        Assert.Equal([new Transfer(24, -50)], outcome.Strategies[0].Transfers);
        Assert.Equal([new Transfer(24, 50)], outcome.Strategies[1].Transfers);
        Assert.Equal(550 / 120.0, outcome.Trades.Single(t => t.Strategy == "s1").Quantity, 12);
        Assert.Equal((100d, 0d), (StrategyAttribution.Measure(outcome)[0].ProfitLoss, StrategyAttribution.Measure(outcome)[1].ProfitLoss));
    }

    [Theory]
    [InlineData(RebalanceInterval.Daily, new[] { 24, 48, 72, 96, 120, 144, 168 })]
    [InlineData(RebalanceInterval.Weekly, new[] { 96 })] // 1970-01-01 was a Thursday: Monday is four days on
    [InlineData(RebalanceInterval.Monthly, new int[0])]
    [InlineData(RebalanceInterval.None, new int[0])]
    public void Periods_are_those_of_UTC(RebalanceInterval rebalance, int[] bars)
    {
        var table = string.Join('\n', Enumerable.Repeat(Flat, 170));
        var input = Mix([0.5, 0.5], Drawn.Symbol(table), Drawn.Symbol(table));
        var outcome = Backtest.Run(input with { Mix = input.Mix! with { Rebalance = rebalance } });
        Assert.Equal(bars, outcome.Strategies[0].Transfers.Select(t => t.Bar));
    }

    [Theory]
    [InlineData(false, new[] { "LONG", "SHORT" }, 2, 0)]
    [InlineData(true, new[] { "LONG", "SHORT" }, 0, 0)]
    public void Opposite_positions_in_one_symbol_count_each_or_as_their_difference(bool netting, string[] directions, int open, int refused)
    {
        var input = Mix([0.5, 0.5], Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}"), Drawn.Symbol($"{Flat} short\n{Flat}\n{Flat}"));
        var outcome = Backtest.Run(input with { Mix = input.Mix! with { Netting = netting } });
        Assert.Equal(directions, outcome.Trades.Select(t => t.Direction == Direction.Long ? "LONG" : "SHORT"));
        Assert.Equal((open, refused), (outcome.Curve.OpenPositions[1], outcome.Refusals[RefusalReason.MaxOpenPositions]));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Limits_of_positions_and_exposure_are_those_of_the_whole_account(bool netting, int refused)
    {
        // Each strategy may hold one unit of 100; 15 % of 1,000 allow one, or a long and a short that cancel out.
        var input = Mix([0.5, 0.5], Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}"), Drawn.Symbol($"{Flat} short\n{Flat}\n{Flat}"));
        input = input with { Mix = input.Mix! with { Netting = netting } };
        Assert.Equal(refused, Backtest.Run(input with { MaxOpenPositions = 1 }).Refusals[RefusalReason.MaxOpenPositions]);
        Assert.Equal(refused, Backtest.Run(input with { MaxSymbolExposure = 0.15 }).Refusals[RefusalReason.ExposureLimit]);
        Assert.Equal(refused, Backtest.Run(input with { MaxExposure = 0.15 }).Refusals[RefusalReason.ExposureLimit]);
    }

    [Fact]
    public void Drawdown_of_the_whole_account_ends_all_strategies()
    {
        // s0 loses 60 of 1,000 in bar 1; s1 loses nothing, and is closed with it at the next open.
        var a = Drawn.Symbol($"{Flat} buy\n100 100 40 40\n40 40 40 40\n40 40 40 40", name: "A");
        var b = Drawn.Symbol($"{Flat} buy\n{Flat}\n{Flat}\n{Flat} buy", name: "B");
        var input = Mix([0.5, 0.5], a, b) with { MaxDrawdown = 0.06 };
        Assert.Equal(["A LONG 1@100 -> 2@40 MaxDrawdown", "B LONG 1@100 -> 2@100 MaxDrawdown"], Drawn.Trades(input));
    }

    [Fact]
    public void Correlation_is_that_of_daily_returns_without_transfers()
    {
        // s0 and s1 hold the same symbol, s2 is short of it: daily returns correlate by 1 and, nearly, by −1.
        var closes = new[] { 100, 110, 105, 120, 90, 100.0 };
        var lines = closes.SelectMany(c => Enumerable.Repeat(FormattableString.Invariant($"{c} {c} {c} {c}"), 24)).ToArray();
        string Table(string word) => string.Join('\n', lines.Select((l, i) => i == 0 ? $"{l} {word}" : l));
        var input = Mix([0.25, 0.25, 0.25], Drawn.Symbol(Table("buy")), Drawn.Symbol(Table("buy")), Drawn.Symbol(Table("short")));
        var parts = StrategyAttribution.Measure(Backtest.Run(input with { Mix = input.Mix! with { Rebalance = RebalanceInterval.Daily } }));
        Assert.Equal(["s1", "s2"], parts[0].Correlation.Keys);
        Assert.Equal(1, parts[0].Correlation["s1"], 12);
        Assert.InRange(parts[0].Correlation["s2"], -1, -0.99);

        // By hand: 250 each and 1 unit; returns of s0 on the six days.
        var returns = StrategyAttribution.DailyReturns(Backtest.Run(input).Strategies[0]);
        Assert.Equal([0, 10 / 250.0, -5 / 260.0, 15 / 255.0, -30 / 270.0, 10 / 240.0], returns.Select(r => Math.Round(r, 15)), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Correlation_of_what_does_not_vary_is_unknown() => Assert.True(double.IsNaN(StrategyAttribution.Correlate([0.1, 0.2, 0.3], [1, 1, 1])));

    [Fact]
    public void Correlation_is_Pearsons() => Assert.Equal(0.5, StrategyAttribution.Correlate([1, 2, 3], [1, 3, 2]), 12);

    private static BacktestInput Mix(double[] weights, params SymbolInput[] symbols) => Drawn.House(symbols) with
    {
        Mix = new StrategyMix([.. weights.Select((w, k) => new StrategyShare($"s{k}", w, k, 1))]),
    };

    private static BacktestInput RandomMix(Random random)
    {
        var inputs = Enumerable.Range(0, 3).Select(_ => EngineProperties.RandomInput(random)).ToList();
        var shares = new List<StrategyShare>();
        foreach (var input in inputs)
        {
            shares.Add(new StrategyShare($"s{shares.Count}", 0.1 + (random.NextDouble() * 0.2), shares.Sum(s => s.Count), input.Symbols.Count));
        }

        return inputs[0] with
        {
            Symbols = [.. inputs.SelectMany(i => i.Symbols)],
            Mix = new StrategyMix(shares, (RebalanceInterval)random.Next(4), random.Next(2) == 0),
        };
    }
}
