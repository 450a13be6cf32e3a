using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backtester.Core.Indicators.Windows;

/// <summary>How two results of neighbouring windows, each a pair of numbers, make that of both.</summary>
internal interface IPairMerge
{
    /// <summary>The second number of a window of one bar, from the first.</summary>
    static abstract Vector<double> Seed(Vector<double> value, double row);

    /// <summary>The constants of a merge of windows of so many bars.</summary>
    static abstract (double P, double Q, double R) Scales(int newerBars, int olderBars);

    static abstract void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r);
}

/// <summary>Like <see cref="WindowFold{TMerge}"/>, for results of two numbers.</summary>
internal sealed class PairFold<TMerge>
    where TMerge : struct, IPairMerge
{
    private readonly WindowPlan _plan;
    private readonly History[] _first;
    private readonly History[] _second;
    private double _rows;
    private int _seen;

    public PairFold(int length)
    {
        _plan = new WindowPlan(length, overlaps: false);
        _first = _plan.NewLevels();
        _second = _plan.NewLevels();
    }

    /// <summary>Bars before the first value.</summary>
    public int Lead => _plan.Length - 1;

    /// <summary>Takes a run and writes both numbers of the windows that end in it; answers how many leading ones are not full yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> first, Span<double> second)
    {
        _first[0].Append(values);
        Seed(values, _second[0].Append(values.Length));
        for (var k = 1; k < _first.Length; k++)
        {
            var half = 1 << (k - 1);
            Merge(_first[k - 1].Ago(0), _second[k - 1].Ago(0), _first[k - 1].Ago(half), _second[k - 1].Ago(half), TMerge.Scales(half, half), _first[k].Append(values.Length), _second[k].Append(values.Length));
        }

        ReadOnlySpan<double> folded1 = _first[^1].Ago(0);
        ReadOnlySpan<double> folded2 = _second[^1].Ago(0);
        foreach (var (level, ago) in _plan.Rest)
        {
            Merge(folded1, folded2, _first[level].Ago(ago), _second[level].Ago(ago), TMerge.Scales(ago, 1 << level), first, second);
            folded1 = first;
            folded2 = second;
        }

        if (_plan.Rest.Length == 0)
        {
            folded1.CopyTo(first);
            folded2.CopyTo(second);
        }

        var lead = Math.Clamp(Lead - _seen, 0, values.Length);
        first[..lead].Fill(double.NaN);
        second[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + values.Length, _plan.Length);
        _rows += values.Length;
        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => (_seen, _rows) = (0, 0);

    private static void Merge(
        ReadOnlySpan<double> newer1,
        ReadOnlySpan<double> newer2,
        ReadOnlySpan<double> older1,
        ReadOnlySpan<double> older2,
        (double P, double Q, double R) scales,
        Span<double> result1,
        Span<double> result2)
    {
        var (p, q, r) = (new Vector<double>(scales.P), new Vector<double>(scales.Q), new Vector<double>(scales.R));
        var whole1 = Lanes.Whole(result1);
        var whole2 = Lanes.Whole(result2)[..whole1.Length];
        var news1 = Lanes.Whole(newer1)[..whole1.Length];
        var news2 = Lanes.Whole(newer2)[..whole1.Length];
        var olds1 = Lanes.Whole(older1)[..whole1.Length];
        var olds2 = Lanes.Whole(older2)[..whole1.Length];
        for (var i = 0; i < whole1.Length; i++)
        {
            var first = news1[i];
            var second = news2[i];
            TMerge.Merge(ref first, ref second, olds1[i], olds2[i], p, q, r);
            whole1[i] = first;
            whole2[i] = second;
        }

        for (var i = whole1.Length * Lanes.Width; i < result1.Length; i += Lanes.Width)
        {
            var first = Lanes.Load(newer1, i);
            var second = Lanes.Load(newer2, i);
            TMerge.Merge(ref first, ref second, Lanes.Load(older1, i), Lanes.Load(older2, i), p, q, r);
            Lanes.Store(first, result1, i);
            Lanes.Store(second, result2, i);
        }
    }

    private void Seed(ReadOnlySpan<double> values, Span<double> second)
    {
        for (var i = 0; i < values.Length; i += Lanes.Width)
        {
            Lanes.Store(TMerge.Seed(Lanes.Load(values, i), _rows + i), second, i);
        }
    }
}

/// <summary>Sum S and sum weighted 1 … n from the oldest to the newest bar.</summary>
internal readonly struct WeightedMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => value;

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) => (olderBars, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        // In the joint window the newer bars weigh as much more as there are older ones.
        newer2 = newer2 + (p * newer1) + older2;
        newer1 += older1;
    }
}

/// <summary>
/// Sum and sum of squared deviations from the mean, merged after Chan, Golub and LeVeque (1979):
/// M = Ma + Mb + (nb·Sa − na·Sb)² / (na·nb·(na + nb)). Only positive terms are added: nothing cancels.
/// </summary>
internal readonly struct DeviationMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => Vector<double>.Zero;

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) =>
        (olderBars, newerBars, 1.0 / ((double)newerBars * olderBars * (newerBars + olderBars)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        var apart = (p * newer1) - (q * older1);
        newer2 = newer2 + older2 + (apart * apart * r);
        newer1 += older1;
    }
}

/// <summary>The greatest value and its row, the newest where several are equal.</summary>
internal readonly struct NewestMaxMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => Vector.CreateSequence(row, 1.0);

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        var keep = Vector.GreaterThanOrEqual(newer1, older1);
        newer1 = Vector.ConditionalSelect(keep, newer1, older1);
        newer2 = Vector.ConditionalSelect(keep, newer2, older2);
    }
}
