using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Methods.Genetic;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>
/// NSGA-II (Deb et al. 2002) for several objectives at once: of the sets so far the best fronts live, parents are chosen
/// of them by tournaments of two, and a batch of their children is tried next. It starts from a Latin hypercube.
/// </summary>
internal sealed class GeneticSearch : ISearchMethod
{
    private const int LeastAlive = 16;
    private const int MostAlive = 100;
    private const int Attempts = 16;

    private readonly SearchSpace _space;
    private readonly long _budget;
    private readonly int _batch;
    private readonly long _seed;
    private readonly int _alive;
    private readonly LatinHypercubeSearch _first;
    private Population _population = new();
    private int _seen;

    public GeneticSearch(SearchSpace space, long budget, int batch, long seed)
    {
        (_space, _budget, _batch, _seed) = (space, Math.Min(budget, space.Total), batch, seed);
        _alive = (int)Math.Min(_budget, Math.Clamp(_budget / 5, LeastAlive, MostAlive));
        _first = new LatinHypercubeSearch(space, _alive, _alive, seed);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done)
    {
        if (done.Count < _alive)
        {
            return _first.Propose(done);
        }

        Follow(done);
        var tried = done.Select(t => _space.NumberOf(t.Point)).ToHashSet();
        var points = new List<int[]>();
        while (points.Count < _batch && done.Count + points.Count < _budget)
        {
            points.Add(Untried(new CounterRandom(_seed, done.Count + points.Count), tried));
        }

        return points;
    }

    // The population is that of the trials so far, generation by generation; it is kept so that each is looked at once.
    private void Follow(IReadOnlyList<Trial> done)
    {
        if (done.Count < _seen)
        {
            (_population, _seen) = (new Population(), 0);
        }

        while (_seen < done.Count)
        {
            var generation = Math.Min(_seen == 0 ? _alive : _batch, done.Count - _seen);
            _population.Take(done.Skip(_seen).Take(generation), _alive);
            _seen += generation;
        }
    }

    private int[] Untried(CounterRandom random, HashSet<long> tried)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var child = Variation.Child(_space, Parent(ref random), Parent(ref random), ref random);
            if (tried.Add(_space.NumberOf(child)))
            {
                return child;
            }
        }

        return RandomSearch.Draw(_space, random, tried);
    }

    private int[] Parent(ref CounterRandom random)
    {
        var alive = _population.Members;
        var (a, b) = (alive[random.NextInt(alive.Count)], alive[random.NextInt(alive.Count)]);
        return (b.Beats(a) ? b : a).Trial.Point;
    }
}
