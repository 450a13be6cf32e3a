namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// The result of a cross-validation, for the API's description; Backtester.Core writes it, and a test holds both to the same
/// fields. Sharpe ratios are annual, of daily returns; share_below_zero counts paths.
/// </summary>
public sealed record CrossValidationShape(
    string Name,
    string Fingerprint,
    CrossValidationSettingsShape CrossValidation,
    int Bars,
    int Days,
    int PurgeDays,
    int EmbargoDays,
    int Trials,
    int Compared,
    string Sentence,
    PathSharpeShape SharpeRatio,
    double? ShareBelowZero,
    double? InSampleSharpeRatio,
    double? OutOfSampleSharpeRatio,
    double? Degradation,
    IReadOnlyDictionary<string, double>? BestParams,
    IReadOnlyList<TestPathShape> Paths,
    IReadOnlyList<SplitShape> Splits);

/// <summary>How the days were cut; purge and embargo in bars.</summary>
public sealed record CrossValidationSettingsShape(int Groups, int TestGroups, int Purge, int Embargo);

/// <summary>The Sharpe ratio over the paths; best_in_sample is that of the best set over all days.</summary>
public sealed record PathSharpeShape(double? BestInSample, double? Mean, double? P05, double? P25, double? P50, double? P75, double? P95);

/// <summary>One way through all groups, made of tests alone.</summary>
public sealed record TestPathShape(double? SharpeRatio, double? TotalReturn);

/// <summary>A split: the tested groups (from 1), and the set that was best on the other days; params is null where none was.</summary>
public sealed record SplitShape(
    IReadOnlyList<int> TestGroups, int TrainingDays, IReadOnlyDictionary<string, double>? Params, double? InSampleSharpeRatio, double? OutOfSampleSharpeRatio);
