using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges;

/// <summary>
/// What all exchanges have in common: checks of a request against the facts, order, range and completeness of an
/// answer. An exchange adds its addresses and its way of writing.
/// </summary>
public abstract class ExchangeClient(ExchangeFacts facts, HostConnection host) : IExchange
{
    /// <inheritdoc/>
    public ExchangeFacts Facts => facts;

    /// <summary>The way to its host.</summary>
    public HostConnection Host => host;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(CandleRequest request, CancellationToken cancellation = default)
    {
        request.Check(facts);

        // Asked for before the candles: what is finished by this time is finished in the answer too.
        var now = await NowAsync(cancellation);
        var candles = await GetAsync(CandlePath(request), facts.Weights.Candles, root => ReadCandles(root, request), cancellation);
        var length = request.Timeframe.Milliseconds;
        var kept = candles
            .Where(c => request.Range.Contains(c.OpenTimeMs) && c.OpenTimeMs + length <= now)
            .DistinctBy(c => c.OpenTimeMs)
            .OrderBy(c => c.OpenTimeMs)
            .ToList();
        foreach (var candle in kept)
        {
            Require(candle, request);
        }

        return kept;
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FundingRate>> GetFundingAsync(ExchangeSymbol symbol, TimeRange range, CancellationToken cancellation = default)
    {
        if (facts.Funding is not { } funding)
        {
            throw new NotSupportedException($"{facts.Name} has no funding rates");
        }

        var rates = await GetAsync(FundingPath(symbol, range), facts.Weights.Funding, ReadFunding, cancellation);
        return [.. rates.Where(r => range.Contains(r.TimeMs)).DistinctBy(r => r.TimeMs).OrderBy(r => r.TimeMs).Take(funding.RatesPerCall)];
    }

    /// <inheritdoc/>
    public async Task<ExchangeHealth> CheckAsync(CancellationToken cancellation = default)
    {
        var (started, sentMs) = (TimeProvider.System.GetTimestamp(), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var server = await GetAsync(TimePath, facts.Weights.Time, ReadTime, cancellation);
        var trip = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        host.Clock.Set(server);
        return new ExchangeHealth(sentMs + (long)trip, trip, server - (sentMs + (trip / 2)), host.RemainingWeight, facts.Limit.Weight);
    }

    /// <summary>The exchange's time, Unix ms, never ahead of it; asks where it is not known.</summary>
    public async Task<long> NowAsync(CancellationToken cancellation = default)
    {
        if (host.Clock.NowMs is { } known)
        {
            return known;
        }

        await CheckAsync(cancellation);
        return host.Clock.NowMs!.Value;
    }

    /// <summary>Address of its clock.</summary>
    protected abstract string TimePath { get; }

    /// <summary>Reads its clock, Unix ms.</summary>
    protected abstract long ReadTime(JsonElement root);

    /// <summary>Address of the candles of a request.</summary>
    protected abstract string CandlePath(CandleRequest request);

    /// <summary>Reads candles in any order; unfinished ones may be left out where the exchange marks them.</summary>
    protected abstract IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request);

    /// <summary>Address of funding rates.</summary>
    protected virtual string FundingPath(ExchangeSymbol symbol, TimeRange range) => throw new NotSupportedException();

    /// <summary>Reads funding rates in any order.</summary>
    protected virtual IReadOnlyList<FundingRate> ReadFunding(JsonElement root) => throw new NotSupportedException();

    /// <summary>Asks and reads, with errors that stand inside an answer raised first.</summary>
    protected Task<T> GetAsync<T>(string path, int weight, Func<JsonElement, T> read, CancellationToken cancellation) =>
        host.GetAsync(path, weight, root =>
        {
            Check(root);
            return read(root);
        }, cancellation);

    /// <summary>Raises an error that an answer with status 200 holds.</summary>
    private protected virtual void Check(JsonElement root)
    {
        // Most exchanges say it by the status.
    }

    private void Require(Candle candle, CandleRequest request)
    {
        if (request.Timeframe.Floor(candle.OpenTimeMs) != candle.OpenTimeMs)
        {
            throw new ExchangeException(
                facts.Name, $"{request.Symbol.Id} {request.Timeframe}: candle {candle.OpenTimeMs} is not on the grid of {request.Timeframe}; report it", ExchangeRemedy.TellAPerson);
        }

        if (!double.IsFinite(candle.Open) || !double.IsFinite(candle.High) || !double.IsFinite(candle.Low) || !double.IsFinite(candle.Close) || !double.IsFinite(candle.Volume))
        {
            throw new ExchangeException(
                facts.Name, $"{request.Symbol.Id} {request.Timeframe}: candle {candle.OpenTimeMs} lacks a number; report it", ExchangeRemedy.TellAPerson);
        }
    }
}
