namespace Backtester.Core.Optimization;

/// <summary>
/// All trials of a search in columns: what tables, maps and the statistics over all sets read. A hundred thousand trials
/// take some 20 MB. Unknown numbers are NaN.
/// </summary>
public sealed class TrialTable
{
    private readonly Dictionary<string, double[]> _parameters;
    private readonly Dictionary<string, double[]> _metrics;

    /// <summary>Wraps columns of equal length without copying them.</summary>
    /// <param name="numbers">Number of each trial, rising.</param>
    /// <param name="scores">Value of the objective, the higher the better.</param>
    /// <param name="parameters">Each parameter's column, in the order in which they are shown.</param>
    /// <param name="metrics">Each metric's column.</param>
    /// <param name="measured">True where the set was simulated.</param>
    /// <param name="notes">Why a row has no metrics or no score; the other rows are left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public TrialTable(
        int[] numbers,
        double[] scores,
        IReadOnlyList<KeyValuePair<string, double[]>> parameters,
        IReadOnlyList<KeyValuePair<string, double[]>> metrics,
        bool[] measured,
        IReadOnlyDictionary<int, string> notes)
    {
        (Numbers, Scores, Measured, Notes) = (numbers, scores, measured, notes);
        (ParameterNames, MetricNames) = ([.. parameters.Select(p => p.Key)], [.. metrics.Select(m => m.Key)]);
        (_parameters, _metrics) = (new(parameters, StringComparer.Ordinal), new(metrics, StringComparer.Ordinal));
        if (scores.Length != Count || measured.Length != Count || _parameters.Values.Concat(_metrics.Values).Any(column => column.Length != Count))
        {
            throw new ArgumentException("the columns differ in length", nameof(numbers));
        }

        VariedNames = [.. ParameterNames.Where(name => Varies(_parameters[name]))];
    }

    /// <summary>Number of trials.</summary>
    public int Count => Numbers.Length;

    /// <summary>Number of each trial, rising.</summary>
    public int[] Numbers { get; }

    /// <summary>Value of the objective, the higher the better; NaN where a set has none.</summary>
    public double[] Scores { get; }

    /// <summary>True where the set was simulated.</summary>
    public bool[] Measured { get; }

    /// <summary>Why a row has no metrics or no score, by row.</summary>
    public IReadOnlyDictionary<int, string> Notes { get; }

    /// <summary>All parameters.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The parameters of which there is more than one value.</summary>
    public IReadOnlyList<string> VariedNames { get; }

    /// <summary>All metrics.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    public IReadOnlyList<string> Columns => ["score", "number", .. ParameterNames, .. MetricNames];

    /// <summary>The columns of a list of trials, in the order of their numbers.</summary>
    public static TrialTable Of(IReadOnlyList<Trial> trials)
    {
        var parameters = trials.Count == 0 ? [] : trials[0].Parameters.Keys.ToList();
        var metrics = trials.FirstOrDefault(t => t.IsMeasured)?.Metrics!.Keys.ToList() ?? [];
        return new TrialTable(
            [.. trials.Select(t => t.Number)],
            [.. trials.Select(t => t.Score)],
            [.. parameters.Select(name => KeyValuePair.Create(name, trials.Select(t => t.Parameters[name]).ToArray()))],
            [.. metrics.Select(name => KeyValuePair.Create(name, trials.Select(t => t.Metrics?.GetValueOrDefault(name, double.NaN) ?? double.NaN).ToArray()))],
            [.. trials.Select(t => t.IsMeasured)],
            trials.Select((trial, row) => (trial.Note, row)).Where(t => t.Note is not null).ToDictionary(t => t.row, t => t.Note!));
    }

    /// <summary>The column of a parameter, a metric or, by the name `score` or `number`, of these; null for any other name.</summary>
    public double[]? Find(string name) => name switch
    {
        "score" => Scores,
        "number" => Array.ConvertAll(Numbers, number => (double)number),
        _ => _parameters.GetValueOrDefault(name) ?? _metrics.GetValueOrDefault(name),
    };

    /// <summary>The column of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double[] Parameter(string name) => _parameters[name];

    /// <summary>The parameters of a row.</summary>
    public IReadOnlyDictionary<string, double> ParametersAt(int row) => ParameterNames.ToDictionary(name => name, name => _parameters[name][row], StringComparer.Ordinal);

    /// <summary>The metrics of a row; null where the set was refused.</summary>
    public IReadOnlyDictionary<string, double>? MetricsAt(int row) =>
        Measured[row] ? MetricNames.ToDictionary(name => name, name => _metrics[name][row], StringComparer.Ordinal) : null;

    /// <summary>The row of the best score, the first of several; −1 where none has one.</summary>
    public int BestRow()
    {
        var best = -1;
        for (var row = 0; row < Count; row++)
        {
            if (!double.IsNaN(Scores[row]) && (best < 0 || Scores[row] > Scores[best]))
            {
                best = row;
            }
        }

        return best;
    }

    /// <summary>The row of a trial; −1 where it is not there.</summary>
    public int RowOf(int number) => Math.Max(-1, Array.BinarySearch(Numbers, number));

    private static bool Varies(double[] column) => Array.Exists(column, value => value != column[0]);
}
