using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>The form for a walk-forward, filled from a search where it comes from one; the windows are cut while they are typed.</summary>
public sealed partial class NewWalkForward
{
    private IReadOnlyList<TimelineRow> _rows = [];
    private string? _plan;

    [Inject] private WalkForwardService Walks { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    /// <summary>The search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <summary>The walk-forward whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? Clone { get; set; }

    private static IReadOnlyList<(string, string)> Modes { get; } = [.. WalkForwardSettings.Modes.Select(m => (m, Format.Words(m)))];

    /// <inheritdoc/>
    protected override async Task<FormDocument> StartAsync()
    {
        if (Clone is { } clone && await Walks.GetAsync(clone) is { } walk)
        {
            return FormDocument.Parse(walk.Row.SpecText);
        }

        if (From is { } from && await Searches.GetAsync(from) is { } search)
        {
            return Suggested(FormDocument.Parse(search.Row.SpecText), BacktestJob.SpecOf(search.Row.Manifest));
        }

        var document = new FormDocument();
        SearchSuggestion.Fill(document);
        document.SetText("walk_forward.in_sample", "270d");
        document.SetText("walk_forward.out_of_sample", "90d");
        return document;
    }

    // The manifest knows the range, also where the spec leaves it open.
    private static FormDocument Suggested(FormDocument document, string spec)
    {
        var filled = FormDocument.Parse(spec);
        if (DateTimeOffset.TryParse(filled.Text("start_date"), out var start) && DateTimeOffset.TryParse(filled.Text("end_date"), out var end)
            && Timeframe.TryParse(filled.Text("timeframe") ?? "", out var timeframe))
        {
            var windows = SuggestedWindows.For(new TimeRange(start.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds() + 1000), timeframe);
            document.SetText("walk_forward.mode", "rolling");
            document.SetNumber("walk_forward.in_sample", $"{windows.InSample}");
            document.SetNumber("walk_forward.out_of_sample", $"{windows.OutOfSample}");
        }

        return document;
    }

    // Problems are left to the run: half-typed lengths would shout.
    /// <inheritdoc/>
    protected override async Task LookAsync(CancellationToken cancellation)
    {
        var (plan, _) = await Walks.CheckAsync(Form.Document.ToJson(), SpecFormat.Json, cancellation);
        var minutes = plan is null ? 0 : await Task.Run(() => Walks.EstimateMinutes(plan, cancellation), cancellation);
        await TellAsync(() => Show(plan, minutes));
    }

    private void Show(WalkForwardPlan? plan, double minutes)
    {
        _rows = plan is null ? [] : TimelineRow.Of(plan.Windows);
        var sets = plan is null ? 0 : plan.Search.Settings.Budget(plan.Search.Space.Total);
        _plan = plan is null
            ? null
            : $"{Format.Count(plan.Windows.Count)} windows of {Format.Count(sets)} sets, {Format.About(60 * minutes)}; {Format.Count(plan.UnusedBars)} of {Format.Count(plan.Bars)} bars at the end are not used.";
    }

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Walks.SubmitAsync(Form.Document.ToJson());
        await (outcome.Id is { } id ? LeaveAsync($"walkforwards/{id}", outcome.Cached, "walk-forward") : ShowAsync(outcome.Problems));
    });
}
