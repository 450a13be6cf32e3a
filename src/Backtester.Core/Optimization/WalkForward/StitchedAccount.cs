using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>One account through all out-of-sample stretches: each starts with the equity that the one before left.</summary>
/// <param name="initial">Equity before the first stretch.</param>
internal sealed class StitchedAccount(double initial)
{
    private readonly List<long> _timeMs = [];
    private readonly List<double> _equity = [];
    private readonly List<double> _cash = [];
    private readonly List<int> _open = [];
    private readonly List<Trade> _trades = [];
    private readonly List<Fill> _fills = [];

    /// <summary>Equity at the last close so far.</summary>
    public double Equity => _equity.Count == 0 ? initial : _equity[^1];

    /// <summary>Bars so far.</summary>
    public int Bars => _timeMs.Count;

    /// <summary>Trades in order of exit; bars are counted from the first out-of-sample bar.</summary>
    public IReadOnlyList<Trade> Trades => _trades;

    /// <summary>Fills in order.</summary>
    public IReadOnlyList<Fill> Fills => _fills;

    /// <summary>The account at each bar so far.</summary>
    public EquityCurve Curve() => new([.. _timeMs], [.. _equity], [.. _cash], [.. _open], initial);

    /// <summary>The last bar of each UTC day from a bar on; the last bar of all is one too.</summary>
    public IReadOnlyList<WalkForwardDay> DaysFrom(int first, Benchmark benchmark)
    {
        var days = new List<WalkForwardDay>();
        for (var i = first; i < _timeMs.Count; i++)
        {
            if (i == _timeMs.Count - 1 || _timeMs[i] / DailyEquity.MsPerDay != _timeMs[i + 1] / DailyEquity.MsPerDay)
            {
                days.Add(new WalkForwardDay(_timeMs[i], _equity[i], initial * benchmark.GrowthAt(_timeMs[i])));
            }
        }

        return days;
    }

    /// <summary>Adds a stretch that was traded.</summary>
    public void Add(BacktestOutcome outcome)
    {
        var before = _timeMs.Count;
        _timeMs.AddRange(outcome.Curve.TimeMs);
        _equity.AddRange(outcome.Curve.Equity);
        _cash.AddRange(outcome.Curve.Cash);
        _open.AddRange(outcome.Curve.OpenPositions);
        _fills.AddRange(outcome.Fills);
        _trades.AddRange(outcome.Trades.Select(t => t with { EntryBar = t.EntryBar + before, ExitBar = t.IsOpen ? t.ExitBar : t.ExitBar + before }));
    }

    /// <summary>Adds a stretch in which nothing is traded: the account stays as it is.</summary>
    public void AddIdle(ReadOnlySpan<long> timeMs)
    {
        var equity = Equity;
        foreach (var time in timeMs)
        {
            _timeMs.Add(time);
            _equity.Add(equity);
            _cash.Add(equity);
            _open.Add(0);
        }
    }
}
