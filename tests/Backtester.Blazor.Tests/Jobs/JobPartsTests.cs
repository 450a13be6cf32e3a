using Backtester.Blazor.Jobs;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

public class JobPartsTests
{
    [Fact]
    public void Lock_is_held_by_one_until_it_lets_go()
    {
        using var folder = new TemporaryFolder();
        IOwnerLocks locks = new FileLocks(folder.Path);
        using (var first = locks.TryTake(IOwnerLocks.Serve))
        {
            Assert.NotNull(first);
            Assert.Null(locks.TryTake(IOwnerLocks.Serve));
            Assert.True(locks.IsHeld(IOwnerLocks.Serve));
            Assert.False(locks.IsHeld("command:elsewhere"));
        }

        Assert.False(locks.IsHeld(IOwnerLocks.Serve));
        using var second = locks.TryTake(IOwnerLocks.Serve);
        Assert.NotNull(second);
    }

    [SkippableFact]
    public async Task Job_thread_is_less_urgent_than_the_others()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "nice values of threads are Linux's");
        var before = Nice();
        var during = await JobThread.Run("job", Nice, prepared => (Prepared: prepared, Working: Nice()));
        Assert.Equal(before, during.Prepared);
        Assert.Equal(Math.Max(JobThread.Niceness, before), during.Working);

        // Whoever waited goes on as urgent as before, also on a thread that the pool made for it.
        Assert.Equal(before, Nice());
    }

    [Fact]
    public async Task Job_thread_hands_on_what_the_work_throws()
    {
        await Assert.ThrowsAsync<FormatException>(() => JobThread.Run<int, int>("job", () => throw new FormatException("prepare"), i => i));
        await Assert.ThrowsAsync<FormatException>(() => JobThread.Run<int, int>("job", () => 1, _ => throw new FormatException("work")));
    }

    /// <summary>Field 19 of stat is the nice value; the name in brackets before it may hold spaces.</summary>
    private static int Nice()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
    }

    [Fact]
    public void Eta_is_the_rest_at_the_pace_so_far()
    {
        var clock = new ManualClock();
        var progress = new ProgressClock(TimeSpan.FromMilliseconds(200), clock);
        Assert.Null(progress.EtaSeconds(0));
        clock.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(30, progress.EtaSeconds(0.25)!.Value, 9);
        Assert.Equal(0, progress.EtaSeconds(1)!.Value, 9);
    }

    [Fact]
    public void Progress_is_due_once_in_an_interval()
    {
        var clock = new ManualClock();
        var progress = new ProgressClock(TimeSpan.FromMilliseconds(200), clock);
        Assert.True(progress.IsDue());
        Assert.False(progress.IsDue());
        clock.Move(TimeSpan.FromMilliseconds(199));
        Assert.False(progress.IsDue());
        clock.Move(TimeSpan.FromMilliseconds(1));
        Assert.True(progress.IsDue());
    }
}
