namespace Backtester.Core.Engine.Models.Spreads;

/// <summary>The spread estimators by the words of the spec.</summary>
public static class SpreadEstimators
{
    /// <summary>The one that is taken where none is named.</summary>
    public const string Default = "corwin_schultz";

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, ISpreadEstimator> All { get; } = new Dictionary<string, ISpreadEstimator>
    {
        [Default] = new CorwinSchultzSpread(),
        ["abdi_ranaldo"] = new AbdiRanaldoSpread(),
    };
}
