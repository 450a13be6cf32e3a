using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.CrossValidations;

/// <summary>The form for a cross-validation, filled from a search where it comes from one, and its answer, which lives as long as the page.</summary>
public sealed partial class NewCrossValidation
{
    private CancellationTokenSource? _running;
    private IReadOnlyList<string> _adapted = [];
    private CrossValidationResult? _result;
    private string? _plan;
    private double _progress;

    [Inject] private CrossValidationService Service { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    /// <summary>The search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _running?.Cancel();
            _running?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async Task<FormDocument> StartAsync()
    {
        var document = new FormDocument();
        if (From is { } from && await Searches.GetAsync(from) is { } search)
        {
            document = FormDocument.Parse(search.Row.SpecText);
            _adapted = BlindSearch.Adapt(document);
        }
        else
        {
            SearchSuggestion.Fill(document);
        }

        document.SetNumber("cross_validation.groups", "6");
        document.SetNumber("cross_validation.test_groups", "2");
        return document;
    }

    // Problems are left to the run: half-typed lengths would shout.
    /// <inheritdoc/>
    protected override async Task LookAsync(CancellationToken cancellation)
    {
        var (plan, _) = await Service.CheckAsync(Form.Document.ToJson(), SpecFormat.Json, cancellation);
        var seconds = plan is null ? 0 : 60 * await Task.Run(() => Searches.EstimateMinutes(plan.Search, cancellation), cancellation);
        await TellAsync(() => Show(plan, seconds));
    }

    private void Show(CrossValidationPlan? plan, double seconds)
    {
        if (plan is null)
        {
            _plan = null;
        }
        else
        {
            var sets = plan.Search.Settings.Budget(plan.Search.Space.Total);
            _plan = $"{Format.Count(plan.Splits)} splits and {Format.Count(plan.Paths)} paths of {Format.Count(plan.Days)} days; {Format.Count(sets)} sets, each simulated once, {Format.About(seconds)}.";
        }
    }

    private void Stop() => _running?.Cancel();

    private async Task RunAsync()
    {
        _running?.Dispose();
        _running = new CancellationTokenSource();
        (Busy, _progress, _result, Form.Problems) = (true, 0, null, []);
        try
        {
            _result = await Service.RunAsync(Form.Document.ToJson(), SpecFormat.Json, _running.Token, Hear);
        }
        catch (OperationCanceledException)
        {
            // Stopped, or the page was left.
        }
        catch (SpecException error)
        {
            await ShowAsync(error.Problems);
        }
        finally
        {
            Busy = false;
        }
    }

    private void Hear(double share)
    {
        // Whole percents: a page need not hear of every batch.
        if (share - _progress >= 0.01)
        {
            _progress = share;
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
