using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Options;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Data.Import;
using Backtester.Data.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Backtester.Blazor.Api;

/// <summary>/api/data: which candles there are, and bringing more.</summary>
internal static class DataRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/data").WithTags("Data");
        group.MapGet("", (ICandleCatalog candles) => candles.List().Select(SeriesDocument.From).ToArray())
            .WithName("ListSeries")
            .WithSummary("All series that can be read, the sample market among them.")
            .Produces<SeriesDocument[]>();
        group.MapGet("premium", Compare)
            .WithName("ComparePrices")
            .WithSummary("By how much the closes of a series lie above those of the same instrument on another market, in at most so many stretches.")
            .Produces<PremiumDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapPost("upload", UploadAsync)
            .WithName("UploadCandles")
            .WithSummary("Imports candles from CSV (plain or gzip): the file as the body, or as the one file of a multipart form. On any problem nothing is stored.")
            .Accepts<byte[]>("application/octet-stream", "multipart/form-data", "*/*")
            .Produces<ImportDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status413PayloadTooLarge, Problem)
            .DisableAntiforgery();
        group.MapPost("preview", PreviewAsync)
            .WithName("PreviewImport")
            .WithSummary("Reads a file as an import would and tells its layout, range, gaps and problems, and, with the series named, what would change. Nothing is stored.")
            .Accepts<byte[]>("application/octet-stream", "multipart/form-data", "*/*")
            .Produces<ImportPreviewDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status413PayloadTooLarge, Problem)
            .DisableAntiforgery();
    }

    private static IResult Compare(
        CandleLibrary library,
        CancellationToken cancellation,
        string exchange = "",
        string symbol = "",
        string timeframe = "",
        string? with_exchange = null,
        string? with_symbol = null,
        string? start = null,
        string? end = null,
        int points = PremiumReader.DefaultPoints) =>
        Results.Ok(PremiumReader.Read(library, new PremiumReader.Question(exchange, symbol, timeframe, with_exchange, with_symbol, start, end, points), cancellation));

    private static async Task<IResult> UploadAsync(
        HttpContext context, CandleLibrary library, BacktesterOptions options, RecommendationQueue recommendations, string exchange = "", string symbol = "", string timeframe = "", string? file = null)
    {
        // The names first: a file is not sent for nothing.
        var key = CandleLibrary.ImportKey(exchange, symbol, timeframe);
        if (await OpenAsync(context, options, file) is not { } upload)
        {
            return NoFile();
        }

        var outcome = await Task.Run(() => library.Import(key, upload.Content, upload.Name, context.RequestAborted), context.RequestAborted);
        await recommendations.FollowUpAsync(CancellationToken.None);
        return Results.Ok(ImportDocument.Of(outcome));
    }

    private static async Task<IResult> PreviewAsync(
        HttpContext context, CandleLibrary library, BacktesterOptions options, string exchange = "", string symbol = "", string timeframe = "", string? file = null)
    {
        var key = exchange.Length > 0 && symbol.Length > 0 && timeframe.Length > 0 ? CandleLibrary.ImportKey(exchange, symbol, timeframe) : null;
        if (await OpenAsync(context, options, file) is not { } upload)
        {
            return NoFile();
        }

        var preview = await Task.Run(() => ImportPreview.Of(upload.Content, upload.Name, key, library.Store, context.RequestAborted), context.RequestAborted);
        return Results.Ok(ImportPreviewDocument.Of(preview, upload.Name));
    }

    /// <summary>The importer reads as the file comes, on a thread of its own; nothing of it is kept in memory or in between.</summary>
    private static Task<UploadedFile?> OpenAsync(HttpContext context, BacktesterOptions options, string? file)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.Limits.UploadBytes;
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        return UploadedFile.OpenAsync(context.Request, file);
    }

    private static IResult NoFile() => ApiProblem.BadSpec([new("file", "is missing", Allowed: "the file as the body, or one file in a multipart form")]);
}
