using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>`execution.rounding: exchange`: tick, lot and least order of each symbol as its exchange lists them.</summary>
internal static class ExchangeRounding
{
    /// <summary>The spec with the numbers of the exchange's stored list written out, so that a stored run is proven from them; the spec as it is where it does not ask.</summary>
    public static RunSpec Resolve(RunSpec spec, IReadOnlyList<SeriesKey> series, ICandleCatalog catalog, ICollection<SpecProblem> problems)
    {
        if (spec.Execution.Rounding is not { FromExchange: true })
        {
            return spec;
        }

        var known = series.Select(key => (key.Symbol, Instrument: catalog.InstrumentOf(key))).ToList();
        var missing = known.Where(k => k.Instrument is null).Select(k => k.Symbol).ToList();
        if (missing.Count > 0)
        {
            problems.Add(new SpecProblem(
                "execution.rounding", $"the stored list of {spec.Exchange} does not tell the steps of {string.Join(", ", missing)}; `candles top --exchange {spec.Exchange}` brings the list", "\"exchange\"",
                "tick, lot and minimum_notional as numbers, for all symbols or below symbols"));
            return spec;
        }

        var symbols = known.ToDictionary(
            k => k.Symbol, k => new RoundingSpec { Tick = k.Instrument!.TickSize, Lot = k.Instrument.LotSize, MinimumNotional = k.Instrument.MinimumNotional });
        return spec with { Execution = spec.Execution with { Rounding = new RoundingSpec { Symbols = symbols } } };
    }
}
