namespace Backtester.Data.Exchanges.Network;

/// <summary>
/// The right to call a host. A quarter of the limit may be spent at once and the rest comes evenly, so that no
/// stretch of one period holds more than the limit, however it lies. First come, first served.
/// </summary>
public sealed class TokenBucket : IDisposable
{
    /// <summary>Below this share of the limit, as the host counts it, calls wait for the next period.</summary>
    private const double Reserve = 0.1;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly RateLimit _limit;
    private readonly TimeProvider _clock;
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _tokens;
    private long _filled;
    private DateTimeOffset _pausedUntil;
    private (int Remaining, DateTimeOffset Until)? _told;

    /// <summary>A full bucket.</summary>
    public TokenBucket(RateLimit limit, TimeProvider? clock = null)
    {
        (_limit, _clock) = (limit, clock ?? TimeProvider.System);
        _capacity = Math.Max(1, limit.Weight / 4.0);
        _perSecond = Math.Max(1, limit.Weight - _capacity) / limit.Period.TotalSeconds;
        _tokens = _capacity;
        _filled = _clock.GetTimestamp();
    }

    /// <summary>Weight left: what the host said last while its period runs, else what is in the bucket.</summary>
    public int Remaining
    {
        get
        {
            lock (_gate)
            {
                Fill();
                return _told is { } told && _clock.GetUtcNow() < told.Until ? told.Remaining : (int)(_limit.Weight - _capacity + _tokens);
            }
        }
    }

    /// <summary>Waits until a call of this weight may be made.</summary>
    public async Task TakeAsync(int weight, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (TryTake(weight) is { } wait)
            {
                await Task.Delay(wait, _clock, cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Holds all calls back for a while: the host asked for it.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_gate)
        {
            var until = _clock.GetUtcNow() + time;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    /// <summary>Takes over what the host says is left; others may spend from the same limit.</summary>
    /// <param name="remaining">Weight left in the running period.</param>
    /// <param name="resetAfter">Until the period ends; null for one that began on a whole multiple of its length.</param>
    public void Told(int remaining, TimeSpan? resetAfter)
    {
        var now = _clock.GetUtcNow();
        var left = resetAfter ?? TimeSpan.FromTicks(_limit.Period.Ticks - (now.Ticks % _limit.Period.Ticks));
        lock (_gate)
        {
            _told = (remaining, now + left);
        }

        if (remaining < _limit.Weight * Reserve)
        {
            Pause(left);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Null where the call may go; else how long to wait before asking again.</summary>
    private TimeSpan? TryTake(int weight)
    {
        lock (_gate)
        {
            Fill();
            var pause = _pausedUntil - _clock.GetUtcNow();
            if (pause > TimeSpan.Zero)
            {
                return AtLeastOneMillisecond(pause);
            }

            var needed = Math.Min(weight, _capacity);
            if (_tokens < needed)
            {
                return AtLeastOneMillisecond(TimeSpan.FromSeconds((needed - _tokens) / _perSecond));
            }

            _tokens -= weight;
            return null;
        }
    }

    private void Fill()
    {
        var now = _clock.GetTimestamp();
        _tokens = Math.Min(_capacity, _tokens + (_clock.GetElapsedTime(_filled, now).TotalSeconds * _perSecond));
        _filled = now;
    }

    private static TimeSpan AtLeastOneMillisecond(TimeSpan time) => time < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : time;
}
