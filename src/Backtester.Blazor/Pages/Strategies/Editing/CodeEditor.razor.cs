using System.Text;
using Backtester.Blazor.Strategies.Editing;
using Backtester.Core.Formulas;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>The text of a strategy in an editor that colours, completes and marks; a plain text area where its script cannot be loaded.</summary>
public sealed partial class CodeEditor
{
    private ElementReference _area;
    private IJSObjectReference? _editor;
    private DotNetObjectReference<CodeEditor>? _self;
    private string _initial = "";
    private string? _shown;
    private bool _left;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>What the editor begins with, where the browser keeps no draft.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The key of the draft in the browser's session storage; another key is another document.</summary>
    [Parameter, EditorRequired]
    public required string DraftKey { get; set; }

    /// <summary>Name for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Id of the element that says more.</summary>
    [Parameter]
    public string? DescribedBy { get; set; }

    /// <summary>The text after a pause in typing.</summary>
    [Parameter]
    public EventCallback<string> OnChanged { get; set; }

    /// <summary>A draft took the place of <see cref="Text"/>.</summary>
    [Parameter]
    public EventCallback<string> OnRestored { get; set; }

    /// <summary>The keys for saving were pressed; <see cref="OnChanged"/> came before.</summary>
    [Parameter]
    public EventCallback OnSave { get; set; }

    /// <summary>The keys for formatting were pressed; <see cref="OnChanged"/> came before.</summary>
    [Parameter]
    public EventCallback OnFormat { get; set; }

    /// <summary>Marks problems in the text.</summary>
    public Task MarkAsync(IReadOnlyList<EditorProblem> problems) => CallAsync("mark", problems);

    /// <summary>Shows a stretch of the text and takes the focus there.</summary>
    public Task GoToAsync(EditorProblem problem) => CallAsync("goTo", problem.From, problem.To);

    /// <summary>Puts the suggestion of a problem in its place.</summary>
    public Task ApplyAsync(EditorProblem problem) => CallAsync("replace", problem.From, problem.To, problem.Suggestion ?? "");

    /// <summary>Puts another text into the editor; it can be undone.</summary>
    public Task WriteAsync(string text) => CallAsync("write", text);

    /// <summary>Sends what was typed a moment ago; <see cref="OnChanged"/> has been called when it returns.</summary>
    public Task FlushAsync() => CallAsync("tell", nameof(ChangedAsync));

    /// <summary>Forgets the draft: what is in the editor is stored.</summary>
    public Task ForgetDraftAsync() => CallAsync("forgetDraft");

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public async Task ChangedAsync(IJSStreamReference text) => await OnChanged.InvokeAsync(await ReadAsync(text));

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public async Task RestoredAsync(IJSStreamReference text) => await OnRestored.InvokeAsync(await ReadAsync(text));

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public async Task SaveAsync(IJSStreamReference text)
    {
        await OnChanged.InvokeAsync(await ReadAsync(text));
        await OnSave.InvokeAsync();
    }

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public async Task FormatAsync(IJSStreamReference text)
    {
        await OnChanged.InvokeAsync(await ReadAsync(text));
        await OnFormat.InvokeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _left = true;
        try
        {
            if (_editor is not null)
            {
                await _editor.InvokeVoidAsync("dispose");
                await _editor.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the editor with it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _initial = Text;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _shown == DraftKey)
        {
            return;
        }

        _shown = DraftKey;
        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/editor/code-editor.js"]);
        if (_left)
        {
            // The page was left while the script came: its text area is gone.
            return;
        }

        _editor = await module.InvokeAsync<IJSObjectReference>("create", _area, Assets["lib/codemirror.js"], _self, new
        {
            text = Text,
            draftKey = DraftKey,
            label = Label,
            describedBy = DescribedBy,
            names = LanguageNames.All,
            fields = DefinitionField.All,
        });
    }

    private static async Task<string> ReadAsync(IJSStreamReference text)
    {
        // Beyond the limit of a document by as much as the longest characters take: the reader says that it is too long.
        await using var stream = await text.OpenReadStreamAsync((FormulaLimits.DocumentLength * 4) + 1024);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private Task CallAsync(string method, params object?[] arguments) =>
        _editor is null ? Task.CompletedTask : _editor.InvokeVoidAsync(method, arguments).AsTask();
}
