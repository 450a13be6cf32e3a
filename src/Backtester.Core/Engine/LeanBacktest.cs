namespace Backtester.Core.Engine;

/// <summary>
/// The simulation of one set of parameters among many: the same broker and the same loop as <see cref="Backtest"/>, but
/// it keeps only what a search compares, and it is walked in pieces, so that many sets can go over the same few thousand
/// candles while these are in the processor's cache. Equal bit for bit to the run that keeps everything.
/// </summary>
public sealed class LeanBacktest : IDisposable
{
    private readonly EquitySummary _summary;
    private readonly MarketOrderWalk? _walk;
    private readonly Sleeve? _sleeve;
    private int _row;

    /// <summary>Opens the account.</summary>
    /// <param name="input">What to run; one strategy.</param>
    /// <param name="grid">The days of its candles, the same for all sets.</param>
    /// <exception cref="ArgumentException">The input mixes strategies.</exception>
    public LeanBacktest(BacktestInput input, RunGrid grid)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(grid);
        if (input.Mix is not null)
        {
            throw new ArgumentException("several strategies in one account need the curves of each", nameof(input));
        }

        _summary = new EquitySummary(grid.LastBars, grid.Blocks, input.InitialCapital);
        if (MarketOrderWalk.Fits(input))
        {
            _walk = new MarketOrderWalk(input, _summary);
        }
        else
        {
            _sleeve = new Sleeve(new Broker(input, keepsTrades: false), grid.Timeline);
        }
    }

    /// <summary>True where the quick position machine walks the set, false where the event loop's broker does.</summary>
    public bool IsQuick => _walk is not null;

    /// <summary>Runs a set from the first bar to the last.</summary>
    public static LeanOutcome Run(BacktestInput input, RunGrid grid)
    {
        using var run = new LeanBacktest(input, grid);
        run.Advance(grid.Steps);
        return run.Finish();
    }

    /// <summary>Walks on to a step, not included.</summary>
    public void Advance(int end)
    {
        if (_sleeve is null)
        {
            _walk!.Advance(end);
        }
        else if (_sleeve.Broker.Symbols == 1)
        {
            Backtest.WalkOneSymbol(_sleeve, _summary, _row, end);
        }
        else
        {
            Backtest.WalkSteps(_sleeve, _summary, _row, end);
        }

        _row = end;
    }

    /// <summary>What it gave, once the last bar is walked.</summary>
    public LeanOutcome Finish()
    {
        var (profits, open, ambiguous) = _walk is not null
            ? (_walk.Profits, _walk.OpenPositions, _walk.AmbiguousBars)
            : (_sleeve!.Broker.Account.Profits, _sleeve.Broker.Account.OpenPositions, _sleeve.Broker.AmbiguousBars);
        return new LeanOutcome(_summary.DayEnds, _summary.Final, _summary.DeepestDrawdown, _summary.BarsInMarket, profits, open, ambiguous);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _walk?.Dispose();
        _sleeve?.Broker.Dispose();
    }
}
