using System.Globalization;
using Backtester.Core.Market;
using Microsoft.AspNetCore.Http;

namespace Backtester.ExchangeHost.Routes;

/// <summary>What the routes of all exchanges need: numbers as text, parameters, instruments by their spelling.</summary>
internal static class Answers
{
    /// <summary>A number as exchanges write it.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A parameter of the query as a number.</summary>
    public static long Number(HttpRequest request, string name, long fallback) =>
        long.TryParse(request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    /// <summary>Candles of a page: as many as were asked for and are allowed.</summary>
    public static int Limit(HttpRequest request, string name, int usual, int most, ExchangeServerOptions options) =>
        (int)Math.Min(Number(request, name, usual), Math.Min(most, options.PageLimit ?? most));

    /// <summary>The asset of an instrument, by its ending; null where there is none.</summary>
    public static string? Asset(string? id, string ending) =>
        GeneratedMarket.Assets.Select(a => a.Base).FirstOrDefault(a => a + ending == id);

    /// <summary>Our timeframe for an exchange's word.</summary>
    public static Timeframe? Length(IReadOnlyDictionary<string, string> words, string? word) =>
        words.FirstOrDefault(w => w.Value == word).Key is { } name ? Timeframe.Parse(name) : null;
}
