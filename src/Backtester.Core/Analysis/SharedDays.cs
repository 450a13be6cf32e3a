namespace Backtester.Core.Analysis;

/// <summary>The UTC days that two accounts both know, with the return of each.</summary>
/// <param name="DayMs">Start of each day, Unix ms, rising.</param>
/// <param name="A">Simple returns of the one account, all finite.</param>
/// <param name="B">Those of the other.</param>
public sealed record SharedDays(long[] DayMs, double[] A, double[] B)
{
    /// <summary>The days that are in both and whose returns are known.</summary>
    public static SharedDays Of(DailyEquity a, DailyEquity b)
    {
        var (days, returnsA, returnsB) = (new List<long>(), new List<double>(), new List<double>());
        for (var (i, j) = (0, 0); i < a.Count && j < b.Count;)
        {
            if (a.DayMs[i] == b.DayMs[j])
            {
                if (double.IsFinite(a.Returns[i]) && double.IsFinite(b.Returns[j]))
                {
                    days.Add(a.DayMs[i]);
                    returnsA.Add(a.Returns[i]);
                    returnsB.Add(b.Returns[j]);
                }

                (i, j) = (i + 1, j + 1);
            }
            else if (a.DayMs[i] < b.DayMs[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return new SharedDays([.. days], [.. returnsA], [.. returnsB]);
    }
}
