using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>Mean and population standard deviation of the last n values, see <see cref="DeviationMerge"/>.</summary>
internal sealed class Deviation(int length)
{
    // Equal values may leave a sum some ulps away from their multiple; a deviation of that size is none.
    private const double Noise = 2e-15;

    private readonly PairFold<DeviationMerge> _moments = new(length);

    /// <summary>Bars before the first value.</summary>
    public int Lead => length - 1;

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> mean, Span<double> deviation)
    {
        var lead = _moments.Advance(values, mean, deviation);
        var (n, noise) = (new Vector<double>(length), new Vector<double>(Noise));
        for (var i = 0; i < mean.Length; i += Lanes.Width)
        {
            var average = Lanes.Load(mean, i) / n;
            var spread = Vector.SquareRoot(Lanes.Load(deviation, i) / n);
            var none = Vector.LessThan(spread, noise * Vector.Abs(average));
            Lanes.Store(average, mean, i);
            Lanes.Store(Vector.ConditionalSelect(none, Vector<double>.Zero, spread), deviation, i);
        }

        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => _moments.Restart();
}
