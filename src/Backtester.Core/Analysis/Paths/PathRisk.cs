namespace Backtester.Core.Analysis.Paths;

/// <summary>
/// Path risk: the distribution of what an account could have become, had the same days or trades come in another
/// mixture or order. Drawdowns are those at the ends of steps, of the run as of the paths, and never beyond −100 %.
/// </summary>
public static class PathRisk
{
    /// <summary>Most slices of the fan, the beginning and the end included.</summary>
    public const int MostSlices = 61;

    /// <summary>Under this many days growth is not annualised, as in reports.</summary>
    private const int ShortestAnnualised = 30;

    /// <summary>Measures paths. Pure: the same settings give the same bytes for any number of workers.</summary>
    /// <param name="steps">Daily returns for <see cref="PathScheme.Days"/>, else trades in order of exit; at least one.</param>
    /// <param name="settings">How to draw.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    public static PathRiskResult Measure(AccountSteps steps, PathSettings settings, int workers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Paths);
        var isShuffle = settings.Scheme == PathScheme.Shuffle;
        var meanBlock = isShuffle ? double.NaN : Math.Min(settings.MeanBlock ?? BlockLength.Of(steps.Moves), steps.Count);
        var marks = Marks(steps.Count);
        var columns = isShuffle
            ? PathSimulation.Shuffle(steps, settings.Paths, settings.Seed, marks, workers)
            : PathSimulation.Bootstrap(steps, meanBlock, settings.Paths, settings.Seed, marks, workers);
        var own = PathWalk.Of(steps);
        var ruined = columns.Lowest.Count(e => e < settings.RuinAt * steps.Initial);
        return new PathRiskResult
        {
            Settings = settings,
            Steps = steps,
            MeanBlock = meanBlock,
            Distributions = [.. PathStatistics.MovedBy(settings.Scheme).Select(name => PathDistribution.Of(name, Values(name, own, steps)[0], Values(name, columns, steps)))],
            RuinProbability = ruined / (double)settings.Paths,
            Fan = Fan(steps, columns, workers),
            Drawdowns = [.. Values("max_drawdown_percentage", columns, steps).Order()],
        };
    }

    /// <summary>The ends of bootstrap paths alone: final equity, and deepest drawdown as a fraction from 0 to 1.</summary>
    /// <param name="steps">What is drawn; at least one step.</param>
    /// <param name="meanBlock">Mean length of a block, at least 1; 1 draws every step on its own.</param>
    /// <param name="paths">Number of paths.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    public static (double[] FinalEquity, double[] Drawdown) Simulate(AccountSteps steps, double meanBlock, int paths, long seed, int workers = 1)
    {
        var columns = PathSimulation.Bootstrap(steps, meanBlock, paths, seed, [], workers);
        for (var path = 0; path < paths; path++)
        {
            columns.Deepest[path] = 1 - columns.Deepest[path];
        }

        return (columns.Final, columns.Deepest);
    }

    private static double[] Values(string name, PathColumns columns, AccountSteps steps) => name switch
    {
        "final_equity" => columns.Final,
        "cagr" => Array.ConvertAll(columns.Final, f => steps.Count < ShortestAnnualised ? double.NaN : Math.Pow(f / steps.Initial, 365.0 / steps.Count) - 1),
        "max_drawdown_percentage" => Array.ConvertAll(columns.Deepest, d => 100 * (1 - d)),
        _ => columns.Longest,
    };

    /// <summary>Steps at about equal distances, the last one included.</summary>
    private static int[] Marks(int steps)
    {
        var slices = Math.Min(MostSlices - 1, steps);
        return [.. Enumerable.Range(1, slices).Select(k => (int)((long)k * steps / slices))];
    }

    private static FanSlice[] Fan(AccountSteps steps, PathColumns columns, int workers)
    {
        var slices = new FanSlice[columns.Marks.Length + 1];
        slices[0] = new FanSlice(0, [.. PathDistribution.Probabilities.Select(_ => steps.Initial)], steps.Initial);
        var own = OwnEquity(steps);
        Parallel.For(0, columns.Marks.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, k =>
        {
            Array.Sort(columns.AtMark[k]);
            slices[k + 1] = new FanSlice(
                columns.Marks[k], [.. PathDistribution.Probabilities.Select(p => Quantile.OfSorted(columns.AtMark[k], p))], own[columns.Marks[k] - 1]);
        });
        return slices;
    }

    private static double[] OwnEquity(AccountSteps steps)
    {
        var equity = new double[steps.Count];
        var walk = new PathWalk(steps.Initial);
        for (var i = 0; i < equity.Length; i++)
        {
            walk.Take(steps.Moves[i], steps.Compounds);
            equity[i] = walk.Equity;
        }

        return equity;
    }
}
