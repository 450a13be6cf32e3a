using Backtester.Blazor.Downloads;
using Backtester.Blazor.Shared;
using Backtester.Core.Runs;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>Chooses what to fetch: market, symbols by hand or by volume, timeframes, range.</summary>
public sealed partial class FetchCard
{
    private const int TopCount = 20;
    private const string DraftName = "fetch";

    private readonly List<string> _symbols = [];
    private readonly HashSet<string> _timeframes = new(StringComparer.Ordinal) { "1h" };
    private string _exchange = "binance";
    private DateOnly? _start;
    private DateOnly? _end;
    private string _search = "";
    private string _quote = "USDT";
    private bool _loading;
    private FetchedList<RankedSymbol>? _list;
    private string? _failure;
    private IReadOnlyList<SpecProblem> _problems = [];

    [Inject] private MarketLists Lists { get; set; } = null!;

    [Inject] private FetchService Fetches { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private BrowserDrafts Drafts { get; set; } = null!;

    private ExchangeFacts Facts => ExchangeCatalog.All.First(f => f.Name == _exchange);

    private IEnumerable<RankedSymbol> Shown => (_list?.Items ?? []).Where(r =>
        (_quote.Length == 0 || r.Symbol.Quote == _quote) && r.Symbol.Symbol.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Quotes => (_list?.Items ?? []).GroupBy(r => r.Symbol.Quote).OrderByDescending(g => g.Count()).Select(g => g.Key);

    private string Age => Format.Duration(Math.Max(0, (Clock.GetUtcNow().ToUnixTimeMilliseconds() - (_list?.FetchedMs ?? 0)) / 1000.0));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        if (FetchDraft.Parse(await Drafts.ReadFieldsAsync(DraftName)) is { } kept)
        {
            Take(kept);
            StateHasChanged();
        }

        await Drafts.ResumeAsync();
    }

    private SpecProblem[] Of(string field) => [.. _problems.Where(p => p.Field == field)];

    private async Task ChooseAsync(ChangeEventArgs e)
    {
        _exchange = (string)e.Value!;
        _timeframes.RemoveWhere(t => !Facts.Timeframes.ContainsKey(t));
        await KeepAsync();
        var wasShown = _list is not null;
        _list = null;
        if (wasShown)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (_loading, _failure) = (true, null);
        StateHasChanged();
        try
        {
            _list = await Lists.TopAsync(_exchange, quote: null, int.MaxValue);
            _quote = Quotes.Contains(_quote) ? _quote : Quotes.FirstOrDefault() ?? "";
        }
        catch (ExchangeException error)
        {
            _failure = error.Message;
        }
        finally
        {
            _loading = false;
        }
    }

    private Task TopAsync() => ChooseAsync(Shown.Take(TopCount).Select(r => r.Symbol.Symbol));

    private Task PickAsync(string symbol, bool chosen)
    {
        _symbols.Remove(symbol);
        if (chosen)
        {
            _symbols.Add(symbol);
        }

        return KeepAsync();
    }

    private Task ToggleAsync(string timeframe, bool chosen)
    {
        _timeframes.Remove(timeframe);
        if (chosen)
        {
            _timeframes.Add(timeframe);
        }

        return KeepAsync();
    }

    private Task TypeAsync(ChangeEventArgs e) => ChooseAsync(FetchDraft.SymbolsOf((string?)e.Value));

    private Task ChooseAsync(IEnumerable<string> symbols)
    {
        string[] chosen = [.. symbols];
        _symbols.Clear();
        _symbols.AddRange(chosen);
        return KeepAsync();
    }

    /// <summary>
    /// All that is chosen goes into the store of what is typed: symbols that were picked and timeframes that were ticked are
    /// known here, and a field that another one changed tells the browser nothing.
    /// </summary>
    private Task KeepAsync() => Drafts.WriteFieldsAsync(DraftName, new FetchDraft(_exchange, _start, _end, [.. _symbols], [.. _timeframes]).ToJson()).AsTask();

    private void Take(FetchDraft kept)
    {
        _exchange = ExchangeCatalog.Names.Contains(kept.Exchange) ? kept.Exchange! : _exchange;
        (_start, _end) = (kept.Start, kept.End);
        _symbols.Clear();
        _symbols.AddRange(kept.Symbols);
        if (kept.Timeframes is { } timeframes)
        {
            _timeframes.Clear();
            _timeframes.UnionWith(timeframes.Where(Facts.Timeframes.ContainsKey));
        }
    }

    private async Task SubmitAsync()
    {
        (_failure, _problems) = (null, []);
        try
        {
            // The last day counts whole.
            var end = _end?.AddDays(1).ToString("yyyy-MM-dd");
            var request = DownloadRequest.Read(_exchange, _symbols, [.. _timeframes], _start?.ToString("yyyy-MM-dd"), end);
            await Fetches.SubmitAsync(request);
            await Drafts.ClearFieldsAsync(DraftName);
            Toasts.Show("The download is queued.");
        }
        catch (SpecException error)
        {
            _problems = error.Problems;
        }
    }
}
