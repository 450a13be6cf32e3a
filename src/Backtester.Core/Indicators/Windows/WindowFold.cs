using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Folds the last n values of a column by doubling: the result over 2 bars from two of 1, over 4 from two of 2, and so
/// on, and n from its binary digits, newest window first. A value is a pure function of its n inputs (one fixed tree),
/// whatever came before and wherever a tile ends; sums round log2(n) times, not n; and all bars are computed abreast.
/// </summary>
internal sealed class WindowFold<TMerge>
    where TMerge : struct, IWindowMerge
{
    private readonly WindowPlan _plan;
    private readonly History[] _levels;
    private int _seen;

    public WindowFold(int length)
    {
        _plan = new WindowPlan(length, TMerge.Overlaps);
        _levels = _plan.NewLevels();
    }

    /// <summary>Bars before the first value.</summary>
    public int Lead => _plan.Length - 1;

    /// <summary>Takes a run and writes the folds of the windows that end in it; answers how many leading ones are not full yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> result) => Advance<Kept>(values, result, 1);

    /// <summary>The same, each fold divided by a number on its way out.</summary>
    public int AdvanceDivided(ReadOnlySpan<double> values, Span<double> result, double divisor) => Advance<Divided>(values, result, divisor);

    private int Advance<TEnd>(ReadOnlySpan<double> values, Span<double> result, double divisor)
        where TEnd : struct, IFoldEnd
    {
        var by = new Vector<double>(divisor);
        _levels[0].Append(values);
        if (_plan is { Rest: [var only], Steps: [.., var last] } && last.To == last.From + 2 && only.Level < last.To)
        {
            // The last doublings and the rest in one go: nothing looks back at the greatest windows, so they are not kept.
            Double(_plan.Steps.AsSpan(0, _plan.Steps.Length - 1), values.Length);
            var top = _levels[last.From];
            Merge<TEnd>(top.Ago(0), top.Ago(1 << last.From), top.Ago(2 << last.From), top.Ago(3 << last.From), _levels[only.Level].Ago(only.Ago), by, result);
            return Known(values.Length, result);
        }

        Double(_plan.Steps, values.Length);
        ReadOnlySpan<double> folded = _levels[^1].Ago(0);
        for (var i = 0; i < _plan.Rest.Length; i++)
        {
            var older = _levels[_plan.Rest[i].Level].Ago(_plan.Rest[i].Ago);
            if (i == _plan.Rest.Length - 1)
            {
                Merge<TEnd>(folded, older, by, result);
            }
            else
            {
                Merge<Kept>(folded, older, by, result);
            }

            folded = result;
        }

        if (_plan.Rest.Length == 0)
        {
            End<TEnd>(folded, by, result);
        }

        return Known(values.Length, result);
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => _seen = 0;

    private int Known(int bars, Span<double> result)
    {
        var lead = Math.Clamp(Lead - _seen, 0, bars);
        result[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + bars, _plan.Length);
        return lead;
    }

    private void Double(ReadOnlySpan<(int From, int To)> steps, int bars)
    {
        foreach (var (from, to) in steps)
        {
            var level = _levels[from];
            var doubled = _levels[to].Append(bars);
            if (to == from + 1)
            {
                Merge<Kept>(level.Ago(0), level.Ago(1 << from), default, doubled);
            }
            else
            {
                Merge(level.Ago(0), level.Ago(1 << from), level.Ago(2 << from), level.Ago(3 << from), doubled);
            }
        }
    }

    private static void End<TEnd>(ReadOnlySpan<double> folded, Vector<double> by, Span<double> result)
        where TEnd : struct, IFoldEnd
    {
        for (var i = 0; i < result.Length; i += Lanes.Width)
        {
            Lanes.Store(TEnd.End(Lanes.Load(folded, i), by), result, i);
        }
    }

    private static void Merge<TEnd>(ReadOnlySpan<double> newer, ReadOnlySpan<double> older, Vector<double> by, Span<double> result)
        where TEnd : struct, IFoldEnd
    {
        var whole = Lanes.Whole(result);
        var news = Lanes.Whole(newer)[..whole.Length];
        var olds = Lanes.Whole(older)[..whole.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = TEnd.End(TMerge.Merge(news[i], olds[i]), by);
        }

        for (var i = whole.Length * Lanes.Width; i < result.Length; i += Lanes.Width)
        {
            Lanes.Store(TEnd.End(TMerge.Merge(Lanes.Load(newer, i), Lanes.Load(older, i)), by), result, i);
        }
    }

    private static void Merge(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> third, ReadOnlySpan<double> fourth, Span<double> result)
    {
        var whole = Lanes.Whole(result);
        var (width, count) = (Lanes.Width, whole.Length);
        var a = Lanes.Whole(first)[..count];
        var b = Lanes.Whole(second)[..count];
        var c = Lanes.Whole(third)[..count];
        var d = Lanes.Whole(fourth)[..count];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = TMerge.Merge(TMerge.Merge(a[i], b[i]), TMerge.Merge(c[i], d[i]));
        }

        for (var i = count * width; i < result.Length; i += width)
        {
            var newer = TMerge.Merge(Lanes.Load(first, i), Lanes.Load(second, i));
            Lanes.Store(TMerge.Merge(newer, TMerge.Merge(Lanes.Load(third, i), Lanes.Load(fourth, i))), result, i);
        }
    }

    private static void Merge<TEnd>(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> third,
        ReadOnlySpan<double> fourth,
        ReadOnlySpan<double> rest,
        Vector<double> by,
        Span<double> result)
        where TEnd : struct, IFoldEnd
    {
        var whole = Lanes.Whole(result);
        var (width, count) = (Lanes.Width, whole.Length);
        var a = Lanes.Whole(first)[..count];
        var b = Lanes.Whole(second)[..count];
        var c = Lanes.Whole(third)[..count];
        var d = Lanes.Whole(fourth)[..count];
        var e = Lanes.Whole(rest)[..count];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = TEnd.End(TMerge.Merge(TMerge.Merge(TMerge.Merge(a[i], b[i]), TMerge.Merge(c[i], d[i])), e[i]), by);
        }

        for (var i = count * width; i < result.Length; i += width)
        {
            var newer = TMerge.Merge(Lanes.Load(first, i), Lanes.Load(second, i));
            var top = TMerge.Merge(newer, TMerge.Merge(Lanes.Load(third, i), Lanes.Load(fourth, i)));
            Lanes.Store(TEnd.End(TMerge.Merge(top, Lanes.Load(rest, i)), by), result, i);
        }
    }
}

/// <summary>What becomes of a fold before it is written.</summary>
internal interface IFoldEnd
{
    static abstract Vector<double> End(Vector<double> fold, Vector<double> by);
}

/// <summary>It is written as it is.</summary>
internal readonly struct Kept : IFoldEnd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> End(Vector<double> fold, Vector<double> by) => fold;
}

/// <summary>It is divided: a mean from a sum, without another walk over the column.</summary>
internal readonly struct Divided : IFoldEnd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> End(Vector<double> fold, Vector<double> by) => fold / by;
}
