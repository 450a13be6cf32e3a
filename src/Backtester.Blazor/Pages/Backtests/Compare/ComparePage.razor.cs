using Backtester.Blazor.Comparison;
using Backtester.Blazor.Shared;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Backtests.Compare;

/// <summary>Runs side by side; which ones is in the address.</summary>
public sealed partial class ComparePage
{
    private RunComparison? _comparison;
    private IReadOnlyList<SpecProblem> _problems = [];
    private string? _shown;

    [Inject] private ComparisonService Comparisons { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The numbers of the runs: "1,2,3".</summary>
    [SupplyParameterFromQuery(Name = "ids")]
    public string? Ids { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Ids || string.IsNullOrWhiteSpace(Ids))
        {
            return;
        }

        var asked = _shown = Ids;
        try
        {
            var comparison = await Comparisons.CompareAsync(asked);
            if (_shown == asked)
            {
                (_comparison, _problems) = (comparison, []);
            }
        }
        catch (SpecException error)
        {
            (_comparison, _problems) = (null, error.Problems);
        }
    }

    private void LeaveOut(long id) =>
        Navigation.SetQuery(new Dictionary<string, object?> { ["ids"] = string.Join(',', _comparison!.Runs.Select(r => r.Id).Where(r => r != id)) });
}
