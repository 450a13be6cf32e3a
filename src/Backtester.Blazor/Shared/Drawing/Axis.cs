namespace Backtester.Blazor.Shared.Drawing;

/// <summary>An axis between round numbers: each tick is a multiple of <paramref name="Step"/>.</summary>
/// <param name="Low">The first tick.</param>
/// <param name="High">The last tick, above <paramref name="Low"/>.</param>
/// <param name="Step">From tick to tick: 1, 2 or 5 times a power of ten.</param>
public sealed record Axis(double Low, double High, double Step)
{
    /// <summary>The ticks, from the lowest.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(k => Low + (k * Step));

    /// <summary>The decimals that tell its ticks apart, at most six.</summary>
    public int Decimals => Step >= 1 ? 0 : Math.Min(6, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));

    /// <summary>The axis that holds all finite values, with about <paramref name="steps"/> steps; from 0 to 1 where there is none.</summary>
    public static Axis Of(IEnumerable<double> values, int steps = 4)
    {
        var known = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (known.Min(), known.Max());
        var step = RoundUp((high - low) / steps);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        return new Axis(low, high > low ? high : low + step, step);
    }

    /// <summary>Where a value lies: 0 at the low end, 1 at the high one.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>A tick as text, with the decimals that tell it from its neighbours.</summary>
    public string Text(double tick) => Format.Number(tick, Decimals);

    // 1, 2 or 5 times a power of ten, the next above.
    private static double RoundUp(double least)
    {
        if (!(least > 0))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
