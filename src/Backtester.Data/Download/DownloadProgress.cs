namespace Backtester.Data.Download;

/// <summary>How far a download is.</summary>
/// <param name="Done">Candles answered, those that the exchange does not have among them.</param>
/// <param name="Total">Candles to ask for, as far as known.</param>
/// <param name="Stored">Candles written.</param>
/// <param name="CandlesPerSecond">Candles written in a second, since the first one.</param>
/// <param name="SecondsLeft">Until the end at the pace so far; null where unknown.</param>
/// <param name="Working">The series that is worked on.</param>
public sealed record DownloadProgress(long Done, long Total, long Stored, double CandlesPerSecond, double? SecondsLeft, string Working);

/// <summary>Adds up what the parts of a download report. Safe for all of them at once.</summary>
internal sealed class DownloadTally(Action<DownloadProgress>? report, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private long _done;
    private long _total;
    private long _stored;

    /// <summary>More (or fewer) candles are to be asked for.</summary>
    public void Plan(long candles)
    {
        lock (_gate)
        {
            _total += candles;
        }
    }

    /// <summary>Candles were answered and written.</summary>
    public void Add(long answered, long stored, string working)
    {
        DownloadProgress progress;
        lock (_gate)
        {
            _done += answered;
            _stored += stored;
            var seconds = clock.GetElapsedTime(_start).TotalSeconds;
            var left = _done > 0 && _total > 0 ? seconds * (_total - _done) / _done : (double?)null;
            progress = new DownloadProgress(_done, _total, _stored, seconds > 0 ? _stored / seconds : 0, left, working);
        }

        report?.Invoke(progress);
    }
}
