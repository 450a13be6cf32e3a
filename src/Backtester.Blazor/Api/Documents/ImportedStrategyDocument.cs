using System.Text.Json.Nodes;
using Backtester.Blazor.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A strategy that came from elsewhere: its definition in YAML, fields for the run spec, and what was left out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Version of its rules.</param>
/// <param name="Hash">Hash of its rules.</param>
/// <param name="Stored">True where it lies in {data-dir}/strategies now.</param>
/// <param name="Partial">True where something that affects trades was left out.</param>
/// <param name="Definition">The definition in YAML.</param>
/// <param name="Run">Fields of the run spec that a script's header gives; empty for a definition.</param>
/// <param name="Untranslated">What was left out, by line.</param>
/// <param name="Notes">What means something slightly different here.</param>
public sealed record ImportedStrategyDocument(
    string Id,
    string Version,
    string Hash,
    bool Stored,
    bool Partial,
    string Definition,
    JsonObject Run,
    IReadOnlyList<PineRemark> Untranslated,
    IReadOnlyList<string> Notes)
{
    /// <summary>From a strategy that was read.</summary>
    public static ImportedStrategyDocument From(ImportedStrategy imported)
    {
        ArgumentNullException.ThrowIfNull(imported);
        var strategy = imported.Strategy!;
        return new ImportedStrategyDocument(
            strategy.Info.Id,
            strategy.Info.Version,
            strategy.Hash,
            imported.IsStored,
            imported.IsPartial,
            DefinitionWriter.ToYaml(strategy.Definition),
            imported.Pine is { } pine ? RunFields(pine.Run) : [],
            imported.Pine?.Untranslated ?? [],
            imported.Pine?.Notes ?? []);
    }

    private static JsonObject RunFields(PineRun run)
    {
        var fees = run.FixedFee is { } amount
            ? new JsonObject { ["model"] = "fixed", ["amount"] = amount }
            : run.Fee is > 0 and var fee ? new JsonObject { ["model"] = "percent", ["maker"] = fee, ["taker"] = fee } : new JsonObject { ["model"] = "zero" };
        return new JsonObject
        {
            ["initial_capital"] = run.InitialCapital,
            ["execution"] = new JsonObject
            {
                ["fill"] = run.SameClose ? "same_close" : "next_open",
                ["fees"] = fees,
                ["slippage"] = new JsonObject { ["model"] = "none" },
            },
        };
    }
}
