using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization.Batches;

/// <summary>
/// Turns the text of a batch into a plan, or says everything that is wrong with it. The document is that of a search with
/// `strategies` (ids, or objects with strategy, strategy_params and parameter_ranges), `symbols` and `timeframes` in place
/// of one strategy and one timeframe; everything else holds for every cell. A strategy without ranges is searched around
/// its defaults (<see cref="SuggestedRanges"/>).
/// </summary>
public static class BatchPlanner
{
    private const int MostCells = 500;

    /// <summary>Reads, checks and fills in a batch.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are.</param>
    /// <param name="strategies">Where a strategy that the spec names is found; null for those of the catalogue alone.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec, or that of a cell, has problems; all of them are inside.</exception>
    public static BatchPlan Plan(string specText, SpecFormat format, ICandleCatalog catalog, IStrategyLibrary? strategies = null, CancellationToken cancellation = default)
    {
        var problems = new List<SpecProblem>();
        var root = SearchPlanner.Parse(specText, format, problems);
        var library = strategies ?? StrategyLibrary.BuiltIn;
        var entries = BatchFields.Strategies(root, library, problems);
        var symbols = BatchFields.Words(root, "symbols", problems);
        var timeframes = BatchFields.Words(root, "timeframes", problems);
        if ((long)entries.Count * symbols.Count * timeframes.Count is var count && count > MostCells)
        {
            problems.Add(new SpecProblem("strategies", $"make {count} searches with {symbols.Count} symbols and {timeframes.Count} timeframes", Allowed: $"at most {MostCells} in all"));
        }

        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        var rest = BatchFields.Common(root);
        var cells = new List<BatchCell>();
        for (var s = 0; s < entries.Count; s++)
        {
            for (var y = 0; y < symbols.Count; y++)
            {
                for (var t = 0; t < timeframes.Count; t++)
                {
                    var text = BatchFields.CellOf(rest, entries[s], symbols[y], timeframes[t]).ToJsonString();
                    try
                    {
                        var plan = SearchPlanner.Plan(text, SpecFormat.Json, catalog, library, cancellation);

                        // The manifest holds a strategy of one's own in full: it means the same whatever becomes of its file.
                        cells.Add(new BatchCell(cells.Count + 1, symbols[y], JsonNode.Parse(plan.Manifest)!["spec"]!.ToJsonString(), plan));
                    }
                    catch (SpecException error)
                    {
                        problems.AddRange(error.Problems.Select(p => Placed(p, s, y, t)));
                    }
                }
            }
        }

        return problems.Count > 0 ? throw new SpecException([.. problems.Distinct()]) : new BatchPlan
        {
            Name = (root["name"] as ScalarNode)?.Text ?? NameOf(entries.Count, symbols, timeframes),
            Objective = cells[0].Plan.Settings.Objective,
            Cells = cells,
            SpecText = specText,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', cells.Select(c => c.Plan.Fingerprint))))),
        };
    }

    /// <summary>A cell's problem at the place of the batch's document that it comes from.</summary>
    private static SpecProblem Placed(SpecProblem problem, int strategy, int symbol, int timeframe) => problem with
    {
        Field = problem.Field switch
        {
            "timeframe" => $"timeframes[{timeframe}]",
            var f when f.StartsWith("symbols", StringComparison.Ordinal) => $"symbols[{symbol}]",
            var f when f.StartsWith("strategy", StringComparison.Ordinal) || f.StartsWith("parameter_ranges", StringComparison.Ordinal) => $"strategies[{strategy}].{f}",
            var f => f,
        },
    };

    private static string NameOf(int strategies, List<string> symbols, List<string> timeframes) => string.Create(
        CultureInfo.InvariantCulture, $"{strategies} {(strategies == 1 ? "strategy" : "strategies")} on {string.Join(", ", symbols.Take(3))}{(symbols.Count > 3 ? $" and {symbols.Count - 3} more" : "")}, {string.Join(", ", timeframes)}");
}
