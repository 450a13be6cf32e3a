using System.Globalization;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;

namespace Backtester.Blazor.Runs;

/// <summary>Explains stored runs by running their manifests again.</summary>
public sealed class RunExplainer(ICandleCatalog candles)
{
    /// <summary>Runs a manifest again, to be asked about any of its bars.</summary>
    /// <exception cref="SpecException">The candles are there no more.</exception>
    public RunExplanation Open(string manifest, CancellationToken cancellation) =>
        RunExplanation.Of(RunPlanner.Plan(BacktestJob.SpecOf(manifest), SpecFormat.Json, candles, cancellation), candles, cancellation);

    /// <summary>The funnel of a run and, where a time is given, its bar.</summary>
    /// <param name="manifest">The stored manifest.</param>
    /// <param name="at">A time, ISO 8601, UTC where no offset is written; null for no bar.</param>
    /// <param name="symbol">The symbol of the bar; null for the first.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="SpecException">There is no such bar, or the candles are there no more.</exception>
    public (Funnel Funnel, BarExplanation? Bar) Explain(string manifest, string? at, string? symbol, CancellationToken cancellation)
    {
        var explanation = Open(manifest, cancellation);
        if (at is null)
        {
            return (explanation.Funnel, null);
        }

        if (!DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new SpecException([new("at", "is not a time", at, "ISO 8601, such as 2024-03-01T12:00:00Z")]);
        }

        return (explanation.Funnel, explanation.At(time.ToUnixTimeMilliseconds(), symbol));
    }
}
