using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Paging;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Recommendations and what the user decides on them, as pages, the API and commands see them.</summary>
internal sealed class RecommendationService(
    RecommendationStore store, RecommendationDecisions decisions, RecommendationApplying applying, ActiveStrategyStore active, TimeProvider clock)
{
    private const int LongestReason = 2000;

    /// <summary>Hears that work was put into the queue.</summary>
    public event Action? Queued;

    /// <summary>A page of recommendations, without evidence and outcomes.</summary>
    /// <exception cref="SpecException">Limit or cursor cannot be.</exception>
    public Task<Page<StrategyRecommendation>> ListAsync(RecommendationQuery query, CancellationToken cancellation = default) => store.ListAsync(query, cancellation);

    /// <summary>Names of the active strategies by their numbers.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(CancellationToken cancellation = default) =>
        (await active.ListAsync(cancellation)).ToDictionary(s => s.Row.Id, s => s.Row.Name);

    /// <summary>A recommendation with its strategy and audit trail; null where there is none.</summary>
    public async Task<RecommendationDetail?> GetAsync(long id, CancellationToken cancellation = default) =>
        await store.GetAsync(id, cancellation) is { } row && await active.GetAsync(row.StrategyId, cancellation) is { } strategy
            ? new RecommendationDetail(row, strategy, await store.EventsAsync(id, cancellation))
            : null;

    /// <summary>Says yes, and does at once what it advises.</summary>
    public async Task<Decision> AcceptAsync(long id, CancellationToken cancellation = default)
    {
        var accepted = await decisions.AcceptAsync(id, cancellation);
        if (!accepted.IsDone)
        {
            return accepted;
        }

        // From here on it is accepted; where this is cut short, the next start or follow-up goes on with it.
        var applied = await applying.ApplyAsync(accepted.Row!, CancellationToken.None);
        Queued?.Invoke();
        return applied;
    }

    /// <summary>Says no.</summary>
    /// <exception cref="SpecException">There is no reason, or it is too long.</exception>
    public Task<Decision> RejectAsync(long id, string? reason, CancellationToken cancellation = default) => reason?.Trim() is { Length: > 0 and <= LongestReason } text
        ? decisions.RejectAsync(id, text, cancellation)
        : throw new SpecException([new SpecProblem("reason", "is empty or too long", $"{reason?.Trim().Length ?? 0} characters", $"1 to {LongestReason} characters")]);

    /// <summary>Keeps it out of sight until a time.</summary>
    /// <exception cref="SpecException">The time is none, or over.</exception>
    public Task<Decision> SnoozeAsync(long id, string? until, CancellationToken cancellation = default) =>
        IsoTime.TryParse(until ?? "", out var time) && time > clock.GetUtcNow().ToUnixTimeMilliseconds()
            ? decisions.SnoozeAsync(id, time, cancellation)
            : throw new SpecException([new SpecProblem("until", "is no time to come", until, "ISO 8601, later than now, such as 2030-01-31")]);

    /// <summary>Takes a decision back within a day.</summary>
    public Task<Decision> UndoAsync(long id, CancellationToken cancellation = default) => decisions.UndoAsync(id, cancellation);

    /// <summary>Follows again what was followed before an applied one.</summary>
    public Task<Decision> RevertAsync(long id, CancellationToken cancellation = default) => decisions.RevertAsync(id, cancellation);

    /// <summary>How good the forecasts were.</summary>
    public async Task<RecommenderRecord> RecordAsync(CancellationToken cancellation = default)
    {
        var judged = (await store.JudgedAsync(replayed: true, cancellation)).Select(r => RecommendationMapping.ToForecast(r, r.Realised ?? double.NaN)).ToList();
        return new RecommenderRecord(
            ForecastRecord.Of(judged.FindAll(f => !f.Replayed)),
            ForecastRecord.Of(judged.FindAll(f => f.Replayed)),
            judged);
    }
}

/// <summary>A recommendation with all that a page of it shows.</summary>
/// <param name="Row">The recommendation.</param>
/// <param name="Strategy">The active strategy that it is on, as it is followed now.</param>
/// <param name="Events">The audit trail, from the making on.</param>
internal sealed record RecommendationDetail(StrategyRecommendation Row, StoredActiveStrategy Strategy, IReadOnlyList<RecommendationEvent> Events);

/// <summary>How good the recommender was.</summary>
/// <param name="Live">Forecasts that were made before their candles were there.</param>
/// <param name="Replayed">Forecasts that were made afterwards from what was known then.</param>
/// <param name="Judged">All of them, in the order in which they were made.</param>
internal sealed record RecommenderRecord(ForecastRecord Live, ForecastRecord Replayed, IReadOnlyList<JudgedForecast> Judged);
