using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Backtester.Data.Exchanges.Network;

/// <summary>
/// The way to one host, shared by everything that asks it: rate limit, calls at once, new tries, circuit breaker.
/// </summary>
public sealed class HostConnection : IDisposable
{
    /// <summary>The circuit opens where nearly all of this many calls within the window fail.</summary>
    private const int BreakerCalls = 20;

    private const double BreakerShare = 0.8;
    private static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BreakerPause = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly RateLimit _limit;
    private readonly ExchangeSettings _settings;
    private readonly TimeProvider _clock;
    private readonly TokenBucket _bucket;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline _pipeline;
    private long _calls;

    /// <summary>A way to a host; the client is not disposed with it.</summary>
    public HostConnection(HttpClient http, Uri address, RateLimit limit, ExchangeSettings settings, TimeProvider? clock = null)
    {
        (_http, _address, _limit, _settings, _clock) = (http, address, limit, settings, clock ?? TimeProvider.System);
        _bucket = new TokenBucket(limit, _clock);
        _places = new SemaphoreSlim(settings.Parallel);
        _pipeline = Build();
        Clock = new HostClock(_clock);
    }

    /// <summary>The host's own time.</summary>
    public HostClock Clock { get; }

    /// <summary>Calls sent so far, tries included.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>What is left of the rate limit.</summary>
    public int RemainingWeight => _bucket.Remaining;

    /// <summary>Asks for a JSON document and reads it.</summary>
    /// <param name="path">Path and query below the host's address.</param>
    /// <param name="weight">What the call takes of the rate limit.</param>
    /// <param name="read">Reads the answer; it throws <see cref="CallFailure"/> for an error that stands in it.</param>
    /// <param name="cancellation">Ends waiting and calling at once.</param>
    /// <exception cref="ExchangeException">All tries failed, or a new one would not help.</exception>
    public async Task<T> GetAsync<T>(string path, int weight, Func<JsonElement, T> read, CancellationToken cancellation = default)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await TryAsync(path, weight, read, token), cancellation);
        }
        catch (CallFailure failure)
        {
            throw Final(failure);
        }
        catch (TimeoutRejectedException timeout)
        {
            throw new ExchangeException(
                _address.Host, $"no answer within {_settings.Timeout.TotalSeconds:0.#} s; wait some minutes, what is stored stays", ExchangeRemedy.Wait, timeout);
        }
        catch (BrokenCircuitException open)
        {
            throw new ExchangeException(
                _address.Host, $"it failed too often in a row and is left alone for {BreakerPause.TotalSeconds:0} s; wait, what is stored stays", ExchangeRemedy.Wait, open);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bucket.Dispose();
        _places.Dispose();
    }

    private async Task<T> TryAsync<T>(string path, int weight, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            await _bucket.TakeAsync(weight, cancellation);
            return await SendAsync(path, read, cancellation);
        }
        catch (CallFailure failure) when (failure.Kind == FailureKind.TooMuch)
        {
            // Everybody who asks this host waits, not this call alone.
            _bucket.Pause(failure.RetryAfter ?? _settings.RetryDelay);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<T> SendAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        // The clock of one answer begins when it is asked for, not while the call waits for its turn.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Timeout);
        try
        {
            Interlocked.Increment(ref _calls);
            using var answer = await _http.GetAsync(new Uri(_address, path), HttpCompletionOption.ResponseContentRead, patience.Token);
            ReadLimit(answer);
            if (!answer.IsSuccessStatusCode)
            {
                throw CallFailure.Of(answer, await answer.Content.ReadAsStringAsync(patience.Token), _clock);
            }

            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(patience.Token));
            return Read(document.RootElement, read);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutRejectedException(_settings.Timeout);
        }
        catch (HttpRequestException error)
        {
            throw new CallFailure(FailureKind.Broken, $"it cannot be reached or the answer broke off ({error.Message})", cause: error);
        }
        catch (JsonException error)
        {
            throw new CallFailure(FailureKind.Broken, $"the answer is cut short or is no JSON ({error.Message})", cause: error);
        }
    }

    private static T Read<T>(JsonElement root, Func<JsonElement, T> read)
    {
        try
        {
            return read(root);
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new CallFailure(FailureKind.Refused, $"the answer does not have the expected form ({error.Message})", cause: error);
        }
    }

    private void ReadLimit(HttpResponseMessage answer)
    {
        if (Number(_limit.UsedHeader) is { } used)
        {
            _bucket.Told((int)Math.Max(0, _limit.Weight - used), resetAfter: null);
        }
        else if (Number(_limit.RemainingHeader) is { } remaining)
        {
            _bucket.Told((int)remaining, Number(_limit.ResetAfterHeader) is { } reset ? TimeSpan.FromMilliseconds(reset) : _limit.Period);
        }

        long? Number(string? header) =>
            header is not null && answer.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), out var value) ? value : null;
    }

    private ResiliencePipeline Build()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock };
        if (_settings.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _settings.Retries,
                Delay = _settings.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = retry => ValueTask.FromResult(retry.Outcome.Exception switch
                {
                    CallFailure failure => failure.IsPassing && (failure.RetryAfter ?? TimeSpan.Zero) <= _settings.LongestWait,
                    TimeoutRejectedException => true,
                    _ => false,
                }),
                DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as CallFailure)?.RetryAfter),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = BreakerShare,
                MinimumThroughput = BreakerCalls,
                SamplingDuration = BreakerWindow,
                BreakDuration = BreakerPause,
                ShouldHandle = call => ValueTask.FromResult(
                    call.Outcome.Exception is TimeoutRejectedException or CallFailure { Kind: FailureKind.Broken or FailureKind.Down }),
            })
            .Build();
    }

    private ExchangeException Final(CallFailure failure)
    {
        var tries = _settings.Retries + 1;
        return failure switch
        {
            { IsPassing: false } => new(_address.Host, $"{failure.Message}; waiting does not help, a person must look at it", ExchangeRemedy.TellAPerson, failure),
            { RetryAfter: { } wait } when wait > _settings.LongestWait => new(
                _address.Host, $"{failure.Message}; it asks to stay away until {_clock.GetUtcNow() + wait:yyyy-MM-dd HH:mm:ss} UTC, wait until then", ExchangeRemedy.Wait, failure),
            _ => new(_address.Host, $"{failure.Message}, in {tries} tries; wait some minutes, what is stored stays", ExchangeRemedy.Wait, failure),
        };
    }
}
