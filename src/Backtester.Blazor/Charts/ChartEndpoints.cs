using Backtester.Core.Indicators.Volume;
using Backtester.Core.Market;

namespace Backtester.Blazor.Charts;

/// <summary>What pages fetch over HTTP because it is too large for the circuit: chart columns.</summary>
public static class ChartEndpoints
{
    private const int ProfileBins = 48;

    /// <summary>Adds what the routes need.</summary>
    public static void AddCharts(this IServiceCollection services) => services.AddSingleton<ChartSources>();

    /// <summary>Maps `/api/backtest/results/{id}/chart`, `…/chart/lines` and `…/chart/profile`.</summary>
    public static void MapCharts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/backtest/results/{id:long}/chart", ChartAsync)
            .WithTags("Backtests").WithSummary("Candles, equity, drawdown, exposure, indicators and trades of a finished run in columns, reduced to what a screen shows.")
            .Produces<ChartData>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/api/backtest/results/{id:long}/chart/lines", LinesAsync)
            .WithTags("Backtests").WithSummary("The indicators that the chart of a finished run can draw: those that its strategy reads, and some for every run.")
            .Produces<IReadOnlyList<ChartLine>>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/api/backtest/results/{id:long}/chart/profile", ProfileAsync)
            .WithTags("Backtests").WithSummary("The volume of a stretch of a finished run by price, with the point of control and the value area.")
            .Produces<PriceVolume>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>A stretch of the chart.</summary>
    /// <param name="from">Start of the stretch, Unix seconds; the run's start where it is not written.</param>
    /// <param name="to">End of the stretch, exclusive, Unix seconds.</param>
    /// <param name="line">Indicators to draw, by their id in `chart/lines`.</param>
    private static async Task<IResult> ChartAsync(
        long id, string? symbol, long? from, long? to, int? points, string[]? line, ChartSources sources, CancellationToken cancellation) =>
        await OnSourceAsync(
            id, symbol, from, to, points, sources,
            (source, chosen) => Results.Json(ChartReader.Read(source, chosen, Range(from, to), points ?? ChartReader.DefaultPoints, line ?? [], cancellation), ChartJson.Options),
            cancellation);

    private static async Task<IResult> LinesAsync(long id, string? symbol, ChartSources sources, CancellationToken cancellation) =>
        await OnSourceAsync(id, symbol, null, null, null, sources, (source, chosen) => Results.Json(source.Lines(chosen), ChartJson.Options), cancellation);

    private static async Task<IResult> ProfileAsync(long id, string? symbol, long? from, long? to, ChartSources sources, CancellationToken cancellation) =>
        await OnSourceAsync(
            id, symbol, from, to, null, sources,
            (source, chosen) => Results.Json(PriceVolume.Of(source.Candles(chosen).Slice(Range(from, to)), ProfileBins), ChartJson.Options),
            cancellation);

    private static async Task<IResult> OnSourceAsync(
        long id, string? symbol, long? from, long? to, int? points, ChartSources sources, Func<ChartSource, string, IResult> answer, CancellationToken cancellation)
    {
        if (await sources.OpenAsync(id, cancellation) is not { } source)
        {
            return Results.Problem($"There is no finished backtest {id} whose equity curve is stored.", statusCode: StatusCodes.Status404NotFound);
        }

        var chosen = symbol is null ? source.Run.Summary.Symbols[0] : SymbolName.Normalize(symbol);
        var problems = Problems(source.Run.Summary.Symbols, chosen, symbol, from, to, points);
        return problems.Count > 0 ? Results.ValidationProblem(problems) : await Task.Run(() => answer(source, chosen), cancellation);
    }

    private static TimeRange Range(long? from, long? to) => new(from * 1000 ?? long.MinValue, to * 1000 ?? long.MaxValue);

    private static Dictionary<string, string[]> Problems(
        IReadOnlyList<string> symbols, string chosen, string? symbol, long? from, long? to, int? points)
    {
        const long LastSecond = 253_402_300_800; // the year 10000
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!symbols.Contains(chosen))
        {
            problems["symbol"] = [$"'{symbol}' is not in this run; allowed: {string.Join(", ", symbols)}"];
        }

        foreach (var (name, value) in new[] { ("from", from), ("to", to) })
        {
            if (value is < 0 or > LastSecond)
            {
                problems[name] = [$"{value} is not a time; allowed: Unix seconds, 0 to {LastSecond}"];
            }
        }

        if (from >= to)
        {
            problems["from"] = [$"{from} is not before to ({to})"];
        }

        if (points is < 2 or > ChartReader.MostPoints)
        {
            problems["points"] = [$"{points} points; allowed: 2 to {ChartReader.MostPoints}"];
        }

        return problems;
    }
}
