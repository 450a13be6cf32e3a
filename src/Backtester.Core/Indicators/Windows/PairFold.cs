using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

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
        foreach (var (from, to) in _plan.Steps)
        {
            var doubled1 = _first[to].Append(values.Length);
            var doubled2 = _second[to].Append(values.Length);
            if (to == from + 1)
            {
                var half = 1 << from;
                Merge(_first[from].Ago(0), _second[from].Ago(0), _first[from].Ago(half), _second[from].Ago(half), TMerge.Scales(half, half), doubled1, doubled2);
            }
            else
            {
                Quadruple(_first[from], _second[from], 1 << from, doubled1, doubled2);
            }
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

    // Two doublings at once: windows of h bars to windows of 4·h.
    private static void Quadruple(History level1, History level2, int h, Span<double> result1, Span<double> result2)
    {
        var one = TMerge.Scales(h, h);
        var two = TMerge.Scales(2 * h, 2 * h);
        var (p1, q1, r1) = (new Vector<double>(one.P), new Vector<double>(one.Q), new Vector<double>(one.R));
        var (p2, q2, r2) = (new Vector<double>(two.P), new Vector<double>(two.Q), new Vector<double>(two.R));
        var whole1 = Lanes.Whole(result1);
        var (width, count) = (Lanes.Width, whole1.Length);
        var whole2 = Lanes.Whole(result2)[..count];
        var a1 = Lanes.Whole(level1.Ago(0))[..count];
        var a2 = Lanes.Whole(level2.Ago(0))[..count];
        var b1 = Lanes.Whole(level1.Ago(h))[..count];
        var b2 = Lanes.Whole(level2.Ago(h))[..count];
        var c1 = Lanes.Whole(level1.Ago(2 * h))[..count];
        var c2 = Lanes.Whole(level2.Ago(2 * h))[..count];
        var d1 = Lanes.Whole(level1.Ago(3 * h))[..count];
        var d2 = Lanes.Whole(level2.Ago(3 * h))[..count];
        for (var i = 0; i < whole1.Length; i++)
        {
            var (newer1, newer2, older1, older2) = (a1[i], a2[i], c1[i], c2[i]);
            TMerge.Merge(ref newer1, ref newer2, b1[i], b2[i], p1, q1, r1);
            TMerge.Merge(ref older1, ref older2, d1[i], d2[i], p1, q1, r1);
            TMerge.Merge(ref newer1, ref newer2, older1, older2, p2, q2, r2);
            whole1[i] = newer1;
            whole2[i] = newer2;
        }

        for (var i = count * width; i < result1.Length; i += width)
        {
            var (newer1, newer2) = (Lanes.Load(level1.Ago(0), i), Lanes.Load(level2.Ago(0), i));
            var (older1, older2) = (Lanes.Load(level1.Ago(2 * h), i), Lanes.Load(level2.Ago(2 * h), i));
            TMerge.Merge(ref newer1, ref newer2, Lanes.Load(level1.Ago(h), i), Lanes.Load(level2.Ago(h), i), p1, q1, r1);
            TMerge.Merge(ref older1, ref older2, Lanes.Load(level1.Ago(3 * h), i), Lanes.Load(level2.Ago(3 * h), i), p1, q1, r1);
            TMerge.Merge(ref newer1, ref newer2, older1, older2, p2, q2, r2);
            Lanes.Store(newer1, result1, i);
            Lanes.Store(newer2, result2, i);
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
