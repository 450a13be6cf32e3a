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
    private readonly string? _slowBecause;
    private readonly bool _isWindow;
    private readonly LeanTiles _tiles;

    /// <summary>Opens the account.</summary>
    /// <param name="input">What to run; one strategy.</param>
    /// <param name="tiles">Where all sets are; the caller moves them before it advances the sets.</param>
    /// <param name="isWindow">
    /// True where the decisions are those of a window of the candles, the tile at hand: only
    /// for runs that <see cref="FitsWindow"/>.
    /// </param>
    /// <exception cref="ArgumentException">The input mixes strategies, or a window does not do for it.</exception>
    public LeanBacktest(BacktestInput input, LeanTiles tiles, bool isWindow = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(tiles);
        if (input.Mix is not null)
        {
            throw new ArgumentException("several strategies in one account need the curves of each", nameof(input));
        }

        if (isWindow && !FitsWindow(input))
        {
            throw new ArgumentException("the run looks at decisions of earlier bars than its window has", nameof(isWindow));
        }

        (_isWindow, _tiles) = (isWindow, tiles);
        _summary = new EquitySummary(tiles.Grid.LastBars, tiles.Closes, input.InitialCapital);
        _slowBecause = MarketOrderWalk.WhyNot(input);
        if (_slowBecause is null)
        {
            _walk = new MarketOrderWalk(input, _summary, isWindow);
        }
        else
        {
            _sleeve = new Sleeve(new Broker(input, keepsTrades: false), tiles.Grid.Timeline);
        }
    }

    /// <summary>True where the quick position machine walks the set, false where the event loop's broker does.</summary>
    public bool IsQuick => _walk is not null;

    /// <summary>Runs a set from the first bar to the last.</summary>
    public static LeanOutcome Run(BacktestInput input, RunGrid grid)
    {
        var tiles = new LeanTiles(grid);
        using var run = new LeanBacktest(input, tiles);
        while (tiles.Next())
        {
            run.Advance();
        }

        return run.Finish();
    }

    /// <summary>True where a run reads decisions at their own bar alone, so that a window of them at a time will do.</summary>
    public static bool FitsWindow(BacktestInput input) => MarketOrderWalk.Fits(input);

    /// <summary>Walks the tile.</summary>
    public void Advance()
    {
        var (start, end) = (_tiles.Start, _tiles.End);
        if (_sleeve is null)
        {
            _walk!.Advance(end, _isWindow ? start : 0);
        }
        else if (_sleeve.Broker.Symbols == 1)
        {
            Backtest.WalkOneSymbol(_sleeve, _summary, start, end);
        }
        else
        {
            Backtest.WalkSteps(_sleeve, _summary, start, end);
        }
    }

    /// <summary>What it gave, once the last bar is walked.</summary>
    public LeanOutcome Finish()
    {
        var (trades, open, ambiguous) = _walk is not null
            ? (_walk.Trades, _walk.OpenPositions, _walk.AmbiguousBars)
            : (_sleeve!.Broker.Account.Tally, _sleeve.Broker.Account.OpenPositions, _sleeve.Broker.AmbiguousBars);
        return new LeanOutcome(_summary.DayEnds, _summary.Final, _summary.DeepestDrawdown, _summary.BarsInMarket, trades, open, ambiguous) { SlowBecause = _slowBecause };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _walk?.Dispose();
        _sleeve?.Broker.Dispose();
    }
}
