using Backtester.Core.Market;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A series of candles that can be read. Synthetic ones are generated, not recorded.</summary>
public sealed record SeriesDocument(
    string Exchange, string Symbol, string Timeframe, DateTimeOffset FirstOpen, DateTimeOffset LastOpen, long Candles, bool Synthetic)
{
    /// <summary>From what the catalogue says.</summary>
    public static SeriesDocument From(SeriesInfo info) => new(
        info.Key.Exchange,
        info.Key.Symbol,
        info.Key.Timeframe.Name,
        DateTimeOffset.FromUnixTimeMilliseconds(info.FirstOpenMs),
        DateTimeOffset.FromUnixTimeMilliseconds(info.LastOpenMs),
        info.Count,
        info.Synthetic);
}
