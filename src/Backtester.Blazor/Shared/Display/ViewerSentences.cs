using System.Globalization;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Shared.Display;

/// <summary>Sentences as pages write them: sensible digits, and times in the zone of whoever looks.</summary>
public static class ViewerSentences
{
    /// <summary>The style, by <see cref="Format"/>; values of indicators with six digits.</summary>
    public static SentenceStyle Style { get; } = new(
        v => Format.Quantity(v),
        v => Format.Price(v),
        v => Format.Number(v),
        v => Format.Quantity(double.Parse(v.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        v => Format.Number(v),
        ms => Format.ZonedTime(ms));
}
