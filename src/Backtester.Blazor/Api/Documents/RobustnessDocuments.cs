using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;

namespace Backtester.Blazor.Api.Documents;

/// <summary>How much a search's answer hangs on the exact values of its parameters (docs/optimization.md). Numbers are of the score, the higher the better.</summary>
public sealed record RobustnessDocument(
    long Id,
    string Objective,
    int Scored,
    bool Grid,
    string Sentence,
    ImportanceDocument? Importance,
    RobustSetDocument? Best,
    RobustSetDocument? Centre,
    GoodRegionDocument? Region,
    StabilityMapDocument? StabilityMap)
{
    /// <summary>From what was measured; the map is of the two parameters asked for.</summary>
    public static RobustnessDocument From(long id, string objective, TrialTable table, SearchRobustness found, string? across, string? down) => new(
        id,
        objective,
        found.Scored,
        found.IsGrid,
        found.Sentence,
        found.Importance is { } importance ? ImportanceDocument.From(importance) : null,
        found.Best is { } best ? RobustSetDocument.From(table, best) : null,
        found.Centre is { } centre ? RobustSetDocument.From(table, centre) : null,
        found.Region is { } region ? new GoodRegionDocument(region.Threshold, region.Good, region.Regions, region.Rows.Count) : null,
        across is null || found.Scored == 0 ? null : StabilityMapDocument.From(ParameterMap.Of(table, "score", across, down).Smoothed()));
}

/// <summary>Shares of the scores' variance; exact on a full grid, otherwise of a random forest that foretells unseen sets with the R² of fit.</summary>
public sealed record ImportanceDocument(bool Exact, int Sets, double? Fit, IReadOnlyList<ParameterShareDocument> Parameters, IReadOnlyList<InteractionDocument> Interactions)
{
    /// <summary>From what was measured.</summary>
    public static ImportanceDocument From(ParameterImportance found) => new(
        found.IsExact,
        found.Sets,
        ApiJson.Known(found.Fit),
        [.. found.Parameters.Select(p => new ParameterShareDocument(p.Name, ApiJson.Known(p.FirstOrder), ApiJson.Known(p.Total)))],
        [.. found.Interactions.Select(i => new InteractionDocument([i.First, i.Second], ApiJson.Known(i.Share)))]);
}

/// <summary>Share that a parameter makes alone, and that it has a part in.</summary>
public sealed record ParameterShareDocument(string Name, double? FirstOrder, double? Total);

/// <summary>Share that two parameters make together beyond their own.</summary>
public sealed record InteractionDocument(IReadOnlyList<string> Parameters, double? Share);

/// <summary>A set with the scores around it; drop is its score less their median.</summary>
public sealed record RobustSetDocument(
    int Number, IReadOnlyDictionary<string, double> Params, IReadOnlyDictionary<string, double?>? Metrics, double? Score, double? Drop, NeighbourhoodDocument Neighbours)
{
    /// <summary>From what was measured.</summary>
    public static RobustSetDocument From(TrialTable table, RobustSet set) => new(
        set.Number,
        table.ParametersAt(set.Row),
        table.MetricsAt(set.Row) is { } metrics ? OptimizationDocument.Known(metrics) : null,
        ApiJson.Known(set.Score),
        ApiJson.Known(set.Drop),
        new(set.Around.Sets, set.Around.WithoutScore, ApiJson.Known(set.Around.Mean), ApiJson.Known(set.Around.Median), ApiJson.Known(set.Around.Worst)));
}

/// <summary>Scores of the simulated sets around one.</summary>
public sealed record NeighbourhoodDocument(int Sets, int WithoutScore, double? Mean, double? Median, double? Worst);

/// <summary>The broadest region of good sets: those from the threshold on.</summary>
public sealed record GoodRegionDocument(double Threshold, int Good, int Regions, int Sets);

