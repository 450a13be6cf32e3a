using Backtester.Blazor.Runs;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Downloads;

/// <summary>Submits the run that waited for a download.</summary>
/// <param name="runs">Asked late: the service needs the queue that needs this.</param>
internal sealed class RunAfterFetch(Func<IBacktestService> runs)
{
    /// <summary>Submits a spec; the number of its run.</summary>
    /// <exception cref="FetchIncompleteException">The spec cannot run even with the candles that came.</exception>
    public async Task<long> SubmitAsync(string spec, CancellationToken cancellation)
    {
        var outcome = await runs().SubmitAsync(spec, SpecFormat.Json, fresh: false, cancellation);
        return outcome.RunId ?? throw new FetchIncompleteException("The candles are there, but the backtest cannot run: " + string.Join(" ", outcome.Problems));
    }
}
