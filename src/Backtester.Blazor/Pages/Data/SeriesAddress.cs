using Backtester.Blazor.Shared;
using Backtester.Core.Market;

namespace Backtester.Blazor.Pages.Data;

/// <summary>Addresses of pages about a series.</summary>
internal static class SeriesAddress
{
    /// <summary>Its own page.</summary>
    public static string Page(SeriesKey key) => $"data/{key.Exchange}/{key.Symbol}/{key.Timeframe}";

    /// <summary>The Data page with the fetch dialog filled in for a range.</summary>
    public static string Fetch(SeriesKey key, long startMs, long endMs) =>
        $"data?exchange={key.Exchange}&symbol={key.Symbol}&timeframe={key.Timeframe}&start={Format.Iso(startMs)}&end={Format.Iso(endMs)}";

    /// <summary>The form of a new run over a universe.</summary>
    public static string Backtest(string universe, string? exchange) =>
        $"backtests/new?universe={universe}" + (string.IsNullOrEmpty(exchange) ? "" : $"&exchange={exchange}");

    /// <summary>The route that gives its candles.</summary>
    public static string Download(SeriesKey key, string format) => $"api/{Page(key)}/candles?format={format}";
}
