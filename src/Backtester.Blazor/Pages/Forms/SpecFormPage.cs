using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Forms;

/// <summary>
/// What the forms for a backtest, a search, a walk-forward, a batch and a cross-validation share: one document, its
/// problems, a look at what it would do while it is typed, and a draft in the browser. Each address has a draft of its
/// own, so that a link which begins with something never shows what was typed elsewhere.
/// </summary>
public abstract class SpecFormPage : ComponentBase, IDisposable
{
    private readonly LatestLook _look = new();
    private string _start = "";
    private bool _ready;
    private bool _restored;
    private bool _hasText;

    /// <summary>Prepares an empty form.</summary>
    protected SpecFormPage() => Form = new SpecForm(ChangedAsync);

    [Inject] protected ICandleCatalog Catalog { get; set; } = null!;

    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    [Inject] protected ToastService Toasts { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private BrowserDrafts Drafts { get; set; } = null!;

    /// <summary>The document, with its problems.</summary>
    protected SpecForm Form { get; }

    /// <summary>What is stored of candles.</summary>
    protected IReadOnlyList<SeriesInfo> Series { get; private set; } = [];

    /// <summary>The card that shows the document.</summary>
    protected DocumentSection? Document { get; set; }

    /// <summary>True while something submitted is answered.</summary>
    protected bool Busy { get; set; }

    /// <summary>True while it is found out what the document would do.</summary>
    protected bool Looking { get; private set; }

    /// <summary>True where the form shows what the browser kept.</summary>
    protected bool HasDraft { get; private set; }

    /// <summary>The page's own address, for links within it.</summary>
    protected string Here => new Uri(Navigation.Uri).PathAndQuery.TrimStart('/');

    private string DraftKey => "backtester-form:" + Here;

    // What was pasted and is no document yet: beside the draft, which is one.
    private string TextKey => "backtester-document:" + Here;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what still runs.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _look.Dispose();
        }
    }

    /// <summary>The document that the form begins with.</summary>
    protected abstract Task<FormDocument> StartAsync();

    /// <summary>Finds out what the document would do, a moment after the last change; nothing where the form does not say.</summary>
    protected virtual Task LookAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The document is another one, or one of its fields changed.</summary>
    protected virtual void OnDocument()
    {
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Series = Catalog.List();
        Form.Document = await StartAsync();
        _start = Form.Document.ToJson();
        OnDocument();
        Look();
        _ready = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_ready || _restored)
        {
            return;
        }

        _restored = true;
        if (await Drafts.ReadAsync(DraftKey) is { } draft && draft != _start)
        {
            HasDraft = true;
            Show(FormDocument.Parse(draft));
        }

        if (await Drafts.ReadAsync(TextKey) is { Length: > 0 } text && Document is not null)
        {
            (HasDraft, _hasText) = (true, true);
            Document.Resume(text);
            StateHasChanged();
        }

        await Drafts.ResumeAsync();
    }

    /// <summary>Begins with another document: one that was pasted, or saved under a name.</summary>
    protected Task BeginWithAsync(FormDocument document)
    {
        Show(document);
        return KeepAsync();
    }

    /// <summary>Drops what was typed.</summary>
    protected async Task StartOverAsync()
    {
        HasDraft = false;
        await ClearAsync();
        var start = await StartAsync();
        _start = start.ToJson();
        Show(start);
    }

    /// <summary>A document was pasted into the card.</summary>
    protected async Task AppliedAsync()
    {
        Form.Problems = [];
        await ChangedAsync();
    }

    /// <summary>Something was pasted into the card that is no document: it is kept as it is, to be mended.</summary>
    protected Task RefusedAsync(string text)
    {
        _hasText = true;
        return Drafts.WriteAsync(TextKey, text).AsTask();
    }

    /// <summary>What was submitted is stored: the draft has done its work.</summary>
    protected async Task LeaveAsync(string address, bool cached, string what)
    {
        await ClearAsync();
        if (cached)
        {
            Toasts.Show($"The same {what} was made before: this is its stored result.");
        }

        Navigation.NavigateTo(address);
    }

    /// <summary>Does something while the buttons wait.</summary>
    protected async Task WhileBusyAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Busy = true;
        try
        {
            await work();
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Shows what stands against the document, and leads there.</summary>
    protected async Task ShowAsync(IReadOnlyList<SpecProblem> problems)
    {
        Form.Problems = problems;
        if (problems.Count > 0)
        {
            StateHasChanged();
            await Task.Yield();
            await Js.InvokeVoidAsync("backtester.focusProblems");
        }
    }

    /// <summary>Shows what a look found.</summary>
    protected Task TellAsync(Action tell) => InvokeAsync(() =>
    {
        Looking = false;
        tell();
        StateHasChanged();
    });

    private void Show(FormDocument document)
    {
        Form.Document = document;
        Form.Problems = [];
        Redraw();
    }

    private async Task ChangedAsync()
    {
        Redraw();
        await KeepAsync();
    }

    private void Redraw()
    {
        OnDocument();
        Document?.Refresh();
        Look();
        StateHasChanged();
    }

    private async Task ClearAsync()
    {
        await ClearTextAsync();
        await Drafts.ClearAsync(DraftKey);
    }

    private async Task ClearTextAsync()
    {
        if (_hasText)
        {
            _hasText = false;
            await Drafts.ClearAsync(TextKey);
        }
    }

    /// <summary>What is as it began needs no draft; with a change the card shows the document, in place of a text that was none.</summary>
    private async Task KeepAsync()
    {
        await ClearTextAsync();
        var text = Form.Document.ToJson();
        await (text == _start ? Drafts.ClearAsync(DraftKey) : Drafts.WriteAsync(DraftKey, text));
    }

    private void Look()
    {
        Looking = true;
        _ = _look.NextAsync(LookAsync);
    }
}
