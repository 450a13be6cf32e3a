using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Recommendations.Watch;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class SequentialAlarmTests
{
    private const double Deviation = 0.01;

    [Fact]
    public void OneDayIsWorkedByHand()
    {
        // Promised 0, deviation 1, value −1: y = 1, σ² = 1; the bet λ gains exp(λ − λ²(1 + 2)/6) = exp(λ − λ²/2).
        var alarm = new SequentialAlarm(0, 1);
        alarm.Add(-1);
        var byHand = new[] { 0.05, 0.1, 0.2, 0.4, 0.8 }.Average(bet => Math.Exp(bet - (bet * bet / 2)));
        Assert.Equal(byHand, alarm.Wealth, 12);
        Assert.Equal(1 / byHand, alarm.PValue, 12);
        Assert.False(alarm.Rings);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("rare gains")]
    [InlineData("rare losses")]
    [InlineData("wild stretches")]
    public void LookedAtEveryDayItSeldomRingsWhileThePromiseIsKept(string shape)
    {
        // 2,000 accounts of 500 days whose mean is exactly what was promised.
        const int Accounts = 2000;
        var rang = Enumerable.Range(0, Accounts).Count(account => Rang(shape, account, mean: 0, days: 500) is not null);
        Assert.True(rang <= (SequentialAlarm.Level * Accounts) + (2 * Math.Sqrt(SequentialAlarm.Level * (1 - SequentialAlarm.Level) * Accounts)), $"{rang} of {Accounts} ({shape})");
    }

    [Fact]
    public void ABrokenPromiseIsFound()
    {
        // A fifth of a deviation a day under the promise: nine of ten are found within a year and a half.
        var rang = Enumerable.Range(0, 200).Count(account => Rang("normal", account, mean: -0.2 * Deviation, days: 500) is not null);
        Assert.True(rang >= 180, $"{rang} of 200");
    }

    [Fact]
    public void StoppedAndTakenUpAgainItIsTheSame()
    {
        var (whole, parts) = (new SequentialAlarm(0.001, Deviation), new SequentialAlarm(0.001, Deviation));
        var random = new CounterRandom(3, 0);
        for (var day = 0; day < 300; day++)
        {
            var value = Deviation * random.NextNormal();
            whole.Add(value);
            parts.Add(value);
            parts = SequentialAlarm.FromJson((JsonObject)JsonNode.Parse(parts.ToJson().ToJsonString())!);
        }

        Assert.Equal(whole.ToJson().ToJsonString(), parts.ToJson().ToJsonString());
    }

    [Fact]
    public void AStateThatIsNoneIsRefused() => Assert.Throws<FormatException>(() => SequentialAlarm.FromJson(new JsonObject { ["promised"] = 1.0 }));

    private static int? Rang(string shape, int account, double mean, int days)
    {
        var random = new CounterRandom(11, account);
        var alarm = new SequentialAlarm(0, Deviation);
        for (var day = 0; day < days; day++)
        {
            alarm.Add(mean + (Deviation * Value(shape, day, ref random)));
            if (alarm.Rings)
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>Mean 0 and, but for the wild stretches, variance 1.</summary>
    private static double Value(string shape, int day, ref CounterRandom random) => shape switch
    {
        // One day of twenty brings 4.359, the others cost 0.229.
        "rare gains" => random.NextDouble() < 0.05 ? Math.Sqrt(19) : -1 / Math.Sqrt(19),
        "rare losses" => random.NextDouble() < 0.05 ? -Math.Sqrt(19) : 1 / Math.Sqrt(19),
        "wild stretches" => random.NextNormal() * (day / 50 % 2 == 0 ? 1 : 2),
        _ => random.NextNormal(),
    };
}
