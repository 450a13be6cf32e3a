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
    public int Advance(ReadOnlySpan<double> values, Span<double> result)
    {
        _levels[0].Append(values);
        foreach (var (from, to) in _plan.Steps)
        {
            var level = _levels[from];
            var doubled = _levels[to].Append(values.Length);
            if (to == from + 1)
            {
                Merge(level.Ago(0), level.Ago(1 << from), doubled);
            }
            else
            {
                Merge(level.Ago(0), level.Ago(1 << from), level.Ago(2 << from), level.Ago(3 << from), doubled);
            }
        }

        ReadOnlySpan<double> folded = _levels[^1].Ago(0);
        foreach (var (level, ago) in _plan.Rest)
        {
            Merge(folded, _levels[level].Ago(ago), result);
            folded = result;
        }

        if (_plan.Rest.Length == 0)
        {
            folded.CopyTo(result);
        }

        var lead = Math.Clamp(Lead - _seen, 0, values.Length);
        result[..lead].Fill(double.NaN);
        _seen = Math.Min(_seen + values.Length, _plan.Length);
        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => _seen = 0;

    private static void Merge(ReadOnlySpan<double> newer, ReadOnlySpan<double> older, Span<double> result)
    {
        var whole = Lanes.Whole(result);
        var news = Lanes.Whole(newer)[..whole.Length];
        var olds = Lanes.Whole(older)[..whole.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = TMerge.Merge(news[i], olds[i]);
        }

        for (var i = whole.Length * Lanes.Width; i < result.Length; i += Lanes.Width)
        {
            Lanes.Store(TMerge.Merge(Lanes.Load(newer, i), Lanes.Load(older, i)), result, i);
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
}
