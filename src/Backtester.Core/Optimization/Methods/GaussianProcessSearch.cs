using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Methods.GaussianProcesses;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>
/// Efficient global optimisation (Jones, Schonlau and Welch 1998): a Gaussian process is fitted to the scores over the
/// axes' indices scaled to 0 … 1, and the untried set with the largest expected improvement is tried next. The sets of a
/// batch are chosen one after the other, each as if the one before had given what the process expects of it (the
/// "kriging believer" of Ginsbourger, Le Riche and Carraro 2010). The first sets are a Latin hypercube.
/// </summary>
internal sealed class GaussianProcessSearch : ISearchMethod
{
    /// <summary>Sets that are modelled at most, half of them the best and half the latest: the work grows with their cube.</summary>
    public const int MostModelled = 400;

    private const int MostFitted = 120;
    private const int Centres = 8;

    // Apart from the streams of trials, which are counted from 0, and of the hypercube's axes.
    private const long CandidateStream = -1_000_000_000;

    private readonly SearchSpace _space;
    private readonly long _budget;
    private readonly int _batch;
    private readonly long _seed;
    private readonly int _startup;
    private readonly LatinHypercubeSearch _first;
    private readonly RandomSearch _random;

    public GaussianProcessSearch(SearchSpace space, long budget, int batch, long seed)
    {
        (_space, _budget, _batch, _seed) = (space, Math.Min(budget, space.Total), batch, seed);
        _startup = (int)Math.Min(_budget, Math.Max(10, 2 * space.Axes.Count));
        _first = new LatinHypercubeSearch(space, _startup, _startup, seed);
        _random = new RandomSearch(space, _budget, batch, seed);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done)
    {
        if (done.Count < _startup)
        {
            return _first.Propose(done);
        }

        var wanted = (int)Math.Min(_batch, _budget - done.Count);
        var ranked = ParameterSearch.Ranked(done);
        if (wanted <= 0 || double.IsNaN(ranked[0].Score))
        {
            return _random.Propose(done);
        }

        var tried = done.Select(t => _space.NumberOf(t.Point)).ToHashSet();
        var best = ranked.Take(Centres).Where(t => !double.IsNaN(t.Score)).Select(t => t.Point).ToList();
        var candidates = CandidatePoints.Of(_space, best, tried, new CounterRandom(_seed, CandidateStream - done.Count));
        var points = Choose(Fit(done, ranked), candidates, wanted);
        for (var more = points.Count; more < wanted; more++)
        {
            points.Add(RandomSearch.Draw(_space, new CounterRandom(_seed, done.Count + more), [.. tried, .. points.Select(p => _space.NumberOf(p))]));
        }

        return points;
    }

    private List<int[]> Choose((GaussianProcess Process, double Best) model, List<int[]> candidates, int wanted)
    {
        var posterior = new CandidatePosterior(model.Process, candidates.ConvertAll(Place));
        var (taken, points) = (new bool[candidates.Count], new List<int[]>(wanted));
        while (points.Count < Math.Min(wanted, candidates.Count))
        {
            var (choice, most) = (-1, double.NegativeInfinity);
            for (var c = 0; c < taken.Length; c++)
            {
                if (!taken[c] && ExpectedImprovement.Of(posterior.Mean(c), posterior.Deviation(c), model.Best) is var gain && gain > most)
                {
                    (choice, most) = (c, gain);
                }
            }

            taken[choice] = true;
            points.Add(candidates[choice]);
            posterior.Condition(choice, posterior.Mean(choice));
        }

        return points;
    }

    private (GaussianProcess Process, double Best) Fit(IReadOnlyList<Trial> done, IReadOnlyList<Trial> ranked)
    {
        var targets = new ScoreTargets(done);
        var (places, values) = Chosen(MostFitted);
        var (kernel, noise) = ProcessFit.Of(places, values);
        (places, values) = Chosen(MostModelled);
        return (new GaussianProcess(places, values, kernel, noise), values.Max());

        (double[][] Places, double[] Values) Chosen(int most)
        {
            var numbers = done.Count <= most
                ? Enumerable.Range(0, done.Count)
                : ranked.Take(most / 2).Select(t => t.Number).Concat(Enumerable.Range(done.Count - (most / 2), most / 2)).Distinct().Order();
            var trials = numbers.Select(n => done[n]).ToList();
            return ([.. trials.Select(t => Place(t.Point))], [.. trials.Select(t => targets.Of(t.Score))]);
        }
    }

    private double[] Place(int[] point)
    {
        var place = new double[point.Length];
        for (var axis = 0; axis < point.Length; axis++)
        {
            place[axis] = point[axis] / Math.Max(1.0, _space.Axes[axis].Values.Count - 1);
        }

        return place;
    }
}
