using System.Globalization;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>How sentences write numbers and times.</summary>
/// <param name="Quantity">Amounts of the base asset.</param>
/// <param name="Price">Prices.</param>
/// <param name="Money">Amounts of the quote asset.</param>
/// <param name="Value">Values of indicators, and confidences.</param>
/// <param name="Multiple">Multiples of what was at risk.</param>
/// <param name="Time">Points in time, Unix ms.</param>
public sealed record SentenceStyle(
    Func<double, string> Quantity,
    Func<double, string> Price,
    Func<double, string> Money,
    Func<double, string> Value,
    Func<double, string> Multiple,
    Func<long, string> Time)
{
    /// <summary>Up to eight decimals with a point, and ISO 8601 in UTC: for programs and files.</summary>
    public static SentenceStyle Exact { get; } = new(Number, Number, Number, Number, v => v.ToString("0.00", CultureInfo.InvariantCulture), IsoTime.Format);

    private static string Number(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