/// <summary>Smoothed mean scores over two parameters: rows from the top, null where no set is known.</summary>
public sealed record StabilityMapDocument(string Across, string? Down, IReadOnlyList<double> AcrossValues, IReadOnlyList<double>? DownValues, IReadOnlyList<IReadOnlyList<double?>> Rows)
{
    /// <summary>From a map.</summary>
    public static StabilityMapDocument From(ParameterMap map) => new(
        map.Across.Name,
        map.Down?.Name,
        Values(map.Across),
        map.Down is { } down ? Values(down) : null,
        [.. Enumerable.Range(0, map.Rows).Select(row => (IReadOnlyList<double?>)[.. Enumerable.Range(0, map.Columns).Select(column => ApiJson.Known(map[column, row]))])]);

    private static IReadOnlyList<double> Values(AxisBins axis) => [.. Enumerable.Range(0, axis.Count).Select(axis.ValueOf)];
}

/// <summary>Sets of a search on the candles after it.</summary>
public sealed record LaterDocument(long Id, string Objective, string Start, string End, long Bars, double? RankCorrelation, IReadOnlyList<LaterTrialDocument> Trials)
{
    /// <summary>From the test.</summary>
    public static LaterDocument From(long id, string objective, LaterResult found) => new(
        id,
        objective,
        ApiJson.Time(found.Range.StartMs)!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ApiJson.Time(found.Range.EndMs)!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        found.Bars,
        ApiJson.Known(found.RankCorrelation),
        [.. found.Trials.Select(t => new LaterTrialDocument(
            t.Later.Number,
            t.InSample.Parameters,
            ApiJson.Known(t.InSample.Score),
            ApiJson.Known(t.Later.Score),
            t.Later.Metrics is { } metrics ? OptimizationDocument.Known(metrics) : null,
            t.Later.Note))]);
}

/// <summary>A set with its score in the search and after it.</summary>
public sealed record LaterTrialDocument(
    int Number, IReadOnlyDictionary<string, double> Params, double? Score, double? LaterScore, IReadOnlyDictionary<string, double?>? LaterMetrics, string? Note);

/// <summary>One set from later starts and on candles with noise.</summary>
public sealed record StressDocument(
    long Id, string Objective, int Number, IReadOnlyDictionary<string, double> Params, double? Score, StressRunsDocument StartShift, double NoiseSize, StressRunsDocument Noise)
{
    /// <summary>From the test.</summary>
    public static StressDocument From(long id, string objective, StressResult found) => new(
        id,
        objective,
        found.Set.Number,
        found.Set.Parameters,
        ApiJson.Known(found.Set.Score),
        StressRunsDocument.From(found.StartShift),
        found.NoiseSize,
        StressRunsDocument.From(found.Noise));
}

/// <summary>Scores of the runs, with their quantiles; a run without a score is null and in none of them.</summary>
public sealed record StressRunsDocument(int Runs, int WithoutScore, double? Q05, double? Median, double? Q95, IReadOnlyList<double?> Scores, string? Note)
{
    /// <summary>From runs of one kind.</summary>
    public static StressRunsDocument From(StressRuns runs) => new(
        runs.Scores.Count,
        runs.Scores.Count - runs.Known,
        ApiJson.Known(runs.At(0.05)),
        ApiJson.Known(runs.At(0.5)),
        ApiJson.Known(runs.At(0.95)),
        [.. runs.Scores.Select(ApiJson.Known)],
        runs.Note);
}

/// <summary>A part of a search's sets, in the order asked for.</summary>
public sealed record TrialPageDocument(long Id, int Total, int Matched, int Skip, IReadOnlyList<TrialRowDocument> Trials);

/// <summary>One set.</summary>
public sealed record TrialRowDocument(int Number, IReadOnlyDictionary<string, double> Params, IReadOnlyDictionary<string, double?>? Metrics, double? Score, string? Note)
{
    /// <summary>From a row of the table.</summary>
    public static TrialRowDocument From(TrialTable table, int row) => new(
        table.Numbers[row],
        table.ParametersAt(row),
        table.MetricsAt(row) is { } metrics ? OptimizationDocument.Known(metrics) : null,
        ApiJson.Known(table.Scores[row]),
        table.Notes.GetValueOrDefault(row));
}
