using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Quality;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>One series: how good it is, which days are there, what is missing.</summary>
public sealed partial class SeriesPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SeriesKey? _key;
    private SeriesQuality? _quality;
    private string? _missing;
    private string? _failure;

    /// <summary>The market.</summary>
    [Parameter]
    public string Exchange { get; set; } = "";

    /// <summary>The instrument.</summary>
    [Parameter]
    public string Symbol { get; set; } = "";

    /// <summary>The timeframe.</summary>
    [Parameter]
    public string Frame { get; set; } = "";

    [Inject] private CandleLibrary Library { get; set; } = null!;

    [Inject] private QualityReports Reports { get; set; } = null!;

    /// <summary>True where the instrument can be compared with another market.</summary>
    private bool HasOthers => _quality?.Others.Count > 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (_quality, _missing, _failure) = (null, null, null);
        try
        {
            _key = SeriesName.Read(Exchange, Symbol, Frame);
            _missing = Library.Find(_key) is null ? "Neither the series is stored, nor a finer one from which it could be made." : null;
        }
        catch (SpecException wrong)
        {
            _missing = wrong.Message;
        }

        if (_missing is null)
        {
            await JudgeAsync(movesDamagedAside: false);
        }
    }

    private Task MoveDamagedAsync() => JudgeAsync(movesDamagedAside: true);

    private async Task JudgeAsync(bool movesDamagedAside)
    {
        try
        {
            _quality = Reports.Known(_key!) is { } known && !movesDamagedAside
                ? known
                : await Task.Run(() => Reports.Of(_key!, movesDamagedAside, _left.Token), _left.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception failed) when (failed is IOException or KeyNotFoundException or TimeoutException)
        {
            _failure = failed.Message;
        }
    }
}
