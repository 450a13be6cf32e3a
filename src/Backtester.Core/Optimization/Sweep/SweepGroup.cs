using Backtester.Core.Engine;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Optimization.Sweep;

/// <summary>
/// Sets of one strategy that are simulated together over the same candles. Their formulas are one program, in which equal
/// parts exist once; its columns are made tile by tile, and of them only what fills depend on is kept: a bit a bar for each
/// rule. Then all sets walk the same few thousand candles before any goes on, so that these stay in the processor's cache.
/// </summary>
internal sealed class SweepGroup
{
    /// <summary>Bars that all sets walk before any goes on: their columns fit the second cache.</summary>
    private const int Tile = 4096;

    private readonly RunMarket _market;
    private readonly RunGrid _grid;
    private readonly IReadOnlyList<RunSpec> _specs;

    /// <summary>Sets that share everything but their parameters.</summary>
    public SweepGroup(RunMarket market, RunGrid grid, IReadOnlyList<RunSpec> specs) => (_market, _grid, _specs) = (market, grid, specs);

    /// <summary>Bytes that a compiled group keeps of its columns.</summary>
    public static long BytesOf(RunMarket market, IReadOnlyList<CompiledStrategy> compiled)
    {
        var outputs = compiled.SelectMany(DecisionReading.OutputsOfOrders).Distinct().ToArray();
        return market.Seen.Sum(series => compiled[0].Program.BytesOf(outputs, series.Count));
    }

    /// <summary>Simulates sets that were compiled into one program.</summary>
    /// <param name="compiled">The sets, in the order of the specs.</param>
    /// <param name="cancellation">Looked at every tile.</param>
    public LeanOutcome[] Run(IReadOnlyList<CompiledStrategy> compiled, CancellationToken cancellation)
    {
        var outputs = compiled.SelectMany(DecisionReading.OutputsOfOrders).Distinct().ToArray();
        var columns = new Dictionary<CandleSeries, ProgramColumns>(ReferenceEqualityComparer.Instance);
        foreach (var series in _market.Seen)
        {
            columns[series] = compiled[0].Program.Run(series, _market.Others, outputs);
            cancellation.ThrowIfCancellationRequested();
        }

        return Walk((set, series) => DecisionReading.OrdersOf(compiled[set], columns[series]), cancellation);
    }

    /// <summary>Simulates sets whose decisions the caller makes.</summary>
    /// <param name="decide">What a set decides on a series.</param>
    /// <param name="cancellation">Looked at every tile.</param>
    public LeanOutcome[] Walk(Func<int, CandleSeries, Decisions> decide, CancellationToken cancellation)
    {
        var runs = new LeanBacktest[_specs.Count];
        try
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var set = i;
                runs[i] = new LeanBacktest(_market.Input(_specs[i], (_, series) => decide(set, series)), _grid);
            }

            for (var end = 0; end < _grid.Steps;)
            {
                cancellation.ThrowIfCancellationRequested();
                end = Math.Min(_grid.Steps, end + Tile);
                foreach (var run in runs)
                {
                    run.Advance(end);
                }
            }

            return [.. runs.Select(r => r.Finish())];
        }
        finally
        {
            Array.ForEach(runs, r => r?.Dispose());
        }
    }
}
