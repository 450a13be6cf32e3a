using Backtester.Core.Recommendations.Forecasts;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>What the recommender would have chosen at an earlier day, and what came of it.</summary>
/// <param name="From">First day after the choice, a row of the evidence.</param>
/// <param name="To">The row after its last day.</param>
/// <param name="Chosen">Index of the alternative.</param>
/// <param name="Expected">Advantage a day that was believed then.</param>
/// <param name="Realised">Mean advantage a day that followed.</param>
internal sealed record ChosenWindow(int From, int To, int Chosen, double Expected, double Realised);

/// <summary>
/// The choice repeated at earlier days of the evidence, each from the days before alone: out-of-sample numbers of the way
/// of choosing, which the best alternative's own days cannot give.
/// </summary>
internal static class ChosenThen
{
    private const int Windows = 6;

    /// <summary>Days that a choice needs before it.</summary>
    private const int FewestDays = 90;

    /// <summary>Days under which a window says nothing.</summary>
    private const int ShortestWindow = 10;

    /// <summary>The windows, in order; none where the evidence is too short.</summary>
    public static IReadOnlyList<ChosenWindow> Of(ComparedFamily family, double[] current, double halfLife)
    {
        var first = Math.Max(FewestDays, current.Length / 2);
        var length = (current.Length - first) / Windows;
        return length < ShortestWindow ? [] : [.. Enumerable.Range(0, Windows).Select(w => Window(family, current, halfLife, first + (w * length), w == Windows - 1 ? current.Length : first + ((w + 1) * length)))];
    }

    /// <summary>Realised over expected advantage, all windows together; NaN where nothing was expected.</summary>
    public static double Efficiency(IReadOnlyList<ChosenWindow> windows)
    {
        var expected = windows.Sum(w => w.Expected * (w.To - w.From));
        return expected > 0 ? windows.Sum(w => w.Realised * (w.To - w.From)) / expected : double.NaN;
    }

    private static ChosenWindow Window(ComparedFamily family, double[] current, double halfLife, int from, int to)
    {
        var belief = EdgeModel.Fit(current[..from], [.. family.Returns.Select(r => r[..from])], family.Points, family.Place, halfLife);
        var (chosen, sum) = (belief.Best, 0.0);
        for (var day = from; day < to; day++)
        {
            sum += family.Returns[chosen][day] - current[day];
        }

        return new ChosenWindow(from, to, chosen, belief.Means[chosen], sum / (to - from));
    }
}
