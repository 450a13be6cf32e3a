using System.Globalization;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Tests.Engine;

/// <summary>
/// A backtest drawn as a table: a line a bar with open, high, low, close and the signals at its close; "-" is a missing
/// bar. Without fees and slippage and with a size of 1 unless said otherwise, so that prices stay round.
/// </summary>
internal static class Drawn
{
    public const long BarMs = 3_600_000;
    private static readonly Timeframe Hour = Timeframe.Parse("1h");

    /// <summary>One symbol.</summary>
    public static SymbolInput Symbol(string table, StopDistance? stop = null, StopDistance? target = null, OppositeEntry opposite = OppositeEntry.Reverse, string name = "AAA")
    {
        var candles = new List<Candle>();
        var signals = new List<Signals>();
        var lines = table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var row = 0; row < lines.Length; row++)
        {
            if (lines[row] == "-")
            {
                continue;
            }

            var cells = lines[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double Price(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
            candles.Add(new Candle(row * BarMs, Price(0), Price(1), Price(2), Price(3), 1));
            signals.Add(cells.Skip(4).Aggregate(Signals.None, (all, word) => all | SignalOf(word)));
        }

        var decisions = new Decisions { Signals = signals.ToArray(), StopLoss = stop, TakeProfit = target, OppositeEntry = opposite };
        return new SymbolInput(CandleSeries.FromCandles(new SeriesKey("drawn", name, Hour), candles), decisions, new Instrument("drawn", name));
    }

    /// <summary>The house's conventions over some symbols.</summary>
    public static BacktestInput House(params SymbolInput[] symbols) => new()
    {
        Symbols = symbols,
        Strategy = "drawn",
        InitialCapital = 1000,
        Conventions = Conventions.Presets["house"],
        Fees = new ZeroFees(),
        Slippage = new NoSlippage(),
        Sizing = new FixedQuantity(1),
    };

    /// <summary>The trades as text: "LONG 1@100 -> 2@110 signal" is bar and price of entry, of exit, and the reason.</summary>
    public static string[] Trades(BacktestInput input) => [.. Backtest.Run(input).Trades.Select(t => Describe(t, input.Symbols.Count > 1))];

    private static string Describe(Trade trade, bool withSymbol)
    {
        var exit = trade.IsOpen ? "open" : Text($"{trade.ExitBar}@{trade.ExitPrice:0.######} {trade.ExitReason}");
        return (withSymbol ? trade.Symbol + " " : "")
            + Text($"{(trade.Direction == Direction.Long ? "LONG" : "SHORT")} {trade.EntryBar}@{trade.EntryPrice:0.######} -> ") + exit;
    }

    private static Signals SignalOf(string word) => word switch
    {
        "buy" => Signals.LongEntry,
        "sell" => Signals.LongExit,
        "short" => Signals.ShortEntry,
        "cover" => Signals.ShortExit,
        _ => throw new FormatException($"'{word}' is not one of buy, sell, short, cover"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
