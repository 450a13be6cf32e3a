namespace Backtester.ExchangeHost;

/// <summary>What may go wrong with a request.</summary>
public enum Fault
{
    None,
    TooManyRequests,
    Banned,
    ServerError,
    BadGateway,
    TruncatedBody,
    CutJson,
    Slow,
    Dropped,
}

/// <summary>Faults by a seed: the n-th request always meets the same one.</summary>
/// <param name="seed">Seed of the choice.</param>
/// <param name="share">Share of the requests that fail.</param>
/// <param name="slow">How long a slow answer takes.</param>
public sealed class FaultPlan(int seed, double share, TimeSpan slow)
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private readonly Queue<Fault> _first = new();

    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan SlowTime => slow;

    /// <summary>What 429 and 418 say in Retry-After, seconds.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <summary>A plan whose first requests meet the given faults and the rest none.</summary>
    public static FaultPlan First(TimeSpan slow, int retryAfterSeconds, params Fault[] faults)
    {
        var plan = new FaultPlan(0, 0, slow) { RetryAfterSeconds = retryAfterSeconds };
        foreach (var fault in faults)
        {
            plan._first.Enqueue(fault);
        }

        return plan;
    }

    /// <summary>The fault of the next request.</summary>
    public Fault Next()
    {
        lock (_gate)
        {
            if (_first.TryDequeue(out var planned))
            {
                return planned;
            }

            return _random.NextDouble() < share ? (Fault)_random.Next(1, Enum.GetValues<Fault>().Length) : Fault.None;
        }
    }
}
