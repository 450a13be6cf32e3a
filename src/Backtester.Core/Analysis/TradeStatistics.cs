namespace Backtester.Core.Analysis;

/// <summary>
/// Statistics of net trade profits P, in the order of exit. A trade of exactly 0 is break-even: it counts as a trade,
/// but as neither a win nor a loss, and it ends a streak of either. NaN where the sample is too small.
/// </summary>
/// <param name="Count">N.</param>
/// <param name="Wins">P above 0.</param>
/// <param name="Losses">P below 0.</param>
/// <param name="GrossWin">ΣP₊.</param>
/// <param name="GrossLoss">ΣP₋, at most 0.</param>
/// <param name="Expectancy">mean(P); NaN for no trades.</param>
/// <param name="Sqn">System quality number √N·mean(P)/sd(P), n − 1; NaN under two trades or where they do not vary.</param>
/// <param name="Best">Largest P; NaN for no trades.</param>
/// <param name="Worst">Smallest P; NaN for no trades.</param>
/// <param name="LongestWinningStreak">Most wins in a row.</param>
/// <param name="LongestLosingStreak">Most losses in a row.</param>
public readonly record struct TradeStatistics(
    int Count,
    int Wins,
    int Losses,
    double GrossWin,
    double GrossLoss,
    double Expectancy,
    double Sqn,
    double Best,
    double Worst,
    int LongestWinningStreak,
    int LongestLosingStreak)
{
    /// <summary>Trades of exactly 0.</summary>
    public int BreakEven => Count - Wins - Losses;

    /// <summary>Wins / N, a fraction; NaN for no trades.</summary>
    public double WinRate => (double)Wins / Count;

    /// <summary>Mean P of the wins; NaN without.</summary>
    public double AverageWin => GrossWin / Wins;

    /// <summary>Mean P of the losses, negative; NaN without.</summary>
    public double AverageLoss => GrossLoss / Losses;

    /// <summary>Mean win / |mean loss|; NaN without wins or without losses.</summary>
    public double Payoff => AverageWin / -AverageLoss;

    /// <summary>ΣP₊/|ΣP₋|; NaN without losses.</summary>
    public double ProfitFactor => Losses > 0 ? GrossWin / -GrossLoss : double.NaN;

    /// <summary>W − (1 − W)/payoff, W the win rate; NaN without wins or without losses.</summary>
    public double Kelly => WinRate - ((1 - WinRate) / Payoff);

    /// <summary>ΣP.</summary>
    public double Total => GrossWin + GrossLoss;

    /// <summary>Measures net profits in the order of exit.</summary>
    public static TradeStatistics Of(ReadOnlySpan<double> profits)
    {
        var (wins, losses, grossWin, grossLoss) = (0, 0, 0.0, 0.0);
        var (best, worst) = (double.NegativeInfinity, double.PositiveInfinity);
        var (winning, losing, longestWinning, longestLosing) = (0, 0, 0, 0);
        foreach (var profit in profits)
        {
            (winning, losing) = (profit > 0 ? winning + 1 : 0, profit < 0 ? losing + 1 : 0);
            (longestWinning, longestLosing) = (Math.Max(longestWinning, winning), Math.Max(longestLosing, losing));
            (best, worst) = (Math.Max(best, profit), Math.Min(worst, profit));
            if (profit > 0)
            {
                wins++;
                grossWin += profit;
            }
            else if (profit < 0)
            {
                losses++;
                grossLoss += profit;
            }
        }

        var known = profits.Length > 0;
        var deviation = Moments.SampleDeviation(profits);
        var mean = Moments.Mean(profits);
        return new TradeStatistics(
            profits.Length,
            wins,
            losses,
            grossWin,
            grossLoss,
            mean,
            deviation > 0 ? Math.Sqrt(profits.Length) * mean / deviation : double.NaN,
            known ? best : double.NaN,
            known ? worst : double.NaN,
            longestWinning,
            longestLosing);
    }
}
