using Backtester.Core.Market;

namespace Backtester.ExchangeHost;

/// <summary>How the exchanges of a server behave.</summary>
public sealed record ExchangeServerOptions
{
    /// <summary>The exchanges' clock, Unix ms.</summary>
    public Func<long> NowMs { get; init; } = () => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>When every instrument was listed, Unix ms: 2019-11-05T10:47:00Z, in the middle of an hour, a day and a week.</summary>
    public long ListedMs { get; init; } = 1_572_950_820_000;

    /// <summary>Share of the hours in which some minutes have no candle.</summary>
    public double HoleShare { get; init; } = 0.002;

    /// <summary>Seed of the market.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>Most candles in an answer; null for what each exchange documents.</summary>
    public int? PageLimit { get; init; }

    /// <summary>What goes wrong; null for nothing.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>Weight that the server takes within a sliding period before it answers 429; null for no limit.</summary>
    public (int Weight, TimeSpan Period)? Limit { get; init; }

    /// <summary>Time that every answer takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Stretches without candles beside the random holes.</summary>
    public IReadOnlyList<TimeRange> Halts { get; init; } = [];
}
