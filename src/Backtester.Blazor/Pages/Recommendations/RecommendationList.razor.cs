using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Shared;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Paging;
using Backtester.Persistence.Recommendations;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>What is followed and what is advised on it. Its address holds what is shown.</summary>
public sealed partial class RecommendationList : IDisposable
{
    private static readonly (string Name, string Title)[] Parts = [("", "Waiting"), ("decided", "Decided"), ("expired", "Expired"), ("replayed", "Replayed")];

    private static readonly string[] LookParts = ["missing", "declined"];

    private IReadOnlyList<StoredActiveStrategy>? _strategies;
    private Page<StrategyRecommendation>? _page;
    private Dictionary<long, string> _names = [];
    private IDisposable? _subscription;
    private string? _working;
    private bool _busy;

    /// <summary>Which part of the list: waiting where it is not written, decided, expired, replayed.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>confidence, or the newest first.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>The active strategy's number; all where it is not written.</summary>
    [SupplyParameterFromQuery]
    public long? Strategy { get; set; }

    /// <summary>Where the page before ended.</summary>
    [SupplyParameterFromQuery]
    public string? Cursor { get; set; }

    [Inject] private RecommendationService Service { get; set; } = null!;

    [Inject] private ActiveStrategyService Active { get; set; } = null!;

    [Inject] private RecommendationQueue Queue { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string Shown => Parts.Any(p => p.Name == Show) ? Show! : "";

    private StoredActiveStrategy? Only => _strategies?.FirstOrDefault(s => s.Row.Id == Strategy);

    private RecommendationStatus[] Statuses => Shown switch
    {
        "decided" => [RecommendationStatus.Accepted, RecommendationStatus.Applied, RecommendationStatus.Rejected, RecommendationStatus.Reverted],
        "expired" => [RecommendationStatus.Expired],
        "replayed" => [],
        _ => [RecommendationStatus.Pending],
    };

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        _subscription = Feed.Subscribe(change => _ = change.Kind == RecommendationJob.Kind ? InvokeAsync(() => TakeAsync(change)) : Task.CompletedTask);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _strategies = await Active.ListAsync();
        _names = _strategies.ToDictionary(s => s.Row.Id, s => s.Row.Name);
        try
        {
            _page = await Service.ListAsync(new RecommendationQuery
            {
                Statuses = Statuses,
                StrategyId = Strategy,
                Replayed = Shown == "replayed",
                ByConfidence = Sort == "confidence",
                Cursor = Cursor,
            });
        }
        catch (Core.Runs.SpecException)
        {
            // A cursor of another list, such as from an edited address: begin at its first page.
            Navigation.SetQuery(new Dictionary<string, object?> { ["cursor"] = null });
        }
    }

    private async Task TakeAsync(JobChange change)
    {
        _working = change.IsFinal ? (change.Status == "FAILED" ? $"That failed: {change.Message}" : null) : change.Message ?? "The strategies that you follow are looked at…";
        _busy = !change.IsFinal;
        if (change.IsFinal)
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private async Task SubmitAsync(string task)
    {
        (_busy, _working) = (true, "Waiting for its turn…");
        await Queue.SubmitAsync(new RecommendationWork(task, Strategy));
    }

    private async Task RevertAsync(long recommendation)
    {
        var decision = await Service.RevertAsync(recommendation);
        _working = decision.Conflict is { } conflict ? char.ToUpperInvariant(conflict[0]) + conflict[1..] + "." : $"Recommendation {recommendation} is taken back.";
        await LoadAsync();
    }

    private async Task ToggleAsync(StoredActiveStrategy strategy)
    {
        _ = strategy.Row.Status == ActiveStrategyStatus.Active ? await Active.RetireAsync(strategy.Row.Id) : await Active.ResumeAsync(strategy.Row.Id);
        await LoadAsync();
    }

    private static string WatchWords(StoredActiveStrategy strategy) => strategy.Watch is not { } watch ? "No new day of candles yet."
        : watch.AlarmAtMs is null ? watch.Sentence ?? "" : $"Alarm since {Format.Day(watch.AlarmAtMs)}. {watch.Sentence}";

    private static string LookWords(StoredActiveStrategy strategy)
    {
        if (strategy.Row.LookedAtMs is not { } at)
        {
            return "Not looked at yet.";
        }

        var look = JsonNode.Parse(strategy.Row.LookJson ?? "{}");
        var sentences = LookParts.SelectMany(part => (look?[part] as JsonArray ?? []).Select(s => (string?)s));
        return string.Join(" ", sentences.Prepend(Format.ZonedTime(at) + "."));
    }
}
