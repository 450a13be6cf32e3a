using System.Globalization;
using System.Text.RegularExpressions;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Tests.Engine;

/// <summary>
/// A drawn backtest as text: settings such as "stop=2 target=4" (distances in price), bars divided by "|", and what comes
/// out: trades, then refusals and ambiguous bars where there are any.
/// </summary>
internal sealed partial record DrawnTable(string Settings, string Bars, string Expected)
{
    private const int MostBars = 64;

    /// <summary>Prices reflected at 100 with the sides exchanged: what holds for a long position must hold for a short one.</summary>
    public DrawnTable Mirror() => new(
        Settings,
        string.Join('|', Bars.Split('|').Select(MirrorBar)),
        PriceOfTrade().Replace(
            Expected.Replace("LONG", "~", StringComparison.Ordinal).Replace("SHORT", "LONG", StringComparison.Ordinal).Replace("~", "SHORT", StringComparison.Ordinal),
            m => string.Create(CultureInfo.InvariantCulture, $"@{200 - double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture):0.######}")));

    /// <summary>Trades, refusals and ambiguous bars as text.</summary>
    public string Outcome()
    {
        var input = Input();
        var outcome = Backtest.Run(input);
        var refusals = outcome.Refusals.NonZero().Select(r => $"refused {Words.Of(r.Key)} {r.Value}");
        string[] ambiguous = outcome.AmbiguousBars > 0 ? [$"ambiguous {outcome.AmbiguousBars}"] : [];
        return string.Join("; ", [.. Drawn.Trades(input), .. refusals, .. ambiguous]);
    }

    private static string MirrorBar(string bar)
    {
        var cells = bar.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length == 1)
        {
            return bar;
        }

        string Reflected(int i) => (200 - double.Parse(cells[i], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        var words = cells.Skip(4).Select(w => w switch { "buy" => "short", "sell" => "cover", "short" => "buy", _ => "sell" });
        return string.Join(' ', [Reflected(0), Reflected(2), Reflected(1), Reflected(3), .. words]);
    }

    private BacktestInput Input()
    {
        var settings = Settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).ToDictionary(s => s[0], s => s[1], StringComparer.Ordinal);
        var read = new HashSet<string>(StringComparer.Ordinal);
        string? Word(string name) => settings.TryGetValue(name, out var word) && (read.Add(name) || true) ? word : null;
        double? Number(string name) => Word(name) is { } word ? double.Parse(word, CultureInfo.InvariantCulture) : null;
        StopDistance? Distance(string name) => Number(name) is { } d ? Column(d) : null;

        var symbol = Drawn.Symbol(Bars.Replace('|', '\n'), Distance("stop"), Distance("target"));
        var trim = Word("trim")?.Split(':').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        symbol = symbol with
        {
            Instrument = new Instrument("drawn", "AAA", MinimumNotional: Number("minimum") ?? 0),
            Decisions = symbol.Decisions with
            {
                TrailingStop = Distance("trail"),
                BreakEven = Distance("even"),
                Trims = trim is null ? [] : [new Trim(Column(trim[0]), trim[1])],
                TimeExitBars = (int?)Number("time"),
                CooldownBars = (int)(Number("cooldown") ?? 0),
                MaxEntries = (int)(Number("entries") ?? 1),
                EntryOrder = Number("limit") is { } below ? Order(symbol, EntryOrderType.Limit, -below, (int?)Number("expires"))
                    : Number("above") is { } above ? Order(symbol, EntryOrderType.Stop, above, (int?)Number("expires"))
                    : null,
            },
        };
        var house = Drawn.House(symbol);
        var input = house with
        {
            Sizing = new FixedQuantity(Number("size") ?? 1),
            Margin = Number("leverage") is { } leverage ? new Margin(leverage, MarginMode.Isolated, 0, 0) : null,
            MaxSymbolExposure = Number("exposure"),
            MaxDrawdown = Number("drawdown"),
            Conventions = Word("fill") == "close" ? house.Conventions with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false } : house.Conventions,
            Intrabar = Word("intrabar") switch { "target" => IntrabarRule.TargetFirst, "nearest" => IntrabarRule.NearestExtreme, _ => IntrabarRule.StopFirst },
        };
        return settings.Keys.FirstOrDefault(k => !read.Contains(k)) is { } unknown ? throw new FormatException($"'{unknown}' is no setting") : input;
    }

    /// <summary>Prices at distances from each close: below it for a long entry where negative.</summary>
    private static EntryOrder Order(SymbolInput symbol, EntryOrderType type, double distance, int? expires)
    {
        var closes = symbol.Candles.Close.ToArray();
        return new EntryOrder(type, new SidePrices(closes.Select(c => c + distance).ToArray(), closes.Select(c => c - distance).ToArray()), null, expires);
    }

    private static StopDistance Column(double distance) => StopDistance.Column(Enumerable.Repeat(distance, MostBars).ToArray());

    [GeneratedRegex(@"@([\d.]+)")]
    private static partial Regex PriceOfTrade();
}
