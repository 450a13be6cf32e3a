using Backtester.Core.Market;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>What is stored, and how more comes in.</summary>
public sealed partial class DataPage : IDisposable
{
    private IReadOnlyList<SeriesInfo> _series = [];

    [Inject] private CandleLibrary Library { get; set; } = null!;

    private SeriesInfo[] Recorded => [.. _series.Where(s => !s.Synthetic)];

    private SeriesInfo[] Sample => [.. _series.Where(s => s.Synthetic)];

    /// <inheritdoc/>
    public void Dispose() => Library.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Library.Changed += OnChanged;
        Reload();
    }

    private void Reload() => _series = Library.List();

    // An import by the command line or another page shows at once.
    private void OnChanged(object? sender, CandlesChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Reload();
        StateHasChanged();
    });
}
