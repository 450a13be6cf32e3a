using Backtester.Core.Analysis;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Xunit;
using static Backtester.Core.Tests.Analysis.Curves;

namespace Backtester.Core.Tests.Analysis;

public sealed class BreakdownTests
{
    /// <summary>Entries on Monday 00:00, Monday 23:00, Tuesday 00:00 (25 h later than the first) and a position left open.</summary>
    private static readonly Trade[] Trades =
    [
        Trade(10, entryBar: 0, exitBar: 2, fees: 1),
        Trade(-4, Direction.Short, 23, 24, symbol: "ETHUSDT", reason: ExitReason.StopLoss, fees: 2),
        Trade(6, entryBar: 24, exitBar: 24 * 31, reason: ExitReason.TakeProfit),
        Trade(0, entryBar: 30, exitBar: -1) with { ProfitLoss = double.NaN, ClosedAtMs = null },
    ];

    [Theory]
    [InlineData(BreakdownBy.Symbol, "BTCUSDT 2 16|ETHUSDT 1 -4")]
    [InlineData(BreakdownBy.Strategy, "test 3 12")]
    [InlineData(BreakdownBy.Side, "LONG 2 16|SHORT 1 -4")]
    [InlineData(BreakdownBy.ExitReason, "signal 1 10|stop_loss 1 -4|take_profit 1 6")]
    [InlineData(BreakdownBy.EntryHour, "00 2 16|23 1 -4")]
    [InlineData(BreakdownBy.EntryWeekday, "Monday 2 6|Tuesday 1 6")]
    [InlineData(BreakdownBy.ExitMonth, "2024-01 2 6|2024-02 1 6")]
    public void Breakdown_groups_closed_trades(BreakdownBy by, string expected) =>
        Assert.Equal(expected, string.Join('|', TradeBreakdown.Measure(Trades, by).Select(r => $"{r.Key} {r.Statistics.Count} {r.Statistics.Total}")));

    [Fact]
    public void Breakdown_row_has_fees_and_mean_duration()
    {
        var row = TradeBreakdown.Measure(Trades, BreakdownBy.Symbol)[0];

        Assert.Equal(1, row.Fees);
        Assert.Equal((2 + (24 * 30)) / 2.0 * 3600, row.AverageDurationSeconds);
    }

    [Fact]
    public void Weekdays_start_on_monday()
    {
        var week = Enumerable.Range(0, 7).Reverse().Select(d => Trade(1, entryBar: d * 24, exitBar: (d * 24) + 1)).ToArray();

        Assert.Equal(
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            TradeBreakdown.Measure(week, BreakdownBy.EntryWeekday).Select(r => r.Key));
    }

    [Fact]
    public void Period_returns_chain_to_the_total_return()
    {
        // 31 days of January end at 110, 29 of February at 99, one day of March at 108.9.
        var equity = Enumerable.Range(0, 61).Select(d => d < 30 ? 105 : d == 30 ? 110 : d < 60 ? 99 : 108.9).ToArray();
        var daily = DailyEquity.Sample(Of(100, Day, equity));

        var monthly = PeriodReturns.Monthly(daily);

        Assert.Equal([(2024, 1), (2024, 2), (2024, 3)], monthly.Select(m => (m.Year, m.Month)));
        Assert.Equal(0.1, monthly[0].Return, 14);
        Assert.Equal(-0.1, monthly[1].Return, 14);
        Assert.Equal(0.1, monthly[2].Return, 14);
        Assert.Equal([new PeriodReturn(2024, 0, (108.9 / 100) - 1)], PeriodReturns.Yearly(daily));
    }

