namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>
/// What a set's daily returns come to in each piece: enough for the Sharpe ratio of any choice of pieces, and no more, so
/// that the memory of a search does not grow with its days. Each piece is summed by itself: a day that is left out touches
/// no number.
/// </summary>
internal sealed class SetDays
{
    /// <summary>Variances below this share of the mean square are the rounding of equal returns.</summary>
    private const double Rounding = 1e-12;

    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _growth;

    /// <summary>Sums the days.</summary>
    public SetDays(ReadOnlySpan<double> returns, DayGroups groups)
    {
        (_sums, _squares, _growth) = (new double[groups.Pieces.Count], new double[groups.Pieces.Count], new double[groups.Pieces.Count]);
        for (var piece = 0; piece < _sums.Length; piece++)
        {
            var (from, to) = groups.Pieces[piece];
            _growth[piece] = 1;
            foreach (var r in returns[from..to])
            {
                _sums[piece] += r;
                _squares[piece] += r * r;
                _growth[piece] *= 1 + r;
            }
        }
    }

    private SetDays(int pieces) => (_sums, _squares, _growth) = (new double[pieces], new double[pieces], [.. Enumerable.Repeat(1.0, pieces)]);

    /// <summary>An account that stays in cash.</summary>
    public static SetDays Idle(DayGroups groups) => new(groups.Pieces.Count);

    /// <summary>Annual Sharpe ratio over pieces of several sets (n − 1, 365 days a year); NaN where returns do not vary or one is unknown.</summary>
    /// <param name="parts">A set and a piece of it, in the order of time.</param>
    /// <param name="groups">The pieces.</param>
    public static double Sharpe(IEnumerable<(SetDays Set, int Piece)> parts, DayGroups groups)
    {
        var (n, sum, squares) = (0, 0.0, 0.0);
        foreach (var (set, piece) in parts)
        {
            n += groups.Pieces[piece].To - groups.Pieces[piece].From;
            sum += set._sums[piece];
            squares += set._squares[piece];
        }

        return Sharpe(n, sum, squares);
    }

    /// <summary>The same of one set.</summary>
    public double Sharpe(ReadOnlySpan<int> pieces, DayGroups groups)
    {
        var (n, sum, squares) = (0, 0.0, 0.0);
        foreach (var piece in pieces)
        {
            n += groups.Pieces[piece].To - groups.Pieces[piece].From;
            sum += _sums[piece];
            squares += _squares[piece];
        }

        return Sharpe(n, sum, squares);
    }

    /// <summary>What one unit of money became in a piece.</summary>
    public double Growth(int piece) => _growth[piece];

    private static double Sharpe(int n, double sum, double squares)
    {
        var mean = sum / n;
        var deviations = squares - (sum * mean);
        return n > 1 && deviations > Rounding * squares ? mean / Math.Sqrt(deviations / (n - 1)) * Math.Sqrt(365) : double.NaN;
    }
}
