using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>The form for a new search: the run spec with ranges in place of some parameters. Sets, time and the history they need are counted while it is typed.</summary>
public sealed partial class NewOptimization
{
    private SearchForecast? _forecast;
    private SearchEstimate? _estimate;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    /// <summary>A stored search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <summary>A strategy to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Strategy { get; set; }

    /// <inheritdoc/>
    protected override async Task<FormDocument> StartAsync()
    {
        if (From is { } id && await Searches.GetAsync(id) is { } search)
        {
            return FormDocument.Parse(search.Row.SpecText);
        }

        var document = new FormDocument();
        SearchSuggestion.Fill(document, StrategyInfos.FindStrategy(Library, Strategy ?? "sma_cross")?.Info ?? StrategyInfos.Find(StrategyCatalog.DefaultId)!);
        return document;
    }

    // Problems are left to the check and the run: half-typed ranges would shout.
    /// <inheritdoc/>
    protected override async Task LookAsync(CancellationToken cancellation)
    {
        var (plan, _) = await Searches.CheckAsync(Form.Document.ToJson(), SpecFormat.Json, cancellation);
        var forecast = plan is null ? null : await Task.Run(() => SearchForecast.Of(plan, cancellation), cancellation);
        await TellAsync(() => (_forecast, _estimate) = (forecast, null));
        if (plan is not null)
        {
            var estimate = await Searches.EstimateAsync(plan, cancellation);
            await TellAsync(() => _estimate = estimate);
        }
    }

    private Task CheckAsync() => WhileBusyAsync(async () =>
    {
        var (plan, problems) = await Searches.CheckAsync(Form.Document.ToJson(), SpecFormat.Json);
        await ShowAsync(problems);
        if (plan is not null)
        {
            Toasts.Show("The spec has no problem.");
        }
    });

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Searches.SubmitAsync(Form.Document.ToJson());
        if (outcome.Id is not { } id)
        {
            await ShowAsync(outcome.Problems);
            return;
        }

        await LeaveAsync($"optimizations/{id}", outcome.Cached, "search");
    });
}
