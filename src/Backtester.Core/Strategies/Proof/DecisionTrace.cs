using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>Something that decides on candles and shows how: what a proof questions.</summary>
public interface ITracedStrategy
{
    /// <summary>Name in reports.</summary>
    string Name { get; }

    /// <summary>Bars at the beginning that it declares to need; null where it declares none.</summary>
    ProgramWarmUp? WarmUp(Timeframe timeframe);

    /// <summary>Decides on every bar of a series. The same candles must give the same trace.</summary>
    DecisionTrace Trace(CandleSeries candles, IOtherCandles? others);
}

/// <summary>A column of a trace, one value a bar; truth values are 1 and 0.</summary>
/// <param name="Field">The decision or the field of the definition, such as "long_entry".</param>
/// <param name="Expression">What it is, as the author wrote it; the field again where there is no text.</param>
/// <param name="Values">One value a bar.</param>
/// <param name="IsBoolean">True for conditions.</param>
/// <param name="Forgets">False where it depends for ever on where the series begins.</param>
public sealed record TraceColumn(string Field, string Expression, double[] Values, bool IsBoolean, bool Forgets = true);

/// <summary>Everything that a strategy decided on a series, and what its decisions are made of.</summary>
/// <param name="Decisions">What the engine reads: signals, confidences, distances.</param>
/// <param name="Parts">What they are made of, operands before what is made of them.</param>
public sealed record DecisionTrace(IReadOnlyList<TraceColumn> Decisions, IReadOnlyList<TraceColumn> Parts)
{
    /// <summary>The parts, then the decisions.</summary>
    public IEnumerable<TraceColumn> All => Parts.Concat(Decisions);

    /// <summary>The decisions of a strategy without text: its signals, distances, confidences, exits and named lines.</summary>
    public static DecisionTrace Of(Decisions decisions, CandleSeries candles)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(candles);
        var columns = new List<TraceColumn>
        {
            Signal("long_entry", Signals.LongEntry),
            Signal("long_exit", Signals.LongExit),
            Signal("short_entry", Signals.ShortEntry),
            Signal("short_exit", Signals.ShortExit),
        };
        AddColumn("entry_order", decisions.EntryOrder?.Price.Long ?? default);
        AddColumn("entry_order", decisions.EntryOrder?.Price.Short ?? default);
        AddDistance("stop_loss", decisions.StopLoss);
        AddDistance("take_profit", decisions.TakeProfit);
        AddDistance("trailing_stop", decisions.TrailingStop);
        AddDistance("break_even", decisions.BreakEven);
        foreach (var trim in decisions.Trims)
        {
            AddDistance("trim", trim.At);
        }

        AddColumn("long_confidence", decisions.LongConfidence);
        AddColumn("short_confidence", decisions.ShortConfidence);
        if (decisions.PositionExit is { } exit)
        {
            // As if a position had been opened ten bars before.
            columns.Add(Truth("long_exit", bar => Held(bar) >= 0 && exit.Exits(1, bar, candles.Open[bar - Held(bar)], Held(bar))));
            columns.Add(Truth("short_exit", bar => Held(bar) >= 0 && exit.Exits(-1, bar, candles.Open[bar - Held(bar)], Held(bar))));
        }

        return new DecisionTrace(columns, [.. decisions.Indicators.Names.Select((n, i) => new TraceColumn("lines", n, decisions.Indicators.Columns[i].ToArray(), IsBoolean: false))]);

        static int Held(int bar) => Math.Min(bar, 10);

        TraceColumn Signal(string name, Signals flag) => Truth(name, bar => (decisions.Signals[bar] & flag) != Signals.None);

        TraceColumn Truth(string name, Func<int, bool> value) =>
            new(name, name, [.. Enumerable.Range(0, candles.Count).Select(bar => value(bar) ? 1.0 : 0.0)], IsBoolean: true);

        void AddDistance(string name, StopDistance? distance)
        {
            foreach (var sign in distance is null ? [] : new[] { 1, -1 })
            {
                columns.Add(new TraceColumn(name, name, [.. Enumerable.Range(0, candles.Count).Select(bar => distance!.ValueAt(sign, bar))], IsBoolean: false));
            }
        }

        void AddColumn(string name, ReadOnlyMemory<double> column)
        {
            if (!column.IsEmpty)
            {
                columns.Add(new TraceColumn(name, name, column.ToArray(), IsBoolean: false));
            }
        }
    }
}
