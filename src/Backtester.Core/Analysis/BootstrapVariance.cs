namespace Backtester.Core.Analysis;

/// <summary>
/// Variance of √n·mean of a series under the stationary bootstrap, in closed form (Politis and Romano, "The Stationary
/// Bootstrap", 1994, lemma 1; the ω² of Hansen 2005): γ₀ + 2·Σ (1 − i/n)·(1 − 1/b)^i·γᵢ with the circular autocovariances γᵢ
/// and the mean block b. The mean square of B paths would estimate the same with a relative error of √(2/B).
/// </summary>
internal sealed class BootstrapVariance
{
    private readonly int _count;
    private readonly double[] _weights;

    /// <summary>The weights for a length and a mean block.</summary>
    /// <param name="count">Values of a series, at least 2.</param>
    /// <param name="meanBlock">Mean block, at least 1.</param>
    public BootstrapVariance(int count, double meanBlock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(meanBlock, 1);
        _count = count;
        var weights = new List<double> { 1 };
        // The lags beyond have less than a billionth of the weight.
        for (var power = 1 - (1 / meanBlock); power > 1e-9 && weights.Count < count; power *= 1 - (1 / meanBlock))
        {
            weights.Add((1 - ((double)weights.Count / count)) * power);
        }

        _weights = [.. weights];
        var (sum, squares) = (1.0, 1.0);
        foreach (var weight in _weights.AsSpan(1))
        {
            sum += 2 * weight;
            squares += 2 * weight * weight;
        }

        Shortfall = sum / count;
        Degrees = count / squares;
    }

    /// <summary>
    /// The share by which the variance falls short on average where the days are independent, since they lie nearer to their
    /// own mean than to the true one: 1/n for blocks of one day, which is what n − 1 is for.
    /// </summary>
    public double Shortfall { get; }

    /// <summary>Equivalent degrees of freedom of the variance: 2/ν is its relative variance where the days are independent and normal (Priestley, "Spectral Analysis and Time Series", 1981, 6.2).</summary>
    public double Degrees { get; }

    /// <summary>The variance for a series, as the bootstrap has it: without a correction of <see cref="Shortfall"/>.</summary>
    public double Of(ReadOnlySpan<double> values)
    {
        var mean = Moments.Mean(values);
        var around = new double[_count];
        for (var i = 0; i < _count; i++)
        {
            around[i] = values[i] - mean;
        }

        var variance = 0.0;
        for (var lag = 0; lag < _weights.Length; lag++)
        {
            var sum = 0.0;
            for (var i = 0; i < _count; i++)
            {
                var next = i + lag;
                sum += around[i] * around[next < _count ? next : next - _count];
            }

            variance += (lag == 0 ? 1 : 2) * _weights[lag] * sum;
        }

        return variance / _count;
    }

    /// <summary>
    /// The normal value with the tail of a t-value whose variance is estimated with <see cref="Degrees"/>: Wallace's
    /// (8ν + 1)/(8ν + 3)·√(ν·ln(1 + t²/ν)) ("Bounds on Normal Approximations to Student's and the Chi-Square Distributions", 1959).
    /// </summary>
    public double Normal(double t) =>
        Math.CopySign(((8 * Degrees) + 1) / ((8 * Degrees) + 3) * Math.Sqrt(Degrees * Math.Log(1 + (t * t / Degrees))), t);
}
