using Backtester.Data.Download;
using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A download that was submitted: follow the job.</summary>
public sealed record FetchAnswer(long JobId, string Status, string Message);

/// <summary>What a download did.</summary>
public sealed record FetchDocument(long Added, double ElapsedSeconds, IReadOnlyList<FetchedSeriesDocument> Series)
{
    /// <summary>From the downloader's answer.</summary>
    public static FetchDocument From(DownloadOutcome outcome) => new(
        outcome.Added,
        Math.Round(outcome.Seconds, 3),
        [.. outcome.Series.Select(s => new FetchedSeriesDocument(
            s.Key.Exchange, s.Key.Symbol, s.Key.Timeframe.Name, Word(s.Answer), s.Source.Timeframe.Name, s.Added, s.Absent, s.FundingRates))]);

    /// <summary>Where candles came from, in a word.</summary>
    public static string Word(SeriesAnswer answer) => answer.ToString().ToLowerInvariant();
}

/// <summary>One series of a download: answer is stored, derived or exchange; source the timeframe it was fetched or derived from.</summary>
public sealed record FetchedSeriesDocument(
    string Exchange, string Symbol, string Timeframe, string Answer, string Source, long Added, long Absent, long FundingRates);

/// <summary>Instruments by traded volume, and when the list was fetched.</summary>
public sealed record SymbolListDocument(DateTimeOffset FetchedAt, IReadOnlyList<SymbolDocument> Symbols)
{
    /// <summary>From the exchange's lists.</summary>
    public static SymbolListDocument From(FetchedList<RankedSymbol> list) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(list.FetchedMs), [.. list.Items.Select(SymbolDocument.From)]);
}

/// <summary>An instrument: sizes are null where the exchange does not tell them, volume and price are of the last 24 hours.</summary>
public sealed record SymbolDocument(
    int Rank,
    string Symbol,
    string Id,
    string Base,
    string Quote,
    double? TickSize,
    double? LotSize,
    double? MinimumNotional,
    DateTimeOffset? ListedAt,
    double? LastPrice,
    double? QuoteVolume,
    double? ChangePercentage)
{
    /// <summary>From the exchange's lists.</summary>
    public static SymbolDocument From(RankedSymbol ranked) => new(
        ranked.Rank, ranked.Symbol.Symbol, ranked.Symbol.Id, ranked.Symbol.Base, ranked.Symbol.Quote,
        Size(ranked.Symbol.TickSize), Size(ranked.Symbol.LotSize), Size(ranked.Symbol.MinimumNotional), ApiJson.Time(ranked.Symbol.ListedMs),
        ApiJson.Known(ranked.Ticker.LastPrice), ApiJson.Known(ranked.Ticker.QuoteVolume), ApiJson.Known(ranked.Ticker.ChangePercent));

    private static double? Size(double size) => size > 0 ? size : null;
}

/// <summary>The first finished candle that an exchange has; null where it has none.</summary>
public sealed record EarliestDocument(string Exchange, string Symbol, string Timeframe, DateTimeOffset? Earliest);

/// <summary>A market that can be fetched from.</summary>
public sealed record ExchangeDocument(string Name, string Title, IReadOnlyList<string> Timeframes, int CandlesPerCall, bool Funding, DateTimeOffset EarliestPossible)
{
    /// <summary>From what is known of it.</summary>
    public static ExchangeDocument From(ExchangeFacts facts) => new(
        facts.Name, facts.Title, [.. facts.Offered.Select(t => t.Name)], facts.CandlesPerCall, facts.Funding is not null, DateTimeOffset.FromUnixTimeMilliseconds(facts.EarliestMs));
}

/// <summary>How a market is reached now.</summary>
public sealed record ExchangeHealthDocument(string Name, double RoundTripMs, double ClockOffsetMs, int RemainingWeight, int LimitWeight);
