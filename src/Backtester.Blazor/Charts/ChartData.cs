namespace Backtester.Blazor.Charts;

/// <summary>
/// What the chart of a run draws for a stretch of time and one symbol, in columns: the body of
/// `GET /api/backtest/results/{id}/chart?symbol=&amp;from=&amp;to=&amp;points=` (snake_case JSON, unknown numbers null).
/// Times are Unix seconds, UTC. Candles and equity share their buckets: bucket i covers
/// [<see cref="FullFrom"/> + i·<see cref="BucketSeconds"/>, + <see cref="BucketSeconds"/>), its time is its start.
/// </summary>
public sealed record ChartData
{
    /// <summary>The symbol whose candles and trades these are.</summary>
    public required string Symbol { get; init; }

    /// <summary>Length of one bar of the run.</summary>
    public required long TimeframeSeconds { get; init; }

    /// <summary>Length of one bucket: the bar's length times a power of two.</summary>
    public required long BucketSeconds { get; init; }

    /// <summary>Start of the run's first bar.</summary>
    public required long FullFrom { get; init; }

    /// <summary>End of the run's last bar.</summary>
    public required long FullTo { get; init; }

    /// <summary>Start of the stretch that is covered.</summary>
    public required long From { get; init; }

    /// <summary>End of the stretch that is covered, exclusive.</summary>
    public required long To { get; init; }

    /// <summary>Candles by bucket; a bucket without candles has no row.</summary>
    public required CandleColumns Candles { get; init; }

    /// <summary>The account by bucket.</summary>
    public required EquityColumns Equity { get; init; }

    /// <summary>What the benchmark among the columns of <see cref="Equity"/> is called.</summary>
    public required string BenchmarkName { get; init; }

    /// <summary>All trades of the symbol that touch the stretch, none left out; empty where they are too many for a screen and stand in <see cref="Groups"/>.</summary>
    public required TradeColumns Trades { get; init; }

    /// <summary>The trades by bucket of their entry, where they are more than <see cref="ChartReader.MostTrades"/>; each is counted once.</summary>
    public required TradeGroups Groups { get; init; }

    /// <summary>The indicators that were asked for, in the order of the run's list.</summary>
    public required IReadOnlyList<LineColumns> Lines { get; init; }
}

/// <summary>Candles: first open, highest high, lowest low, last close and summed volume of each bucket.</summary>
public sealed record CandleColumns(long[] Time, double[] Open, double[] High, double[] Low, double[] Close, double[] Volume);

/// <summary>
/// The account: equity at each bucket's last bar, its extremes inside the bucket, and the deepest drawdown inside the
/// bucket (percent of the peak so far, ≤ 0), so that no trough is lost. Benchmark is what the same capital would be worth
/// when bought and held, equal weights over the symbols; unknown before all have a candle. Exposure is the share of equity
/// that is in the market at a bar's close (percent, negative for shorts): the one furthest from none inside the bucket.
/// </summary>
public sealed record EquityColumns(long[] Time, double[] Last, double[] Low, double[] High, double[] Drawdown, double[] Benchmark, double[] Exposure);

/// <summary>Trades: row in the run's list of trades, true for long, fills, and net profit; exits are unknown while open.</summary>
public sealed record TradeColumns(
    int[] Row, bool[] Long, long[] Opened, long?[] Closed, double[] EntryPrice, double[] ExitPrice, double[] ProfitLoss, string[] ExitReason);

/// <summary>Trades of a bucket: number, net profit, and the earliest entry and latest exit, so that a click can show them.</summary>
public sealed record TradeGroups(long[] Time, int[] Count, double[] ProfitLoss, long[] From, long[] To);

/// <summary>
/// An indicator: its extremes and its last value in each bucket, unknown where it is. The values are the engine's own.
/// </summary>
/// <param name="Id">Name in the list of lines.</param>
/// <param name="Place">price, stage or pane.</param>
/// <param name="Pane">Lines of one pane share a scale.</param>
/// <param name="Time">Start of each bucket.</param>
/// <param name="Low">Least known value of the bucket.</param>
/// <param name="High">Greatest.</param>
/// <param name="Last">The last bar's value.</param>
public sealed record LineColumns(string Id, string Place, string Pane, long[] Time, double[] Low, double[] High, double[] Last);

/// <summary>A line that a chart can draw.</summary>
/// <param name="Id">Its name, such as "ema(close, 10)".</param>
/// <param name="Description">What it is.</param>
/// <param name="Place">price, stage or pane.</param>
/// <param name="Pane">Lines of one pane share a scale.</param>
/// <param name="OfStrategy">True where the strategy reads it.</param>
/// <param name="Shown">True where a chart shows it unless told otherwise.</param>
public sealed record ChartLine(string Id, string Description, string Place, string Pane, bool OfStrategy, bool Shown);
