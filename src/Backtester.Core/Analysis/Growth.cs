namespace Backtester.Core.Analysis;

/// <summary>What the capital became.</summary>
public static class Growth
{
    /// <summary>Seconds of the 365-day year by which growth is annualised, whatever the market's trading days.</summary>
    public const double SecondsPerYear = 365.0 * 86_400;

    /// <summary>Under this many seconds (30 days) a report shows no annual growth: a good week is not 3,000 % a year.</summary>
    public const double ShortestReportedSeconds = 30.0 * 86_400;

    /// <summary>E_end / E_0 − 1, a fraction; NaN where the initial equity is not above 0.</summary>
    public static double TotalReturn(double initial, double final) => initial > 0 ? (final / initial) - 1 : double.NaN;

    /// <summary>
    /// (E_end/E_0)^(365·86400/seconds) − 1, a fraction; NaN without duration, without initial equity, or where the
    /// final equity is below 0. The 30-day rule of reports is not applied here.
    /// </summary>
    /// <param name="initial">Equity before the first bar.</param>
    /// <param name="final">Equity at the last close.</param>
    /// <param name="seconds">From the first open to the last bar's end.</param>
    public static double Cagr(double initial, double final, double seconds) =>
        initial > 0 && final >= 0 && seconds > 0 ? Math.Pow(final / initial, SecondsPerYear / seconds) - 1 : double.NaN;
}
