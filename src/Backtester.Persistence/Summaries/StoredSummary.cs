namespace Backtester.Persistence.Summaries;

/// <summary>What the database says of all that was done.</summary>
/// <param name="RunsByStatus">Runs of each status; every status is there but PAUSED, which runs do not know.</param>
/// <param name="ByStrategy">COMPLETED runs by strategy.</param>
/// <param name="BySymbol">COMPLETED runs by symbol; a run of several symbols counts under each.</param>
/// <param name="ByTimeframe">COMPLETED runs by length of a bar.</param>
/// <param name="OutOfSample">COMPLETED walk-forwards by strategy, the highest median annual return out of sample first.</param>
/// <param name="OpenRecommendations">Recommendations that nobody has decided on.</param>
public sealed record StoredSummary(
    IReadOnlyDictionary<WorkStatus, int> RunsByStatus,
    IReadOnlyList<RunGroup> ByStrategy,
    IReadOnlyList<RunGroup> BySymbol,
    IReadOnlyList<RunGroup> ByTimeframe,
    IReadOnlyList<OutOfSampleScore> OutOfSample,
    int OpenRecommendations);

/// <summary>What a strategy did in walk-forwards, on candles that its parameters had not been chosen with.</summary>
/// <param name="Strategy">Catalogue id.</param>
/// <param name="WalkForwards">COMPLETED ones whose return is known.</param>
/// <param name="AnnualReturn">Compound annual return of the stitched accounts, percent.</param>
/// <param name="Efficiency">Annual return out of sample over in sample.</param>
/// <param name="BestId">The walk-forward with the highest return, the latest of equal ones.</param>
public sealed record OutOfSampleScore(string Strategy, int WalkForwards, BestAndMedian AnnualReturn, BestAndMedian Efficiency, long BestId);
