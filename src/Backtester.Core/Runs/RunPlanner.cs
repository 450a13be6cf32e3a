using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>The spelling of a spec's text.</summary>
public enum SpecFormat
{
    Json,
    Yaml,
}

/// <summary>Turns a spec's text into a plan, or says everything that is wrong with it.</summary>
public static class RunPlanner
{
    /// <summary>Reads, checks, fills in and fingerprints a spec.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems; all of them are inside.</exception>
    public static RunPlan Plan(string specText, SpecFormat format, ICandleCatalog catalog, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
