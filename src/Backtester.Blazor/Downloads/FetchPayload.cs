using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Download;

namespace Backtester.Blazor.Downloads;

/// <summary>A download as a document: the body of the route, and what the stored job keeps.</summary>
/// <param name="Exchange">The market, such as "binance".</param>
/// <param name="Symbols">Instruments in any spelling.</param>
/// <param name="Timeframes">Lengths of candles.</param>
/// <param name="StartDate">ISO 8601; left out for the listing.</param>
/// <param name="EndDate">ISO 8601; left out for the last finished candle.</param>
/// <param name="AskAgain">Asks also for candles that the exchange has said it does not have.</param>
/// <param name="Then">A run spec that is submitted once the candles are there; null for none.</param>
public sealed record FetchPayload(
    string? Exchange, IReadOnlyList<string>? Symbols, IReadOnlyList<string>? Timeframes, string? StartDate = null, string? EndDate = null, bool AskAgain = false, string? Then = null)
{
    /// <summary>A request as a document.</summary>
    /// <param name="request">What to bring.</param>
    /// <param name="then">A run spec to submit afterwards; null for none.</param>
    public static FetchPayload Of(DownloadRequest request, string? then = null) => new(
        request.Exchange,
        request.Symbols,
        [.. request.Timeframes.Select(t => t.Name)],
        request.Range.StartMs == long.MinValue ? null : IsoTime.Format(request.Range.StartMs),
        request.Range.EndMs == long.MaxValue ? null : IsoTime.Format(request.Range.EndMs),
        request.AskAgain,
        then);

    /// <summary>The document of a stored job.</summary>
    public static FetchPayload Parse(string json) =>
        JsonSerializer.Deserialize<FetchPayload>(json, ApiJson.Options) ?? throw new InvalidOperationException("The job's document is empty.");

    /// <summary>Checks it.</summary>
    /// <exception cref="Core.Runs.SpecException">All that is wrong.</exception>
    public DownloadRequest ToRequest() => DownloadRequest.Read(Exchange, Symbols, Timeframes, StartDate, EndDate, AskAgain);

    /// <summary>As the stored job keeps it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    /// <summary>For people: "Fetch binance BTCUSDT, ETHUSDT 1m".</summary>
    public string Title
    {
        get
        {
            var names = Symbols ?? [];
            var shown = names.Count <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(2))} and {names.Count - 2} more";
            return $"Fetch {Exchange} {shown} {string.Join(", ", Timeframes ?? [])}";
        }
    }
}
