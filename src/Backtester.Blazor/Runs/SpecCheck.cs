using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>What a spec's text means, or all that is wrong with it.</summary>
/// <param name="Plan">The plan with all defaults filled in; null where there are problems.</param>
/// <param name="Problems">All problems; empty where there is a plan.</param>
public sealed record SpecCheck(RunPlan? Plan, IReadOnlyList<SpecProblem> Problems);
