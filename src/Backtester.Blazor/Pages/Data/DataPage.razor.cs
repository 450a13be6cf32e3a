using Backtester.Core.Market;
using Backtester.Data.Quality;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>What is stored, and how more comes in.</summary>
public sealed partial class DataPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<SeriesInfo> _series = [];
    private readonly HashSet<SeriesKey> _judged = [];
    private Task _judging = Task.CompletedTask;

    [Inject] private CandleLibrary Library { get; set; } = null!;

    [Inject] private QualityReports Reports { get; set; } = null!;

    private SeriesInfo[] Recorded => [.. _series.Where(s => !s.Synthetic)];

    private SeriesInfo[] Sample => [.. _series.Where(s => s.Synthetic)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Library.Changed -= OnChanged;
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Library.Changed += OnChanged;
        Reload();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // One series after the other, so that a page that is only looked at takes one core at most.
        if (_judging.IsCompleted && Recorded.Any(s => !_judged.Contains(s.Key)))
        {
            _judging = Task.Run(() => JudgeAsync(_left.Token), _left.Token);
        }
    }

    private void Reload()
    {
        _series = Library.List();
        _judged.RemoveWhere(key => Reports.Known(key) is null);
    }

    private async Task JudgeAsync(CancellationToken cancellation)
    {
        foreach (var key in Recorded.Select(s => s.Key).Where(k => !_judged.Contains(k)).ToList())
        {
            try
            {
                Reports.Of(key, cancellation: cancellation);
            }
            catch (Exception unreadable) when (unreadable is IOException or KeyNotFoundException)
            {
                // It has no score; its own page says why.
            }

            await InvokeAsync(() =>
            {
                _judged.Add(key);
                StateHasChanged();
            });
        }
    }

    // An import by the command line or another page shows at once.
    private void OnChanged(object? sender, CandlesChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Reload();
        StateHasChanged();
    });
}
