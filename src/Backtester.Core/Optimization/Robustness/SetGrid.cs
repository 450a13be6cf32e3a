using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// Which sets of a search lie next to each other. Where at least half of all combinations of the tried values were tried, the
/// sets are a grid: neighbours differ by at most one step on every parameter. Otherwise the sets are scattered, and the
/// neighbours of a set are the nearest ones, twice as many as there are parameters, by the sum of distances over the
/// parameters, each scaled to 1.
/// </summary>
public sealed class SetGrid
{
    /// <summary>Scattered sets that are compared with each other; above it a seeded sample that holds the best.</summary>
    public const int MostScattered = 4000;

    /// <summary>Parameters above which the steps of a grid are taken on one parameter at a time: 3^8 sets around one are enough.</summary>
    private const int MostDiagonal = 8;

    private readonly TrialTable _table;
    private readonly int[][] _steps;
    private readonly double[][] _positions;
    private readonly long[] _strides;
    private readonly int[] _rowAt;

    /// <summary>Orders the sets of a table.</summary>
    /// <param name="table">All trials.</param>
    public SetGrid(TrialTable table)
    {
        _table = table;
        Axes = [.. table.VariedNames.Select(name => AxisBins.Of(name, table.Parameter(name), int.MaxValue))];
        _steps = [.. Axes.Select(axis => Array.ConvertAll(table.Parameter(axis.Name), axis.StepOf))];
        _positions = [.. Axes.Select(axis => AxisBins.Of(axis.Name, table.Parameter(axis.Name), ParameterImportance.MostSteps)).Select(axis => Array.ConvertAll(table.Parameter(axis.Name), axis.PositionOf))];
        _strides = new long[Axes.Count];
        var product = 1L;
        for (var axis = Axes.Count - 1; axis >= 0; axis--)
        {
            _strides[axis] = product;
            product = product > int.MaxValue ? product : product * Axes[axis].Count;
        }

        IsGrid = product <= 2L * table.Count;
        _rowAt = IsGrid ? Rows((int)product) : [];
    }

    /// <summary>The parameters that vary, with every tried value as a step.</summary>
    public IReadOnlyList<AxisBins> Axes { get; }

    /// <summary>True where the sets are a grid.</summary>
    public bool IsGrid { get; }

    /// <summary>The step of a row on a parameter.</summary>
    public int Step(int axis, int row) => _steps[axis][row];

    /// <summary>Where a row lies on a parameter, 0 to 1.</summary>
    public double Position(int axis, int row) => _positions[axis][row];

    /// <summary>Rows of the measured sets around one, itself left out, in the order of their numbers.</summary>
    public IReadOnlyList<int> Around(int row) => IsGrid ? AroundInGrid(row) : Nearest(row, [.. Enumerable.Range(0, _table.Count).Where(r => _table.Measured[r])]);

    /// <summary>
    /// For each of the rows, which others of them it is connected with: on a grid those one step away on one parameter, of
    /// scattered sets those of which one is among the nearest of the other.
    /// </summary>
    /// <param name="rows">Rows, rising.</param>
    /// <param name="among">The rows that the nearest are sought among, these included, rising.</param>
    public int[][] Connections(int[] rows, int[] among)
    {
        var place = new Dictionary<int, int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            place[rows[i]] = i;
        }

        return IsGrid ? Array.ConvertAll(rows, row => Faces(row).Where(place.ContainsKey).Select(r => place[r]).ToArray()) : Close(rows, among, place);
    }

    /// <summary>The rows that regions are looked for in: all, or of many scattered ones a seeded sample with the best.</summary>
    public int[] Compared(long seed)
    {
        var known = Enumerable.Range(0, _table.Count).Where(row => !double.IsNaN(_table.Scores[row])).ToArray();
        if (IsGrid || known.Length <= MostScattered)
        {
            return known;
        }

        var best = _table.BestRow();
        return [.. known.OrderBy(row => row == best ? 0UL : Math.Max(1UL, new CounterRandom(seed, _table.Numbers[row]).NextBits())).ThenBy(row => row).Take(MostScattered).Order()];
    }

    private int[] Rows(int product)
    {
        var rows = new int[product];
        Array.Fill(rows, -1);
        for (var row = 0; row < _table.Count; row++)
        {
            rows[Place(row)] = row;
        }

        return rows;
    }

    private long Place(int row)
    {
        var place = 0L;
        for (var axis = 0; axis < _steps.Length; axis++)
        {
            place += _strides[axis] * _steps[axis][row];
        }

        return place;
    }

    private List<int> AroundInGrid(int row)
    {
        var found = new List<int>();
        if (Axes.Count > MostDiagonal)
        {
            found.AddRange(Faces(row));
        }
        else
        {
            Walk(0, 0, row, found);
            found.Remove(row);
        }

        found.RemoveAll(r => !_table.Measured[r]);
        found.Sort();
        return found;
    }

    private void Walk(int axis, long place, int row, List<int> found)
    {
        if (axis == Axes.Count)
        {
            if (_rowAt[place] >= 0)
            {
                found.Add(_rowAt[place]);
            }

            return;
        }

        for (var step = Math.Max(0, _steps[axis][row] - 1); step <= Math.Min(Axes[axis].Count - 1, _steps[axis][row] + 1); step++)
        {
            Walk(axis + 1, place + (step * _strides[axis]), row, found);
        }
    }

    private IEnumerable<int> Faces(int row)
    {
        var place = Place(row);
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            if (_steps[axis][row] > 0 && _rowAt[place - _strides[axis]] is >= 0 and var below)
            {
                yield return below;
            }

            if (_steps[axis][row] < Axes[axis].Count - 1 && _rowAt[place + _strides[axis]] is >= 0 and var above)
            {
                yield return above;
            }
        }
    }

    private int[][] Close(int[] rows, int[] among, Dictionary<int, int> place)
    {
        var links = rows.Select(_ => new SortedSet<int>()).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var other in Nearest(rows[i], among).Where(place.ContainsKey))
            {
                links[i].Add(place[other]);
                links[place[other]].Add(i);
            }
        }

        return Array.ConvertAll(links, set => set.ToArray());
    }

    private List<int> Nearest(int row, int[] among)
    {
        var count = Math.Min(2 * Axes.Count, among.Length - (Array.BinarySearch(among, row) >= 0 ? 1 : 0));
        var nearest = new PriorityQueue<int, (double Distance, int Row)>(Comparer<(double Distance, int Row)>.Create((a, b) => b.CompareTo(a)));
        foreach (var other in among)
        {
            if (other == row || count == 0)
            {
                continue;
            }

            var distance = 0.0;
            for (var axis = 0; axis < _positions.Length; axis++)
            {
                distance += Math.Abs(_positions[axis][row] - _positions[axis][other]);
            }

            if (nearest.Count < count)
            {
                nearest.Enqueue(other, (distance, other));
            }
            else
            {
                nearest.EnqueueDequeue(other, (distance, other));
            }
        }

        var found = nearest.UnorderedItems.Select(item => item.Element).ToList();
        found.Sort();
        return found;
    }
}
