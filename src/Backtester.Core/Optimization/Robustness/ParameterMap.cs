using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>What a cell of a map makes of the sets that fall into it, over all other parameters.</summary>
public enum MapCell
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their greatest value.</summary>
    Highest,

    /// <summary>Their least value.</summary>
    Lowest,

    /// <summary>Their median.</summary>
    Median,
}

/// <summary>A number of each set over two parameters, or over one.</summary>
public sealed class ParameterMap
{
    private readonly double[] _values;
    private readonly int[] _sets;

    private ParameterMap(AxisBins across, AxisBins? down, double[] values, int[] sets)
    {
        (Across, Down, _values, _sets) = (across, down, values, sets);
    }

    /// <summary>The parameter across.</summary>
    public AxisBins Across { get; }

    /// <summary>The parameter down; null for a map of one.</summary>
    public AxisBins? Down { get; }

    /// <summary>Cells across.</summary>
    public int Columns => Across.Count;

    /// <summary>Cells down.</summary>
    public int Rows => Down?.Count ?? 1;

    /// <summary>Draws a map.</summary>
    /// <param name="table">All trials.</param>
    /// <param name="value">Column that is shown (<see cref="TrialTable.Find"/>); unknown values are left out.</param>
    /// <param name="across">Parameter across.</param>
    /// <param name="down">Parameter down; null for none.</param>
    /// <param name="cell">What a cell shows where several sets fall into it.</param>
    /// <param name="slice">Values that other parameters are held at; null or empty for all sets.</param>
    /// <param name="mostSteps">Steps of a parameter above which several values share one.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static ParameterMap Of(
        TrialTable table, string value, string across, string? down, MapCell cell = MapCell.Mean, IReadOnlyDictionary<string, double>? slice = null, int mostSteps = 40)
    {
        var shown = table.Find(value) ?? throw new ArgumentException($"there is no column {value}", nameof(value));
        var (x, y) = (table.Parameter(across), down is null ? null : table.Parameter(down));
        var (axisX, axisY) = (AxisBins.Of(across, x, mostSteps), y is null ? null : AxisBins.Of(down!, y, mostSteps));
        var held = (slice ?? new Dictionary<string, double>()).Where(s => s.Key != across && s.Key != down).Select(s => (Column: table.Parameter(s.Key), s.Value)).ToArray();
        var cells = new List<double>?[axisX.Count * (axisY?.Count ?? 1)];
        for (var row = 0; row < table.Count; row++)
        {
            if (double.IsFinite(shown[row]) && Array.TrueForAll(held, h => h.Column[row] == h.Value))
            {
                var at = ((axisY?.StepOf(y![row]) ?? 0) * axisX.Count) + axisX.StepOf(x[row]);
                (cells[at] ??= []).Add(shown[row]);
            }
        }

        return new ParameterMap(axisX, axisY, Array.ConvertAll(cells, c => c is null ? double.NaN : Reduce(c, cell)), Array.ConvertAll(cells, c => c?.Count ?? 0));
    }

    /// <summary>The value of a cell; NaN where no set falls into it.</summary>
    public double this[int column, int row] => _values[(row * Columns) + column];

    /// <summary>Sets in a cell.</summary>
    public int SetsAt(int column, int row) => _sets[(row * Columns) + column];

    /// <summary>
    /// The stability map: each known cell becomes the mean of itself and the known cells at most one step away on both
    /// parameters. What stands out after that is not one lucky cell.
    /// </summary>
    public ParameterMap Smoothed()
    {
        var smooth = new double[_values.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                smooth[(row * Columns) + column] = double.IsNaN(this[column, row]) ? double.NaN : MeanAround(column, row);
            }
        }

        return new ParameterMap(Across, Down, smooth, _sets);
    }

    private double MeanAround(int column, int row)
    {
        var (sum, count) = (0.0, 0);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(Columns - 1, column + 1); x++)
            {
                if (!double.IsNaN(this[x, y]))
                {
                    (sum, count) = (sum + this[x, y], count + 1);
                }
            }
        }

        return sum / count;
    }

    private static double Reduce(List<double> values, MapCell cell) => cell switch
    {
        MapCell.Highest => values.Max(),
        MapCell.Lowest => values.Min(),
        MapCell.Median => Quantile.Of(values.ToArray(), 0.5),
        _ => values.Sum() / values.Count,
    };
}
