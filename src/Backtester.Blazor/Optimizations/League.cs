using Backtester.Core.Optimization.Honesty;
using Backtester.Persistence;
using Backtester.Persistence.Batches;

namespace Backtester.Blazor.Optimizations;

/// <summary>A batch as a league table: its searches from the most to the least convincing, given the tries of all of them.</summary>
/// <param name="Batch">What was asked for and how far it is.</param>
/// <param name="Rows">The searches, those without a verdict last, in the order of work.</param>
public sealed record League(OptimizationBatch Batch, IReadOnlyList<LeagueRow> Rows)
{
    /// <summary>Independent tries of all searches together; NaN before the first verdict.</summary>
    public double EffectiveTrials => Rows.Select(r => r.Verdict?.EffectiveTrials).OfType<double>().DefaultIfEmpty(double.NaN).First();

    /// <summary>Sets measured in all searches.</summary>
    public long Trials => Rows.Sum(r => r.Cell.Search?.Completed ?? 0);

    /// <summary>The answer in plain words; null before the first verdict.</summary>
    public string? Sentence
    {
        get
        {
            var judged = Rows.Where(r => r.Verdict is not null).ToList();
            if (judged.Count == 0)
            {
                return null;
            }

            var (convincing, best) = (judged.Count(r => r.Verdict!.Value.IsMoreThanLuck), judged[0]);
            var facts = FormattableString.Invariant($"Of {judged.Count} searches with {Trials:N0} sets, worth {EffectiveTrials:N0} independent tries, ");
            return convincing == 0
                ? facts + "none can be told from luck."
                : facts + FormattableString.Invariant($"{convincing} {(convincing == 1 ? "is" : "are")} more than luck; the most convincing is {best.Name}, deflated Sharpe ratio {100 * best.Verdict!.Value.DeflatedSharpe:0.0} %.");
        }
    }

    /// <summary>Ranks what is stored: by the deflated Sharpe ratio given all tries, then by the probability of luck.</summary>
    public static League Of(StoredBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var verdicts = BatchVerdict.Of([.. batch.Cells.Select(c => c.Honesty)]);
        var rows = batch.Cells.Select((cell, i) => new LeagueRow(cell, verdicts[i])).ToList();
        var place = 0;
        return new League(batch.Row, [.. rows
            .OrderByDescending(r => r.Verdict is { DeflatedSharpe: var d } && !double.IsNaN(d) ? d : double.NegativeInfinity)
            .ThenBy(r => r.Verdict?.LuckProbability ?? double.PositiveInfinity)
            .ThenBy(r => r.Cell.Row.Number)
            .Select(r => r.Verdict is { DeflatedSharpe: var d } && !double.IsNaN(d) ? r with { Rank = ++place } : r)]);
    }
}

/// <summary>A search of the league.</summary>
/// <param name="Cell">What is stored of it.</param>
/// <param name="Verdict">Its verdict given the tries of the whole batch; null before it has one.</param>
/// <param name="Rank">From 1; null without a verdict.</param>
public sealed record LeagueRow(StoredCell Cell, BatchVerdict? Verdict, int? Rank = null)
{
    /// <summary>How people call it.</summary>
    public string Name => $"{Cell.Row.Strategy} on {Cell.Row.Symbol} {Cell.Row.Timeframe}";

    /// <summary>PENDING before its turn; FAILED where its spec could not be searched.</summary>
    public string Status => Cell.Row.Note is not null ? WorkStatus.Failed.Word() : (Cell.Search?.Status ?? WorkStatus.Pending).Word();
}
