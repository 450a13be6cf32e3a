using System.Numerics;
using System.Runtime.InteropServices;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// Mean and deviation of a process at many candidates at once, which follow when one of them is taken as known. Each row
/// of L⁻¹·K is made for all candidates together: the same operations in the same order for each, side by side.
/// </summary>
internal sealed class CandidatePosterior
{
    private readonly GaussianProcess _process;
    private readonly IReadOnlyList<double[]> _candidates;
    private readonly List<double[]> _rows = [];
    private readonly double[] _means;
    private readonly double[] _explained;

    /// <summary>Looks at candidates with what is known.</summary>
    public CandidatePosterior(GaussianProcess process, IReadOnlyList<double[]> candidates)
    {
        (_process, _candidates) = (process, candidates);
        (_means, _explained) = (new double[candidates.Count], new double[candidates.Count]);
        for (var i = 0; i < process.Count; i++)
        {
            var factor = process.Factor.Rows[i];
            Add(process.Points[i], factor.AsSpan(0, i), factor[i], process.Whitened[i]);
        }
    }

    /// <summary>The expected value at a candidate.</summary>
    public double Mean(int candidate) => _means[candidate];

    /// <summary>The standard deviation at a candidate.</summary>
    public double Deviation(int candidate) => Math.Sqrt(_process.Variance * Math.Max(0, 1 - _explained[candidate]));

    /// <summary>Takes a candidate's value as known: what is expected of the others follows.</summary>
    public void Condition(int candidate, double value)
    {
        var factor = _rows.ConvertAll(row => row[candidate]);
        var square = 0.0;
        foreach (var f in factor)
        {
            square += f * f;
        }

        var pivot = Math.Sqrt(Math.Max(_process.Diagonal - square, _process.Diagonal - 1));
        Add(_candidates[candidate], CollectionsMarshal.AsSpan(factor), pivot, (value - _means[candidate]) / pivot);
    }

    private void Add(double[] point, ReadOnlySpan<double> factor, double pivot, double whitened)
    {
        var row = new double[_candidates.Count];
        for (var c = 0; c < row.Length; c++)
        {
            row[c] = _process.Kernel.Of(point, _candidates[c]);
        }

        for (var j = 0; j < factor.Length; j++)
        {
            Subtract(row, _rows[j], factor[j]);
        }

        for (var c = 0; c < row.Length; c++)
        {
            row[c] /= pivot;
            _means[c] += row[c] * whitened;
            _explained[c] += row[c] * row[c];
        }

        _rows.Add(row);
    }

    // Element by element: no sum runs across a vector, so its width changes nothing.
    private static void Subtract(double[] row, double[] other, double factor)
    {
        var wide = Vector.Create(factor);
        var c = 0;
        for (; c <= row.Length - Vector<double>.Count; c += Vector<double>.Count)
        {
            (new Vector<double>(row, c) - (wide * new Vector<double>(other, c))).CopyTo(row, c);
        }

        for (; c < row.Length; c++)
        {
            row[c] -= factor * other[c];
        }
    }
}
