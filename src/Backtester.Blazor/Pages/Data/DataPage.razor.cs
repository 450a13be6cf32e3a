using Backtester.Core.Market;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>What is stored, and how more comes in.</summary>
public sealed partial class DataPage
{
    private IReadOnlyList<SeriesInfo> _series = [];

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    private SeriesInfo[] Recorded => [.. _series.Where(s => !s.Synthetic)];

    private SeriesInfo[] Sample => [.. _series.Where(s => s.Synthetic)];

    /// <inheritdoc/>
    protected override void OnInitialized() => Reload();

    private void Reload() => _series = Catalog.List();
}
