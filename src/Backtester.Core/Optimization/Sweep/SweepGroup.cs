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
    private readonly RunMarket _market;
    private readonly RunGrid _grid;
    private readonly IReadOnlyList<RunSpec> _specs;

    /// <summary>Sets that share everything but their parameters.</summary>
    public SweepGroup(RunMarket market, RunGrid grid, IReadOnlyList<RunSpec> specs) => (_market, _grid, _specs) = (market, grid, specs);

    /// <summary>Bytes that a compiled group keeps of its columns.</summary>
    public static long BytesOf(RunMarket market, IReadOnlyList<CompiledStrategy> compiled)
    {
        var outputs = OutputsOf(compiled);
        return market.Seen.Sum(series => compiled[0].Program.BytesOf(outputs, series.Count));
    }

    /// <summary>Distinct indicators of a compiled group.</summary>
    public static int IndicatorsOf(IReadOnlyList<CompiledStrategy> compiled) => compiled[0].Program.IndicatorsOf(OutputsOf(compiled));

    private static int[] OutputsOf(IReadOnlyList<CompiledStrategy> compiled) => [.. compiled.SelectMany(DecisionReading.OutputsOfOrders).Distinct()];

    /// <summary>
    /// Simulates sets that were compiled into one program, each tile's columns right before all sets walk it: nothing is
    /// kept of a tile, whatever the number of bars. Null where a set needs more than a window of its decisions.
    /// </summary>
    /// <param name="compiled">The sets, in the order of the specs.</param>
    /// <param name="cancellation">Looked at every tile.</param>
    public LeanOutcome[]? TryRunInTiles(IReadOnlyList<CompiledStrategy> compiled, CancellationToken cancellation)
    {
        if (_market.Seen is not [var seen])
        {
            return null;
        }

        var tiles = new LeanTiles(_grid);
        var runner = compiled[0].Program.CreateRunner(seen.Key.Timeframe, LeanTiles.DefaultLength, _market.Others, OutputsOf(compiled));
        var runs = new List<LeanBacktest>(compiled.Count);
        try
        {
            for (var i = 0; i < compiled.Count; i++)
            {
                var input = _market.InputOf(_specs[i], DecisionReading.OrdersOf(compiled[i], runner.Columns));
                if (!LeanBacktest.FitsWindow(input))
                {
                    return null;
                }

                runs.Add(new LeanBacktest(input, tiles, isWindow: true));
            }

            WalkTiles(tiles, runner, seen, runs, cancellation);
            return [.. runs.Select(r => r.Finish())];
        }
        finally
        {
            runs.ForEach(r => r.Dispose());
        }
    }

    private void WalkTiles(LeanTiles tiles, TileRunner runner, CandleSeries seen, List<LeanBacktest> runs, CancellationToken cancellation)
    {
        // Candles before the run's first bar warm the indicators up.
        var before = seen.Count - _grid.Steps;
        for (var start = 0; start < before; start += runner.TileLength)
        {
            cancellation.ThrowIfCancellationRequested();
            runner.Next(seen, start, Math.Min(runner.TileLength, before - start));
        }

        while (tiles.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            runner.Next(seen, before + tiles.Start, tiles.End - tiles.Start);
            foreach (var run in runs)
            {
                run.Advance();
            }
        }
    }

    /// <summary>Simulates sets that were compiled into one program, with their columns over all bars.</summary>
    /// <param name="compiled">The sets, in the order of the specs.</param>
    /// <param name="cancellation">Looked at every tile.</param>
    public LeanOutcome[] Run(IReadOnlyList<CompiledStrategy> compiled, CancellationToken cancellation)
    {
        var outputs = OutputsOf(compiled);
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
        var tiles = new LeanTiles(_grid);
        var runs = new LeanBacktest[_specs.Count];
        try
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var set = i;
                runs[i] = new LeanBacktest(_market.Input(_specs[i], (_, series) => decide(set, series)), tiles);
            }

            while (tiles.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var run in runs)
                {
                    run.Advance();
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
