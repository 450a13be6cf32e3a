using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Optimizations;

/// <summary>A stored walk-forward as pages and commands read it: the same documents that the API answers with, typed.</summary>
/// <param name="Row">What was asked for and how far it is.</param>
/// <param name="Windows">The windows that are done.</param>
/// <param name="Days">Day ends of the stitched account and of the benchmark so far.</param>
/// <param name="Result">What it found in all; null before COMPLETED.</param>
public sealed record WalkForwardReading(StrategyWalkForward Row, IReadOnlyList<WalkForwardWindowShape> Windows, IReadOnlyList<WalkForwardDay> Days, WalkForwardTotals? Result)
{
    /// <summary>Parameters of the windows' sets, in their order; empty where no window chose one.</summary>
    public IReadOnlyList<string> ParameterNames => [.. Windows.FirstOrDefault(w => w.Params is not null)?.Params!.Keys ?? []];

    /// <summary>Reads what is stored.</summary>
    public static WalkForwardReading Of(StoredWalkForward walk) => new(
        walk.Row,
        [.. walk.Windows.Select(w => JsonSerializer.Deserialize<WalkForwardWindowShape>(w.DocumentJson, ApiJson.Options)!)],
        [.. walk.Windows.SelectMany(w => w.Days)],
        walk.Row.ResultJson is { } json ? JsonSerializer.Deserialize<WalkForwardTotals>(json, ApiJson.Options) : null);
}

/// <summary>The part of the result document that is about all windows together.</summary>
public sealed record WalkForwardTotals(
    int Bars,
    int UnusedBars,
    string Sentence,
    double? InSampleAnnualReturn,
    double? OutOfSampleAnnualReturn,
    double? Efficiency,
    string? EfficiencyNote,
    double? Degradation,
    int ProfitableWindows,
    IReadOnlyDictionary<string, double?> Metrics);