    [Fact]
    public void Buy_and_hold_weighs_symbols_equally_and_waits_in_cash_for_the_late_one()
    {
        // A: 100 → 110 → 120. B opens on the second day at 50: 50 → 40 (−20 %).
        var a = Candles("A", Day, 100, 110, 120);
        var late = Candles("B", Day, 1, 50, 40).SliceRows(2, 1);
        var daily = DailyEquity.Sample(Of(1, Day, 1, 1, 1));

        var returns = BuyAndHold.DailyReturns([a, late], daily.DayMs);

        // Values (1 + 1)/2, (1.1 + 1)/2, (1.2 + 40/50)/2.
        Assert.Equal([0, 0.05, (1.0 / 1.05) - 1], returns.Select(r => Math.Round(r, 14)), (x, y) => Math.Abs(x - y) < 1e-13);
        Assert.Empty(BuyAndHold.DailyReturns([], daily.DayMs));

        // The same at any time: inside the second day A is worth 1.1 and B, which opens then, 40/50.
        var hold = new BuyAndHold([a, late]);
        Assert.Equal(1, hold.GrowthAt(a.OpenTimeMs[0] - 1));
        Assert.Equal((1.1 + 1) / 2, hold.GrowthAt(a.OpenTimeMs[2] - 1), 14);
        Assert.Equal((1.2 + 0.8) / 2, hold.GrowthAt(a.OpenTimeMs[2]), 14);
        Assert.True(double.IsNaN(new BuyAndHold([]).GrowthAt(0)));
    }

    [Fact]
    public void Random_entries_on_a_straight_line_are_as_good_as_the_run()
    {
        // Every open is 1 % over the one before, so one bar held gains 1 % wherever it starts, less costs of 0.5 %.
        var candles = Candles("BTCUSDT", Hour, [.. Enumerable.Range(0, 200).Select(i => 100 * Math.Pow(1.01, i))]);
        var trades = Enumerable.Range(0, 5).Select(i => Trade(0.5, entryBar: i * 10, exitBar: (i * 10) + 1, fees: 0.5)).ToArray();

        var result = RandomEntries.Measure(trades, [candles.SliceRows(1, 199)], 1, 200);

        Assert.Equal((5, null), (result.Positions, result.Note));
        Assert.Equal(0.005, result.MeanReturn, 12);
        Assert.Equal(0.005, result.RandomMean, 12);
        Assert.Equal(result.RandomLow, result.RandomHigh, 12);
    }

    [Fact]
    public void Random_entries_tell_foresight_from_chance()
    {
        var random = new CounterRandom(8, 0);
        var closes = new double[2000];
        for (var i = 0; i < closes.Length; i++)
        {
            closes[i] = (i == 0 ? 100 : closes[i - 1]) * (1 + (0.01 * random.NextNormal()));
        }

        var candles = Candles("BTCUSDT", Hour, closes);
        Trade At(int bar) => Trade(candles.Open[bar + 1] - candles.Open[bar], entryBar: bar, exitBar: bar + 1, price: candles.Open[bar]);
        var rising = Enumerable.Range(1, 1900).Where(b => candles.Open[b + 1] > candles.Open[b] && b % 4 == 0).Select(At).ToArray();
        var blind = Enumerable.Range(1, 450).Select(i => At(i * 4)).ToArray();

        Assert.Equal(1.0 / 1001, RandomEntries.Measure(rising, [candles], 3).PValue);
        Assert.InRange(RandomEntries.Measure(blind, [candles], 3).PValue, 0.05, 0.95);
    }

    [Fact]
    public void Random_entries_say_why_they_are_unknown()
    {
        var candles = Candles("BTCUSDT", Hour, 1, 2, 3, 4);

        Assert.Equal("no closed trade", RandomEntries.Measure([], [candles], 1).Note);
        Assert.Contains("overlap", RandomEntries.Measure([Trade(1, exitBar: 3), Trade(1, Direction.Short, 1, 3)], [candles], 1).Note);
        Assert.Contains("no candles of ETHUSDT", RandomEntries.Measure([Trade(1, symbol: "ETHUSDT")], [candles], 1).Note);
    }

    [Theory]
    [InlineData(30, 90, null)]
    [InlineData(29, 90, "Too few trades to say: 29")]
    [InlineData(30, 89, "Too few days to say: 89")]
    [InlineData(0, 1, "Too few trades and days")]
    public void Sample_adequacy_says_when_there_is_too_little(int trades, int days, string? expected)
    {
        var sentence = SampleAdequacy.Sentence(trades, days);

        Assert.Equal(expected is null, sentence is null);
        Assert.StartsWith(expected ?? "", sentence ?? "");
    }
}
