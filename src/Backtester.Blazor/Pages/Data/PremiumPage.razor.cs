using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Compare;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Data;

/// <summary>One instrument on two markets.</summary>
public sealed partial class PremiumPage : IDisposable
{
    // A stretch is two units wide: more would lie on top of one another.
    private const int Points = 260;

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<SeriesKey> _others = [];
    private PremiumDocument? _premium;
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

    /// <summary>What it is compared with, as exchange:symbol; the first other market where it is not said.</summary>
    [SupplyParameterFromQuery]
    public string? With { get; set; }

    [Inject] private CandleLibrary Library { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string Chosen => With ?? (_others.Count > 0 ? NameOf(_others[0]) : "");

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (_premium, _failure) = (null, null);
        var with = With?.Split(':');
        try
        {
            _others = [.. SameInstrument.Of(SeriesName.Read(Exchange, Symbol, Frame), Library).Select(s => s.Key)];
            var asked = new PremiumReader.Question(Exchange, Symbol, Frame, with?[0], with?.ElementAtOrDefault(1), null, null, Points);
            _premium = await Task.Run(() => PremiumReader.Read(Library, asked, _left.Token), _left.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception failed) when (failed is SpecException or IOException)
        {
            _failure = failed is SpecException wrong ? string.Join(" ", wrong.Problems.Select(p => $"{p.Message}{(p.Got is null ? "" : $" ({p.Got})")}.")) : failed.Message;
        }
    }

    private static string NameOf(SeriesKey key) => $"{key.Exchange}:{key.Symbol}";

    private static string Percent(double? value) => value is { } known ? $"{Format.Signed(known, 3)} %" : Format.Unknown;

    private static string Description(PremiumDocument premium) =>
        $"Premium in percent over time, between {Percent(premium.LowestPercentage)} and {Percent(premium.HighestPercentage)}, {Percent(premium.MedianPercentage)} in the median.";

    private static string Query(PremiumDocument p) =>
        $"?exchange={p.Exchange}&symbol={p.Symbol}&timeframe={p.Timeframe}&with_exchange={p.WithExchange}&with_symbol={p.WithSymbol}";
}
