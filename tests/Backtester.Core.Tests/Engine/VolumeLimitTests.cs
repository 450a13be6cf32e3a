using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Fills of at most half of a bar's volume; orders of 1 unit unless said otherwise.</summary>
public class VolumeLimitTests
{
    [Fact]
    public void Rest_of_an_entry_is_dropped_and_counted()
    {
        var outcome = Backtest.Run(Input("100 101 99 100 buy\n100 101 99 100\n100 101 99 100\n100 100 100 100", [9, 1.2, 9, 9]));
        Assert.Equal(0.6, Assert.Single(outcome.Trades).Quantity, 12);
        Assert.Equal(1, outcome.Refusals[RefusalReason.VolumeLimit]);
    }

    [Fact]
    public void Entry_into_a_bar_without_volume_is_refused()
    {
        var outcome = Backtest.Run(Input("100 101 99 100 buy\n100 101 99 100\n100 100 100 100", [9, 0, 9]));
        Assert.Equal((0, 1), (outcome.Trades.Count, outcome.Refusals[RefusalReason.VolumeLimit]));
        Assert.Equal(0, outcome.Refusals[RefusalReason.InsufficientCash]);
    }

    [Fact]
    public void Rest_of_an_exit_goes_on_at_the_next_opens() => Assert.Equal(
        ["LONG 1@100 -> 2@101 Signal", "LONG 1@100 -> 3@102 Signal", "LONG 1@100 -> 4@103 Signal"],
        Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 100 sell\n101 101 101 101\n102 102 102 102\n103 103 103 103\n104 104 104 104", [9, 9, 0.8, 0.8, 9, 9])));

    [Fact]
    public void Rest_of_a_stop_becomes_a_market_order_at_the_next_open() => Assert.Equal(
        ["LONG 1@100 -> 2@98 StopLoss", "LONG 1@100 -> 3@97 StopLoss"],
        Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 100\n100 100 97 97\n97 97 97 97\n96 96 96 96", [9, 9, 1, 9, 9], StopDistance.Fraction(0.02))));

    [Fact]
    public void Rest_of_a_target_waits_at_its_price() => Assert.Equal(
        ["LONG 1@100 -> 2@102 TakeProfit", "LONG 1@100 -> 4@102 TakeProfit"],
        Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 100\n100 103 100 101\n101 101 101 101\n101 103 101 102\n100 100 100 100", [9, 9, 1, 9, 9, 9], target: StopDistance.Fraction(0.02))));

    [Fact]
    public void Reversal_opens_the_other_side_once_the_first_is_closed() => Assert.Equal(
        ["LONG 1@100 -> 2@101 Reversal", "LONG 1@100 -> 3@102 Reversal", "SHORT 3@102 -> 4@103 EndOfData"],
        Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 100 short\n101 101 101 101\n102 102 102 102\n103 103 103 103", [9, 9, 1, 9, 9])));

    [Fact]
    public void Orders_of_one_bar_share_its_volume()
    {
        // 0.8 of volume 1.6: half of the exit and nothing of a second one; the rest of 0.2 leaves, then 0.6 opens.
        var outcome = Backtest.Run(Input("100 101 99 100 buy\n100 101 99 100 short\n101 101 101 101\n102 102 102 102\n103 103 103 103", [9, 9, 1.6, 1.6, 9]));
        Assert.Equal([1, -0.8, -0.2, -0.6, 0.6], outcome.Fills.Select(f => Math.Round(f.Quantity, 12)));
    }

    [Fact]
    public void End_of_data_closes_whole() =>
        Assert.Equal([1, -1], Backtest.Run(Input("100 101 99 100 buy\n100 101 99 100\n100 100 100 100", [9, 9, 0.1])).Fills.Select(f => f.Quantity));

    [Fact]
    public void Liquidation_closes_whole()
    {
        var input = Input("100 101 99 100 buy\n100 101 99 100\n100 100 80 85\n85 85 85 85", [9, 9, 0.1, 9]) with { Margin = new Margin(10, MarginMode.Isolated, 0.005, 0.005) };
        Assert.Equal(ExitReason.Liquidation, Assert.Single(Backtest.Run(input).Trades).ExitReason);
    }

    [Fact]
    public void With_same_close_fills_the_rest_of_an_exit_goes_on_at_the_next_close() => Assert.Equal(
        ["LONG 0@100 -> 1@101 Signal", "LONG 0@100 -> 2@102 Signal"],
        Drawn.Trades(Input("100 101 99 100 buy\n100 101 99 101 sell\n101 102 101 102\n103 103 103 103", [9, 1, 9, 9]) with
        {
            Conventions = Conventions.Presets["house"] with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false },
        }));

    private static BacktestInput Input(string table, double[] volumes, StopDistance? stop = null, StopDistance? target = null)
    {
        var symbol = Drawn.Symbol(table, stop, target);
        var candles = symbol.Candles;
        Assert.Equal(candles.Count, volumes.Length);
        return Drawn.House(symbol with { Candles = CandleSeries.FromCandles(candles.Key, [.. volumes.Select((v, i) => candles[i] with { Volume = v })]) }) with { VolumeLimit = 0.5 };
    }
}
