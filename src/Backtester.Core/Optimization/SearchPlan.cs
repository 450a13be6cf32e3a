using Backtester.Core.Optimization.Space;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization;

/// <summary>A search that was checked against the strategy and the stored candles: what will be searched.</summary>
public sealed record SearchPlan
{
    /// <summary>The run of the first possible set: every other set differs from it in its parameters alone.</summary>
    public required RunPlan Base { get; init; }

    /// <summary>The run of the first possible set on each market that it is simulated on: <see cref="Base"/>, or with `search.across` one for each account.</summary>
    public IReadOnlyList<RunPlan> Markets => Settings.Across is null ? [Base] : AcrossMarkets;

    /// <summary>The runs of `search.across`; empty without it.</summary>
    public IReadOnlyList<RunPlan> AcrossMarkets { get; init; } = [];

    /// <summary>All symbols, in the order of the spec.</summary>
    public IReadOnlyList<string> Symbols => [.. Markets.SelectMany(m => m.Spec.Symbols).Distinct()];

    /// <summary>All timeframes, in the order of the spec.</summary>
    public IReadOnlyList<string> Timeframes => [.. Markets.Select(m => m.Spec.Timeframe.Name).Distinct()];

    /// <summary>What is searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The point of <see cref="Base"/>.</summary>
    public required int[] FirstPoint { get; init; }

    /// <summary>How.</summary>
    public required SearchSettings Settings { get; init; }

    /// <summary>The spec as it came, kept byte for byte.</summary>
    public required string SpecText { get; init; }

    /// <summary>Canonical JSON (RFC 8785) of the manifest: spec with ranges and search, dataset hash, strategy hash, engine version.</summary>
    public required string Manifest { get; init; }

    /// <summary>SHA-256 (hex) of the manifest without name and workers.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True where the spec leaves the size to the strategy, whose advice may depend on its parameters.</summary>
    public required bool SizedByStrategy { get; init; }

    /// <summary>The same search on other runs, one for each of its <see cref="Markets"/>.</summary>
    internal SearchPlan On(IReadOnlyList<RunPlan> markets) => this with { Base = markets[0], AcrossMarkets = Settings.Across is null ? [] : markets };

    /// <summary>The spec of one set on the first market.</summary>
    public RunSpec SpecOf(IReadOnlyDictionary<string, double> parameters) => SpecOf(Base, parameters);

    /// <summary>The spec of one set on a market.</summary>
    public RunSpec SpecOf(RunPlan market, IReadOnlyDictionary<string, double> parameters)
    {
        var spec = market.Spec with { StrategyParams = parameters };
        return SizedByStrategy && SpecStrategy.Of(spec).Sizing(parameters, spec.Timeframe) is { } advice ? spec with { PositionSize = advice.PositionSize ?? spec.PositionSize } : spec;
    }
}
