using System.Text.Json;

namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// A stored walk-forward, for the API's description; Backtester.Core writes its result, and a test holds both to the same
/// fields. Annual returns are percent; efficiency is a fraction; degradation is in the objective's unit, above 0 where it
/// got worse. metrics, equity_curve and trades are those of the stitched out-of-sample account. Before COMPLETED windows
/// holds those that are done, and what is not known yet is null or empty.
/// </summary>
public sealed record WalkForwardShape(
    long Id,
    Guid Uuid,
    string Status,
    bool Cached,
    string? Error,
    int WindowsTotal,
    int WindowsDone,
    double? ElapsedSeconds,
    JsonElement Spec,
    string Name,
    string Fingerprint,
    string? ResultHash,
    WalkForwardSettingsShape WalkForward,
    string Objective,
    long Trials,
    int? Bars,
    int? UnusedBars,
    string? Sentence,
    double? InSampleAnnualReturn,
    double? OutOfSampleAnnualReturn,
    double? Efficiency,
    string? EfficiencyNote,
    double? Degradation,
    int? ProfitableWindows,
    IReadOnlyList<WalkForwardWindowShape> Windows,
    IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyList<EquityPointShape> EquityCurve,
    IReadOnlyList<TradeShape> Trades);

/// <summary>How the range was cut: mode rolling or anchored, lengths in bars.</summary>
public sealed record WalkForwardSettingsShape(string Mode, int InSample, int OutOfSample, int Purge, int Embargo);

/// <summary>
/// A window: what was searched, which set was chosen (null where none had a score), its metrics in sample and out of sample
/// (null where it was not traded; note says why). completed and failed count the sets simulated and refused; ends are exclusive.
/// </summary>
public sealed record WalkForwardWindowShape(
    int Number,
    DateTimeOffset InSampleStart,
    DateTimeOffset InSampleEnd,
    int InSampleBars,
    DateTimeOffset OutOfSampleStart,
    DateTimeOffset OutOfSampleEnd,
    int OutOfSampleBars,
    int Completed,
    int Failed,
    IReadOnlyDictionary<string, double?>? Params,
    IReadOnlyDictionary<string, double?>? InSample,
    IReadOnlyDictionary<string, double?>? OutOfSample,
    double? ObjectiveInSample,
    double? ObjectiveOutOfSample,
    double? InSampleAnnualReturn,
    double? OutOfSampleAnnualReturn,
    double? Efficiency,
    string? EfficiencyNote,
    double? Degradation,
    string? Note);
