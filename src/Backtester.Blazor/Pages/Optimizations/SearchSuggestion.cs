using System.Globalization;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>A search to begin with: two parameters of a strategy around their defaults, on the sample market.</summary>
internal static class SearchSuggestion
{
    /// <summary>Writes it into an empty document.</summary>
    public static void Fill(FormDocument document, StrategyInfo? chosen = null)
    {
        var strategy = chosen ?? StrategyInfos.Find("sma_cross")!;
        document.SetText("exchange", SeriesKey.SampleExchange);
        document.SetList("symbols", ["BTCUSDT"]);
        document.SetText("timeframe", "1h");
        document.SetText("strategy", strategy.Id);
        foreach (var parameter in strategy.Parameters.Where(CanVary).Take(2))
        {
            RangeText.Write(document, parameter.Name, Around(parameter));
        }
    }

    /// <summary>True where there is more than one value to try.</summary>
    public static bool CanVary(ParameterSchema p) => p.Kind != ParameterKind.Boolean && p.Max > p.Min;

    /// <summary>Half of the default to twice of it, in five steps on the schema's own grid, as <see cref="RangeText"/> reads it.</summary>
    public static string Around(ParameterSchema p)
    {
        var step = p.Step > 0 ? p.Step : 1;
        var values = new[] { 0.5, 0.75, 1, 1.5, 2 }
            .Select(f => Math.Clamp(Math.Round(f * p.Default / step) * step, p.Min, p.Max))
            .Distinct()
            .Select(v => ((decimal)v).ToString("0.######", CultureInfo.InvariantCulture));
        return string.Join(", ", values) + ",";
    }
}
