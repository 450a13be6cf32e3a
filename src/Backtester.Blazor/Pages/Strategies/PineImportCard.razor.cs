using System.Text;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Backtester.Blazor.Pages.Strategies;

/// <summary>A Pine script, pasted or from a file: what it becomes, what was left out and why. Nothing is stored before that is asked for.</summary>
public sealed partial class PineImportCard
{
    /// <summary>Bytes of a file: as many as the longest script may take.</summary>
    private const long Largest = 1 << 20;

    private const string Example = "//@version=5\nstrategy(\"My strategy\")\nif ta.crossover(ta.sma(close, 10), ta.sma(close, 30))\n    strategy.entry(\"Long\", strategy.long)";

    private string _text = "";
    private string? _problem;
    private ImportedStrategy? _imported;

    [Inject] private StrategyFolder Folder { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private BrowserDrafts Drafts { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The card is no longer wanted.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Drafts.ResumeAsync();
        }
    }

    private string State => _imported switch
    {
        { Strategy: null } => "nothing",
        { IsPartial: true } => "partial",
        _ => "whole",
    };

    private static string Yaml(DefinedStrategy strategy) => DefinitionWriter.ToYaml(strategy.Definition);

    private string Sentence(PineImport pine) => State switch
    {
        "nothing" => "Nothing could be made of this script; the lines below say why.",
        "partial" => $"{Lines(pine.Untranslated.Count(r => r.AffectsTrades), "that decides", "that decide")} about trades could not be translated: this definition does not trade as the script does.",
        _ => pine.Untranslated.Count == 0
            ? "Everything was translated."
            : $"Everything that decides about trades was translated; {Lines(pine.Untranslated.Count, "of no effect on them was", "of no effect on them were")} left out.",
    };

    private static string Lines(int count, string one, string many) => count == 1 ? $"1 part {one}" : $"{Format.Count(count)} parts {many}";

    private async Task ReadAsync(InputFileChangeEventArgs change)
    {
        (_imported, _problem) = (null, null);
        if (change.File.Size > Largest)
        {
            _problem = $"The file is too large: {Format.Count(change.File.Size)} bytes. At most {Format.Count(Largest)} are read.";
            return;
        }

        await using var stream = change.File.OpenReadStream(Largest);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        _text = await reader.ReadToEndAsync();
        Translate();
    }

    private void Translate()
    {
        (_imported, _problem) = (null, null);
        if (string.IsNullOrWhiteSpace(_text))
        {
            _problem = "There is no script yet. Paste one, or choose a file.";
            return;
        }

        _ = Try(store: false);
    }

    /// <summary>A definition that the importer refuses is told under the script.</summary>
    private bool Try(bool store)
    {
        try
        {
            _imported = new StrategyImporter(Folder).Import(_text, isPine: true, store, partial: store);
            return true;
        }
        catch (FormulaException error)
        {
            _problem = string.Join(" ", error.Problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problem = $"This could not be stored: {error.Message}";
        }

        return false;
    }

    private async Task SaveAsync()
    {
        if (Try(store: true) && _imported is { IsStored: true, Strategy: { } stored })
        {
            await Drafts.ClearFieldsAsync("pine");
            Toasts.Show($"Saved {stored.Info.Id} {stored.Info.Version}.");
            Navigation.NavigateTo($"strategies/{stored.Info.Id}");
        }
    }

    /// <summary>Hands the definition to the editor as an unsaved draft of its own, which outlives a reload.</summary>
    private async Task OpenAsync()
    {
        if (_imported?.Strategy is { } strategy)
        {
            await Drafts.ClearFieldsAsync("pine");
            await Drafts.WriteAsync(StrategyEditor.DraftKeyOf(null, strategy.Info.Id, null, null), Yaml(strategy));
            Navigation.NavigateTo($"strategies/new?import={strategy.Info.Id}");
        }
    }
}
