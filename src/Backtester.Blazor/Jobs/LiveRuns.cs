using System.Collections.Concurrent;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Jobs;

/// <summary>A moment of a running backtest.</summary>
/// <param name="Share">Share of its bars that were done, 0 to 1.</param>
/// <param name="Equity">Equity then, quote currency.</param>
public readonly record struct LivePoint(double Share, double Equity);

/// <summary>A running backtest as it is now.</summary>
/// <param name="Done">Bars done, over all symbols.</param>
/// <param name="Total">Bars in all.</param>
/// <param name="Equity">Equity so far.</param>
/// <param name="Trades">Trades so far.</param>
/// <param name="BarsPerSecond">Its pace since the first bar; NaN where it is not known yet.</param>
/// <param name="EtaSeconds">Seconds until the last bar, estimated; null where unknown.</param>
/// <param name="Curve">Equity so far, thinned to at most <see cref="LiveRun.MostPoints"/> points.</param>
public sealed record LiveState(long Done, long Total, double Equity, int Trades, double BarsPerSecond, double? EtaSeconds, IReadOnlyList<LivePoint> Curve);

/// <summary>
/// What the backtests of this process have done so far, so that a page that is opened or loaded again in the middle of one
/// shows it from the beginning. A run is here from its first report until it ends.
/// </summary>
public sealed class LiveRuns(TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, LiveRun> _runs = new();

    /// <summary>The state of a run; null where this process does not run it.</summary>
    public LiveState? Find(long runId) => _runs.TryGetValue(runId, out var run) ? run.State : null;

    /// <summary>Takes a report of the thread that walks the run.</summary>
    internal LiveRun Report(long runId, RunProgress progress, double? etaSeconds)
    {
        var run = _runs.GetOrAdd(runId, _ => new LiveRun(clock));
        run.Take(progress, etaSeconds);
        return run;
    }

    /// <summary>The run has ended, or left this process.</summary>
    internal void End(long runId) => _runs.TryRemove(runId, out _);
}

/// <summary>One running backtest: its last report, and its curve in a room that does not grow.</summary>
internal sealed class LiveRun(TimeProvider clock)
{
    /// <summary>Most points of a curve: where they are reached every other one is dropped, and half as many are kept from then on.</summary>
    public const int MostPoints = 240;

    private readonly Lock _gate = new();
    private readonly List<LivePoint> _curve = new(MostPoints);
    private RunProgress _last;
    private double? _eta;
    private long _firstDone = -1;
    private long _firstTime;
    private double _pace = double.NaN;
    private int _stride = 1;
    private int _reports;

    public double BarsPerSecond
    {
        get
        {
            lock (_gate)
            {
                return _pace;
            }
        }
    }

    public LiveState State
    {
        get
        {
            lock (_gate)
            {
                var now = new LivePoint(ShareOf(_last), _last.Equity);
                return new LiveState(
                    _last.Done, _last.Total, _last.Equity, _last.Trades, _pace, _eta, _curve.Count > 0 && _curve[^1] == now ? [.. _curve] : [.. _curve, now]);
            }
        }
    }

    public void Take(RunProgress progress, double? etaSeconds)
    {
        lock (_gate)
        {
            (_last, _eta) = (progress, etaSeconds);
            if (_firstDone < 0)
            {
                (_firstDone, _firstTime) = (progress.Done, clock.GetTimestamp());
            }

            var elapsed = clock.GetElapsedTime(_firstTime).TotalSeconds;
            _pace = progress.Done > _firstDone && elapsed > 0 ? (progress.Done - _firstDone) / elapsed : _pace;
            if (_reports++ % _stride != 0)
            {
                return;
            }

            if (_curve.Count == MostPoints)
            {
                _stride *= 2;
                var kept = _curve.Where((_, i) => i % 2 == 0).ToList();
                _curve.Clear();
                _curve.AddRange(kept);
            }

            _curve.Add(new LivePoint(ShareOf(progress), progress.Equity));
        }
    }

    private static double ShareOf(RunProgress progress) => progress.Total > 0 ? (double)progress.Done / progress.Total : 0;
}
