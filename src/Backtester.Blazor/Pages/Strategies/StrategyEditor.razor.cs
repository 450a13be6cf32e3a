using Backtester.Blazor.Pages.Strategies.Editing;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Strategies;
using Backtester.Blazor.Strategies.Editing;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Strategies;

/// <summary>Writes a strategy of the user's own: a new one, from a template or as a copy, or one that is stored.</summary>
public sealed partial class StrategyEditor
{
    private CodeEditor? _editor;
    private IReadOnlyList<SeriesInfo> _series = [];
    private SeriesKey? _chosen;
    private string? _shown;
    private string? _start;
    private string _text = "";
    private StrategyDefinition? _definition;
    private IReadOnlyList<EditorProblem> _problems = [];
    private bool _restored;
    private bool _busy;
    private int _saved;

    [Inject] private StrategyFolder Folder { get; set; } = null!;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The stored strategy that is edited; null for a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>A strategy that a new one begins as a copy of.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The template that a new one begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Template { get; set; }

    /// <summary>A strategy that was imported; its definition is the draft of that name.</summary>
    [SupplyParameterFromQuery]
    public string? Import { get; set; }

    private string DraftKey => DraftKeyOf(Id, Import, From, Template);

    private string Heading => Id is null ? "New strategy" : _definition is { Title.Length: > 0 } named ? named.Title : Id;

    private bool IsBuiltIn => Id is not null && StrategyCatalog.Find(Id) is not null;

    private bool Good => _definition is not null && _problems.Count == 0;

    private string Judgement => (_problems.Count, IsStored) switch
    {
        (1, _) => "1 problem",
        ( > 1, _) => $"{_problems.Count} problems",
        (_, true) => "Saved",
        _ => "No problems",
    };

    private bool IsStored => Id is not null && _text == _start;

    private string LanguageHelp => new Uri(Navigation.Uri).PathAndQuery.TrimStart('/') + "#names";

    /// <summary>Where the browser keeps what is not stored yet: each beginning has a draft of its own.</summary>
    internal static string DraftKeyOf(string? id, string? import, string? from, string? template) =>
        "backtester-strategy:" + (id ?? (import is null ? $"new:{from}:{template}" : $"import:{import}"));

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _series = Catalog.List();
        _chosen = PreviewSeries.First(_series);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_shown == DraftKey)
        {
            return;
        }

        (_shown, _restored) = (DraftKey, false);
        _start = Id is null ? NewText() : Folder.FileOf(Id) is { } file ? File.ReadAllText(file.Path) : null;
        Judge(_start ?? "");
    }

    private string NewText() => StrategyInfos.FindStrategy(Library, From) is DefinedStrategy origin
        ? StrategyTemplate.CopyOf(origin.Definition, id => StrategyEditing.IsTaken(Folder, id))
        : FreeTemplate(StrategyTemplate.Of(Template).Text);

    /// <summary>A template whose id is in use already begins under another.</summary>
    private string FreeTemplate(string text)
    {
        var definition = DefinitionReader.Parse(text);
        return StrategyEditing.Problems(Folder, definition, null).FirstOrDefault(p => p is { Path: "id", Suggestion: not null }) is { Suggestion: { } free }
            ? text.Replace($"id: {definition.Id}\n", $"id: {free}\n", StringComparison.Ordinal)
            : text;
    }

    private void Judge(string text)
    {
        _text = text;
        var reading = DefinitionReader.Read(text);
        (_definition, _problems) = (reading.Definition, EditorProblem.Of(text, reading.Problems));
    }

    private async Task TakeAsync(string text)
    {
        Judge(text);
        if (_editor is not null)
        {
            await _editor.MarkAsync(_problems);
        }
    }

    private Task RestoreAsync(string text)
    {
        _restored = true;
        return TakeAsync(text);
    }

    private async Task DiscardAsync()
    {
        _restored = false;
        if (_editor is not null && _start is not null)
        {
            await _editor.WriteAsync(_start);
            await _editor.ForgetDraftAsync();
        }
    }

    private async Task OpenVersionAsync(string text)
    {
        if (_editor is not null)
        {
            await _editor.WriteAsync(text);
            Toasts.Show("The older rules are in the editor; nothing is stored before you save.");
        }
    }

    private async Task FormatAsync()
    {
        await FlushAsync();
        if (Good && _editor is not null && DocumentFormatter.Format(_text, _definition!) is var formatted && formatted != _text)
        {
            await _editor.WriteAsync(formatted);
        }
    }

    private Task FlushAsync() => _editor?.FlushAsync() ?? Task.CompletedTask;

    private async Task SaveAsync() => _ = await StoreAsync();

    private async Task BacktestAsync()
    {
        await FlushAsync();
        var id = IsStored && Good ? Id : await StoreAsync();
        if (id is not null)
        {
            var series = _chosen is { } key ? $"&exchange={key.Exchange}&symbol={key.Symbol}&timeframe={key.Timeframe}" : "";
            Navigation.NavigateTo($"backtests/new?strategy={id}{series}");
        }
    }

    /// <summary>Stores what is in the editor; gives its id, or null where something stands against it, which is then shown.</summary>
    private async Task<string?> StoreAsync()
    {
        _busy = true;
        try
        {
            await FlushAsync();
            if (_definition is not { } definition || _problems.Count > 0 || Refused(definition))
            {
                await ShowFirstAsync();
                return null;
            }

            var stored = Folder.Save(_text, asWritten: true);
            (_start, _restored, _saved) = (_text, false, _saved + 1);
            if (_editor is not null)
            {
                await _editor.ForgetDraftAsync();
            }

            Toasts.Show($"Saved {stored.Info.Id} {stored.Info.Version}.");
            if (Id != stored.Info.Id)
            {
                Navigation.NavigateTo($"strategies/{stored.Info.Id}/edit", replace: Id is null);
            }

            return stored.Info.Id;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Toasts.Show($"This could not be stored: {error.Message}");
            return null;
        }
        finally
        {
            _busy = false;
        }
    }

    private bool Refused(StrategyDefinition definition)
    {
        _problems = EditorProblem.Of(_text, StrategyEditing.Problems(Folder, definition, Id));
        return _problems.Count > 0;
    }

    private async Task ShowFirstAsync()
    {
        StateHasChanged();
        if (_editor is not null && _problems.Count > 0)
        {
            await _editor.MarkAsync(_problems);
            await _editor.GoToAsync(_problems[0]);
        }
    }
}
