using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>Checks a spec against the candles there are: finds its exchange, its series and its range.</summary>
internal sealed class SpecResolver(ICandleCatalog catalog, ICollection<SpecProblem> problems)
{
    /// <summary>The spec with exchange, dates and name filled in, and its series; null after a problem.</summary>
    public (RunSpec Spec, IReadOnlyList<SeriesInfo> Series)? Resolve(RunSpec spec)
    {
        var exchange = spec.Exchange.Length > 0 ? spec.Exchange : FindExchange(spec);
        if (exchange is null)
        {
            return null;
        }

        var found = spec.Symbols.Select(symbol => catalog.Find(new SeriesKey(exchange, symbol, spec.Timeframe))).ToList();
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is null)
            {
                problems.Add(NoCandles($"symbols[{i}]", exchange, spec.Symbols[i], spec));
            }
        }

        if (found.Contains(null))
        {
            return null;
        }

        var series = found.Select(f => f!).ToList();
        var start = spec.StartMs ?? series.Min(s => s.FirstOpenMs);
        var end = spec.EndMs ?? series.Max(s => s.LastOpenMs) + spec.Timeframe.Milliseconds;
        if (!CheckRange(spec, series, start, end))
        {
            return null;
        }

        var resolved = spec with { Exchange = exchange, StartMs = start, EndMs = end };
        return (resolved with { Name = spec.Name.Length > 0 ? spec.Name : DefaultName(resolved) }, series);
    }

    private static string DefaultName(RunSpec spec) =>
        $"{spec.Strategy} {string.Join(" ", spec.Symbols)} {spec.Timeframe} {IsoTime.Format(spec.StartMs!.Value)[..10]} to {IsoTime.Format(spec.EndMs!.Value)[..10]}";

    /// <summary>The one stored exchange that has all symbols; the sample market only where no stored one has any.</summary>
    private string? FindExchange(RunSpec spec)
    {
        var held = catalog.List()
            .Where(s => spec.Symbols.Contains(s.Key.Symbol) && catalog.Find(s.Key with { Timeframe = spec.Timeframe }) is not null)
            .GroupBy(s => s.Key.Exchange)
            .ToDictionary(g => g.Key, g => g.Select(s => s.Key.Symbol).ToHashSet());
        var recorded = held.Keys.Where(e => e != SeriesKey.SampleExchange).Order(StringComparer.Ordinal).ToList();
        var complete = recorded.Where(e => held[e].Count == spec.Symbols.Count).ToList();
        if (complete.Count == 1)
        {
            return complete[0];
        }

        if (complete.Count > 1)
        {
            problems.Add(new SpecProblem("exchange", "is needed, because several have these symbols", null, string.Join(", ", complete)));
            return null;
        }

        if (recorded.Count > 0)
        {
            var parts = recorded.Select(e => $"{e} has only {string.Join(", ", spec.Symbols.Where(held[e].Contains))}");
            problems.Add(new SpecProblem("exchange", "is not written, and no stored exchange has all the symbols", string.Join("; ", parts), "symbols of one exchange"));
            return null;
        }

        return SeriesKey.SampleExchange;
    }

    private SpecProblem NoCandles(string field, string exchange, string symbol, RunSpec spec)
    {
        var list = catalog.List();
        var exchanges = list.Select(s => s.Key.Exchange).Distinct().ToList();
        if (!exchanges.Contains(exchange))
        {
            return new SpecProblem("exchange", "has no stored candles", $"\"{exchange}\"", string.Join(", ", exchanges), NearestName.Of(exchange, exchanges));
        }

        var symbols = list.Where(s => s.Key.Exchange == exchange).Select(s => s.Key.Symbol).Distinct().ToList();
        if (!symbols.Contains(symbol))
        {
            return new SpecProblem(
                field,
                $"has no candles on {exchange}; `{FetchCommand(exchange, symbol, spec)}` or `candles import` brings them",
                $"\"{symbol}\"",
                string.Join(", ", symbols),
                NearestName.Of(symbol, symbols));
        }

        var timeframes = list.Where(s => s.Key.Exchange == exchange && s.Key.Symbol == symbol).Select(s => s.Key.Timeframe.Name);
        return new SpecProblem(
            "timeframe",
            $"cannot be made from the stored candles of {symbol} on {exchange}; `{FetchCommand(exchange, symbol, spec)}` brings them",
            spec.Timeframe.Name,
            $"stored: {string.Join(", ", timeframes)}, and longer ones that they divide");
    }

    private bool CheckRange(RunSpec spec, List<SeriesInfo> series, long start, long end)
    {
        var ok = true;
        for (var i = 0; i < series.Count; i++)
        {
            var info = series[i];
            if (start <= info.LastOpenMs && end > info.FirstOpenMs)
            {
                continue;
            }

            ok = false;
            problems.Add(new SpecProblem(
                spec.StartMs is not null && start > info.LastOpenMs ? "start_date" : "end_date",
                $"leaves {spec.Symbols[i]} on {info.Key.Exchange} without candles; `{FetchCommand(info.Key.Exchange, spec.Symbols[i], spec)}` or `candles import` brings more",
                $"{IsoTime.Format(start)} to {IsoTime.Format(end)}",
                $"a range that overlaps {IsoTime.Format(info.FirstOpenMs)} to {IsoTime.Format(info.LastOpenMs)}"));
        }

        return ok;
    }

    private static string FetchCommand(string exchange, string symbol, RunSpec spec)
    {
        var from = spec.StartMs is { } start ? $" --start {IsoTime.Format(start)}" : "";
        var to = spec.EndMs is { } end ? $" --end {IsoTime.Format(end)}" : "";
        return $"candles fetch --exchange {exchange} --symbols {symbol} --timeframe {spec.Timeframe}{from}{to}";
    }
}
