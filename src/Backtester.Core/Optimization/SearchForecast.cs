using Backtester.Core.Analysis;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization;

/// <summary>What can be said of a search before it is made.</summary>
/// <param name="Combinations">Sets of the whole product.</param>
/// <param name="Budget">Sets that will be tried at most.</param>
/// <param name="LookedAt">Sets that were held against the strategy's constraint: all, or a seeded sample.</param>
/// <param name="Refused">Those of them that break it.</param>
/// <param name="Years">Length of the range.</param>
public sealed record SearchForecast(long Combinations, long Budget, int LookedAt, int Refused, double Years)
{
    /// <summary>The Sharpe ratio that <see cref="MinimumYears"/> is about: what many would call good.</summary>
    public const double GoodSharpe = 1;

    /// <summary>Up to so many sets all are looked at.</summary>
    public const int MostLookedAt = 20_000;

    private const int SampleSize = 2_000;

    /// <summary>True where every set was looked at.</summary>
    public bool IsExact => LookedAt == Combinations;

    /// <summary>Sets that will be simulated, about where not exact.</summary>
    public double Simulated => Budget * (1 - ((double)Refused / LookedAt));

    /// <summary>Years under which so many independent tries are expected to show <see cref="GoodSharpe"/> by luck alone; sets that trade alike count as fewer.</summary>
    public double MinimumYears => MinimumBacktestLength.Years(Math.Max(1, Simulated), GoodSharpe);

    /// <summary>Looks at a plan.</summary>
    public static SearchForecast Of(SearchPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (spec, space) = (plan.Base.Spec, plan.Space);
        var check = new SetCheck(SpecStrategy.Of(spec), spec.Timeframe);
        var all = space.Total <= MostLookedAt;
        var count = all ? (int)space.Total : SampleSize;
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var number = all ? i : (long)(new CounterRandom(spec.Seed, i).NextBits() % (ulong)space.Total);
            refused += check.ProblemWith(space.ParametersAt(space.PointAt(number))) is null ? 0 : 1;
        }

        var years = (plan.Base.Range.EndMs - plan.Base.Range.StartMs) / (365.0 * DailyEquity.MsPerDay);
        return new SearchForecast(space.Total, plan.Settings.Budget(space.Total), count, refused, years);
    }
}
