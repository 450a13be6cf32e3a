using Backtester.Data.Exchanges.Network;
using Xunit;

namespace Backtester.Data.Tests.Exchanges;

public class TokenBucketTests
{
    [Fact]
    public async Task No_stretch_of_one_period_holds_more_than_the_limit()
    {
        var limit = new RateLimit(50, TimeSpan.FromMilliseconds(500));
        using var bucket = new TokenBucket(limit);
        var random = new Random(3);
        var taken = new List<(long Time, int Weight)>();
        for (var i = 0; i < 60; i++)
        {
            var weight = random.Next(1, 6);
            await bucket.TakeAsync(weight);
            taken.Add((System.Diagnostics.Stopwatch.GetTimestamp(), weight));
        }

        foreach (var (start, _) in taken)
        {
            var within = taken.Where(t => t.Time >= start && System.Diagnostics.Stopwatch.GetElapsedTime(start, t.Time) < limit.Period).Sum(t => t.Weight);
            Assert.True(within <= limit.Weight, $"{within} within a period");
        }
    }

    [Fact]
    public async Task What_the_host_says_is_left_holds_calls_back()
    {
        using var bucket = new TokenBucket(new RateLimit(1000, TimeSpan.FromMinutes(1)));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        bucket.Told(50, TimeSpan.FromMilliseconds(300));
        Assert.Equal(50, bucket.Remaining);
        await bucket.TakeAsync(1);
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Waiting_call_is_cancelled_at_once()
    {
        using var bucket = new TokenBucket(new RateLimit(4, TimeSpan.FromHours(1)));
        await bucket.TakeAsync(1);
        using var cancel = new CancellationTokenSource(50);
        var waiting = bucket.TakeAsync(1, cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
