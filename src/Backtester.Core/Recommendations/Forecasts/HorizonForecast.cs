using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>What an alternative is expected to do over the settings in use within a horizon, as drawn futures show it.</summary>
/// <param name="Expected">Mean improvement of the metric.</param>
/// <param name="Low">Its 5 % quantile.</param>
/// <param name="High">Its 95 % quantile.</param>
/// <param name="Probability">Share of futures in which the alternative does better; half of those in which both do the same.</param>
/// <param name="Roi">Mean change of the return, percentage points.</param>
internal readonly record struct HorizonForecast(double Expected, double Low, double High, double Probability, double Roi)
{
    private const double LongestBlock = 20;

    /// <summary>
    /// Draws futures: a true advantage from the belief, days of the past in blocks, both settings on the same days, the
    /// alternative's days moved so that their mean advantage is the drawn one. Future i draws from the stream (seed, i).
    /// </summary>
    /// <param name="belief">What is believed of the advantage.</param>
    /// <param name="alternative">Which alternative.</param>
    /// <param name="current">Daily returns of the settings in use.</param>
    /// <param name="returns">Daily returns of the alternative, on the same days.</param>
    /// <param name="settings">Metric, horizon, number of futures, seed.</param>
    public static HorizonForecast Draw(EdgePosterior belief, int alternative, double[] current, double[] returns, RecommenderSettings settings)
    {
        var difference = new double[current.Length];
        for (var day = 0; day < difference.Length; day++)
        {
            difference[day] = returns[day] - current[day];
        }

        var mean = Moments.Mean(difference);
        var block = Math.Min(LongestBlock, BlockLength.Of(difference));
        var (rows, first, second) = (new int[settings.HorizonDays], new double[settings.HorizonDays], new double[settings.HorizonDays]);
        var improvements = new double[settings.Draws];
        var (better, roi) = (0.0, 0.0);
        for (var future = 0; future < improvements.Length; future++)
        {
            var random = new CounterRandom(settings.Seed, future);
            var moved = belief.Draw(alternative, ref random) - mean;
            StationaryBootstrap.FillRows(rows, current.Length, block, ref random);
            for (var day = 0; day < rows.Length; day++)
            {
                second[day] = current[rows[day]];
                first[day] = returns[rows[day]] + moved;
            }

            improvements[future] = HorizonMetric.Improvement(settings.Metric, first, second);
            better += improvements[future] > 0 ? 1 : improvements[future] == 0 ? 0.5 : 0;
            roi += settings.Metric == "roi" ? improvements[future] : HorizonMetric.Improvement("roi", first, second);
        }

        var expected = Moments.Mean(improvements);
        Array.Sort(improvements);
        return new HorizonForecast(
            expected, Quantile.OfSorted(improvements, 0.05), Quantile.OfSorted(improvements, 0.95), better / improvements.Length, roi / improvements.Length);
    }
}
