using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Shared;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Data;

/// <summary>Sends a file to the import route over HTTP, never through the circuit, and shows all that is wrong with it.</summary>
public sealed partial class ImportCard : IAsyncDisposable
{
    private static readonly string[] Fields = ["exchange", "symbol", "timeframe"];

    private ElementReference _drop;
    private IJSObjectReference? _upload;
    private DotNetObjectReference<ImportCard>? _self;
    private string _exchange = "binance";
    private string _symbol = "";
    private string _timeframe = "1h";
    private string _file = "";
    private double? _share;
    private string? _done;
    private ImportPreviewDocument? _preview;
    private string? _failure;
    private IReadOnlyList<SpecProblem> _problems = [];

    /// <summary>Candles were stored.</summary>
    [Parameter]
    public EventCallback OnImported { get; set; }

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private BrowserDrafts Drafts { get; set; } = null!;

    // Problems of the file; those of a field stand beside it.
    private SpecProblem[] Rest => [.. _problems.Where(p => !Fields.Contains(p.Field))];

    /// <summary>Called by the browser a few times a second.</summary>
    /// <param name="share">Sent part of the file, 0 to 1.</param>
    [JSInvokable]
    public void Progress(double share)
    {
        _share = share;
        StateHasChanged();
    }

    /// <summary>Called by the browser when a file was chosen or dropped: shows what is in it before anything is stored.</summary>
    [JSInvokable]
    public async Task Chosen()
    {
        (_done, _failure, _problems, _preview) = (null, null, [], null);
        if (_upload is null || await PostAsync(_upload, "preview", named: _symbol.Trim().Length > 0) is not { } answer)
        {
            return;
        }

        if (answer.Status is >= 200 and < 300)
        {
            _preview = JsonSerializer.Deserialize<ImportPreviewDocument>(answer.Body, ApiJson.Options);
            TakeGuess();
        }

        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_upload is not null)
        {
            try
            {
                await _upload.InvokeVoidAsync("dispose");
                await _upload.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone.
            }
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/upload.js"]);
            _upload = await module.InvokeAsync<IJSObjectReference>("create", _drop, _self);
            await Drafts.ResumeAsync();
        }
    }

    private SpecProblem[] Of(string field) => [.. _problems.Where(p => p.Field == field)];

    private string? Invalid(string field) => _problems.Any(p => p.Field == field) ? "true" : null;

    private async Task SendAsync()
    {
        if (_upload is null)
        {
            return;
        }

        (_done, _failure, _problems, _preview) = (null, null, [], null);
        if (await PostAsync(_upload, "upload", named: true) is not { } answer)
        {
            _failure = "Choose a file first.";
            return;
        }

        await ShowAsync(answer);
    }

    /// <summary>Sends the file; null where none is chosen.</summary>
    private async Task<UploadAnswer?> PostAsync(IJSObjectReference upload, string route, bool named)
    {
        _file = await upload.InvokeAsync<string>("fileName");
        if (_file.Length == 0)
        {
            return null;
        }

        _share = 0;
        StateHasChanged();
        var series = named ? $"exchange={Uri.EscapeDataString(_exchange)}&symbol={Uri.EscapeDataString(_symbol)}&timeframe={Uri.EscapeDataString(_timeframe)}&" : "";
        var answer = await upload.InvokeAsync<UploadAnswer>("send", $"api/data/{route}?{series}file={Uri.EscapeDataString(_file)}");
        _share = null;
        return answer;
    }

    /// <summary>Fills in what the file says of itself where the person has not said anything.</summary>
    private void TakeGuess()
    {
        if (_preview is not { } preview || _symbol.Trim().Length > 0)
        {
            return;
        }

        _symbol = preview.Guess.Symbol ?? "";
        _exchange = preview.Guess.Exchange ?? _exchange;
        _timeframe = preview.Timeframe ?? preview.Guess.Timeframe ?? _timeframe;
    }

    private async Task CancelAsync()
    {
        if (_upload is not null)
        {
            await _upload.InvokeVoidAsync("cancel");
        }
    }

    private async Task ShowAsync(UploadAnswer answer)
    {
        if (answer.Status is >= 200 and < 300)
        {
            using var body = JsonDocument.Parse(answer.Body);
            long Number(string name) => body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
            _done = $"Read {Format.Count(Number("rows"))} candles from {_file}: {Format.Count(Number("added"))} new, {Format.Count(Number("replaced"))} changed.";
            await Drafts.ClearFieldsAsync("import");
            await OnImported.InvokeAsync();
            return;
        }

        _problems = ProblemsOf(answer.Body);
        _failure = answer.Status switch
        {
            0 => "The file did not reach the server, or the import was cancelled.",
            413 => "The file is larger than the server takes; the setting Limits:UploadBytes raises the limit.",
            _ when _problems.Count > 0 => null,
            _ => $"The server answered {answer.Status}.",
        };
    }

    private static IReadOnlyList<SpecProblem> ProblemsOf(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ProblemBody>(body, JsonSerializerOptions.Web)?.Problems ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record ProblemBody(IReadOnlyList<SpecProblem>? Problems);

    private sealed record UploadAnswer(int Status, string Body);
}
