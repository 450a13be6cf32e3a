using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Strategies;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Data.Store;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Backtester.Blazor.Tests.Pages.Strategies;

/// <summary>Pages over a data folder with a few hundred candles, rendered without a browser: scripts answer nothing.</summary>
public abstract class StrategyPages : BunitContext
{
    protected static readonly SeriesKey Key = new("test", "AAAUSDT", Timeframe.Parse("1h"));

    private readonly TemporaryFolder _folder = new();

    protected StrategyPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Folder = new StrategyFolder(_folder.Path);
        Candles = new CandleLibrary(_folder.Path);
        Candles.Write(CandleSeries.FromCandles(Key, [.. Enumerable.Range(0, SmallMarket.Rows).Select(Candle)]), "test");
        Services.AddSingleton(Folder);
        Services.AddSingleton<IStrategyLibrary>(new WorkspaceStrategies(Folder, anyPath: false));
        Services.AddSingleton<ICandleCatalog>(Candles);
        Services.AddSingleton(new RunExplainer(Candles));
        Services.AddScoped<ToastService>();
        Services.AddScoped<BrowserDrafts>();
    }

    protected StrategyFolder Folder { get; }

    protected string DataPath => _folder.Path;

    protected CandleLibrary Candles { get; }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private static Candle Candle(int i)
    {
        var (open, close) = (Price(i - 1), Price(i));
        return new Candle(SmallMarket.FirstOpenMs + (i * 3_600_000L), open, Math.Max(open, close) + 0.5, Math.Min(open, close) - 0.5, close, 10);
    }

    private static double Price(int i) => 100 + (10 * Math.Sin(i / 15.0));
}
