using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Export;
using Backtester.Data.Quality;
using Backtester.Data.Store;

namespace Backtester.Blazor.Api;

/// <summary>/api/data/{exchange}/{symbol}/{timeframe}: one series, its quality, its candles.</summary>
internal static class SeriesRoutes
{
    private const string Problem = "application/problem+json";
    private const int RowsAPart = 20_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var series = routes.MapGroup("/api/data/{exchange}/{symbol}/{timeframe}").WithTags("Data");
        series.MapGet("", (CandleLibrary library, string exchange, string symbol, string timeframe) =>
                Found(library, exchange, symbol, timeframe, out var key) is { } info ? Results.Ok(SeriesDocument.From(info)) : Missing(key, library))
            .WithName("GetSeries")
            .WithSummary("One series, stored or derivable from a finer one.")
            .Produces<SeriesDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        series.MapGet("quality", (CandleLibrary library, QualityReports reports, string exchange, string symbol, string timeframe, CancellationToken cancellation) =>
                Judge(library, reports, exchange, symbol, timeframe, movesDamagedAside: false, cancellation))
            .WithName("GetQuality")
            .WithSummary("Gaps, contradictions, outliers, damage, and a score of 0 to 100 with its parts. Reads every byte of the series.")
            .Produces<QualityDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        series.MapPost("move-damaged", (CandleLibrary library, QualityReports reports, string exchange, string symbol, string timeframe, CancellationToken cancellation) =>
                Judge(library, reports, exchange, symbol, timeframe, movesDamagedAside: true, cancellation))
            .WithName("MoveDamagedAside")
            .WithSummary("Moves damaged files out of the series, so that their range can be fetched or imported again; answers with the quality after it.")
            .Produces<QualityDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        series.MapGet("candles", ExportAsync)
            .WithName("ExportCandles")
            .WithSummary("The candles as CSV, in the layout that an import reads, or as JSON (format=json); start and end as in a run spec.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/json")
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        series.MapDelete("", (CandleLibrary library, string exchange, string symbol, string timeframe, CancellationToken cancellation) =>
                library.Delete(SeriesName.Read(exchange, symbol, timeframe), cancellation) ? Results.NoContent() : Missing(SeriesName.Read(exchange, symbol, timeframe), library))
            .WithName("DeleteSeries")
            .WithSummary("Deletes a stored series. Runs that used it keep their results.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static SeriesInfo? Found(CandleLibrary library, string exchange, string symbol, string timeframe, out SeriesKey key)
    {
        key = SeriesName.Read(exchange, symbol, timeframe);
        return library.Find(key);
    }

    private static IResult Missing(SeriesKey key, CandleLibrary library)
    {
        var problem = SeriesName.Missing(key, library);
        return ApiProblem.Of(StatusCodes.Status404NotFound, "Not found", $"There are no candles of {key}.", problem);
    }

    private static IResult Judge(
        CandleLibrary library, QualityReports reports, string exchange, string symbol, string timeframe, bool movesDamagedAside, CancellationToken cancellation) =>
        Found(library, exchange, symbol, timeframe, out var key) is null
            ? Missing(key, library)
            : Results.Ok(QualityDocument.Of(reports.Of(key, movesDamagedAside, cancellation)));

    private static async Task ExportAsync(
        HttpContext context, CandleLibrary library, string exchange, string symbol, string timeframe, string? start = null, string? end = null, string format = "csv")
    {
        var range = new TimeRange(Time("start", start) ?? long.MinValue, Time("end", end) ?? long.MaxValue);
        if (format is not ("csv" or "json"))
        {
            throw new SpecException([new("format", "is none", format, "csv, json")]);
        }

        if (Found(library, exchange, symbol, timeframe, out var key) is null)
        {
            await Missing(key, library).ExecuteAsync(context);
            return;
        }

        var candles = library.Load(key, range, context.RequestAborted);
        var name = $"{key.Exchange}_{key.Symbol}_{key.Timeframe}.{format}";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (format == "json")
        {
            await StreamedJson.WriteAsync(context, writer => CandleText.WriteJson(writer, candles, context.RequestAborted));
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        for (var row = 0; row == 0 || row < candles.Count; row += RowsAPart)
        {
            // A part at a time: of a million candles the text is never in memory as a whole.
            using var part = new StringWriter();
            CandleText.WriteCsv(part, candles.SliceRows(row, Math.Min(RowsAPart, candles.Count - row)), context.RequestAborted);
            var text = part.ToString();
            await context.Response.WriteAsync(row == 0 ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], context.RequestAborted);
        }
    }

    private static long? Time(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return IsoTime.TryParse(text, out var time) ? time : throw new SpecException([new(field, "is not a time", text, "ISO 8601, such as 2024-01-31 or 2024-01-31T12:00:00Z")]);
    }
}
