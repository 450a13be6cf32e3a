using System.Globalization;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>A set with what lies around it.</summary>
/// <param name="Row">Its row in the table.</param>
/// <param name="Number">Its number.</param>
/// <param name="Score">Its score.</param>
/// <param name="Around">The sets around it.</param>
public sealed record RobustSet(int Row, int Number, double Score, Neighbourhood Around)
{
    /// <summary>Its score less the median around it: what chance or a needle's point may have added. Above 0 its neighbours are worse.</summary>
    public double Drop => Score - Around.Median;
}

/// <summary>How much a search's answer hangs on the exact values of the parameters. From the trials alone; nothing is simulated.</summary>
public sealed record SearchRobustness
{
    /// <summary>Sets with a score.</summary>
    public required int Scored { get; init; }

    /// <summary>True where the sets are a grid, false where they are scattered (<see cref="SetGrid"/>).</summary>
    public required bool IsGrid { get; init; }

    /// <summary>Which parameters the score depends on; null where there is too little to say.</summary>
    public required ParameterImportance? Importance { get; init; }

    /// <summary>The set with the best score; null where none has one.</summary>
    public required RobustSet? Best { get; init; }

    /// <summary>The broadest good region; null with <see cref="Best"/>.</summary>
    public required GoodRegion? Region { get; init; }

    /// <summary>Its centre.</summary>
    public required RobustSet? Centre { get; init; }

    /// <summary>Best and centre in plain words.</summary>
    public required string Sentence { get; init; }

    /// <summary>Measures it.</summary>
    /// <param name="table">All trials.</param>
    /// <param name="seed">Seed of samples and forest.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    public static SearchRobustness Measure(TrialTable table, long seed, int workers = 1)
    {
        var grid = new SetGrid(table);
        var region = GoodRegion.Find(table, grid, seed);
        var best = table.BestRow() is >= 0 and var row ? Look(row) : null;
        var centre = region is null ? null : Look(region.Centre);
        return new SearchRobustness
        {
            Scored = table.Scores.Count(score => !double.IsNaN(score)),
            IsGrid = grid.IsGrid,
            Importance = ParameterImportance.Measure(table, seed, workers),
            Best = best,
            Region = region,
            Centre = centre,
            Sentence = best is null || region is null ? "No set has a score, so there is none to be robust." : Words(best, region, centre!),
        };

        RobustSet Look(int at) => new(at, table.Numbers[at], table.Scores[at], Neighbourhood.Of(table, grid, at));
    }

    private static string Words(RobustSet best, GoodRegion region, RobustSet centre)
    {
        var size = $"{region.Rows.Count} of the {region.Good} good {(region.Good == 1 ? "set" : "sets")}";
        if (best.Row == centre.Row)
        {
            return $"The best set, {Score(best)}, is also the centre of the broadest good region ({size}).";
        }

        var place = region.Rows.Contains(best.Row) ? "lies in the broadest good region, off its centre" : "lies outside the broadest good region";
        return $"The best set, {Score(best)}, {place} ({size}); the centre, set {centre.Number}, scores {Number(centre.Score)}{Median(centre)}.";
    }

    private static string Score(RobustSet set) => $"set {set.Number}, scores {Number(set.Score)}{Median(set)}";

    private static string Median(RobustSet set) =>
        double.IsNaN(set.Around.Median) ? " with no scored set around it" : $" with a median of {Number(set.Around.Median)} around it";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
