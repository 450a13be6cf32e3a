using System.Globalization;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>A search to begin with, as <see cref="RangeText"/> writes it: two parameters of a strategy around their defaults, on the sample market.</summary>
internal static class SearchSuggestion
{
    private const int Steps = 8;

    /// <summary>Writes it into an empty document.</summary>
    public static void Fill(FormDocument document, StrategyInfo? chosen = null)
    {
        var strategy = chosen ?? StrategyInfos.Find("sma_cross")!;
        document.SetText("exchange", SeriesKey.SampleExchange);
        document.SetList("symbols", ["BTCUSDT"]);
        document.SetText("timeframe", "1h");
        document.SetText("strategy", strategy.Id);
        foreach (var parameter in strategy.Parameters.Where(SuggestedRanges.CanVary).Take(2))
        {
            RangeText.Write(document, parameter.Name, Around(parameter));
        }
    }

    /// <summary>A list around the default; the comma makes a list of one value too.</summary>
    public static string Around(ParameterSchema p) => string.Join(", ", SuggestedRanges.Around(p).Values.Select(Number)) + ",";

    /// <summary>Half of the default to twice of it, inside the bounds, in about eight steps on the schema's own grid.</summary>
    public static string Range(ParameterSchema p)
    {
        var values = SuggestedRanges.Around(p).Values;
        var (low, high) = (values.Min(), values.Max());
        var step = (decimal)(p.Step > 0 ? p.Step : 1);
        var wide = step * Math.Max(1, Math.Round((decimal)(high - low) / Steps / step));
        return $"{Number(low)} to {Number(high)} by {Number((double)wide)}";
    }

    private static string Number(double value) => ((decimal)value).ToString("0.######", CultureInfo.InvariantCulture);
}
