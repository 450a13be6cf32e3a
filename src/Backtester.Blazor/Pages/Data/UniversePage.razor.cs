using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>One universe: its definition, and whom it chose when.</summary>
public sealed partial class UniversePage : IDisposable
{
    private const int Size = 24;

    private const string Template = """
        # Chosen anew on the first of each month, from the candles stored of the days before.
        rule:
          quote: USDT
          top: 20
          by: quote_volume
          days: 30
          listed_days: 90
          every: month
          exclude: []
        """;

    private readonly CancellationTokenSource _left = new();
    private string _name = "";
    private string _text = "";
    private int _page = 1;
    private bool _isMissing;
    private Universe? _universe;
    private UniverseMembersDocument? _members;
    private IReadOnlyList<string> _problems = [];
    private string? _failure;

    /// <summary>The universe; null for a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Inject] private CandleLibrary Library { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private BrowserDrafts Drafts { get; set; } = null!;

    private string Title => Name ?? "New universe";

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (_universe, _members, _failure, _problems, _page) = (null, null, null, [], 1);
        _text = Name is null ? Template : Library.UniverseFiles!.TextOf(Name) ?? "";
        _isMissing = Name is not null && Library.UniverseFiles!.TextOf(Name) is null;
        if (Name is null || _isMissing)
        {
            return;
        }

        try
        {
            _universe = Library.UniverseFiles!.Find(Name);
            _members = await Task.Run(() => UniverseMembers.Of(Library, Name, null, null, null, _left.Token), _left.Token);
        }
        catch (SpecException wrong) when (_universe is null)
        {
            _problems = [.. wrong.Problems.Select(p => p.ToString())];
        }
        catch (Exception failed) when (failed is SpecException or IOException)
        {
            _failure = $"The members cannot be told: {failed.Message}";
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Drafts.ResumeAsync();
        }
    }

    /// <summary>Each period with who came and who left by it.</summary>
    private static IEnumerable<(UniversePeriodDocument Period, IReadOnlyList<string> Came, IReadOnlyList<string> Left)> Changes(IReadOnlyList<UniversePeriodDocument> periods) =>
        periods.Select((p, i) => (p, (IReadOnlyList<string>)[.. i == 0 ? [] : p.Symbols.Except(periods[i - 1].Symbols)], (IReadOnlyList<string>)[.. i == 0 ? [] : periods[i - 1].Symbols.Except(p.Symbols)]));

    private async Task Save()
    {
        var name = Name ?? _name.Trim();
        try
        {
            Library.UniverseFiles!.Save(name, _text);
            await Drafts.ClearFieldsAsync($"universe {Name}");
        }
        catch (SpecException wrong)
        {
            _problems = [.. wrong.Problems.Select(p => p.ToString())];
            return;
        }

        if (Name is null)
        {
            Navigation.NavigateTo($"data/universes/{name}");
        }
        else
        {
            await OnParametersSetAsync();
        }
    }

    private void Delete()
    {
        Library.UniverseFiles!.Delete(Name!);
        Navigation.NavigateTo("data");
    }
}
