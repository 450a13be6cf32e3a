using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Options;
using Backtester.Core.Market;
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
        group.MapPost("upload", UploadAsync)
            .WithName("UploadCandles")
            .WithSummary("Imports candles from CSV (plain or gzip): the file as the body, or as the one file of a multipart form. On any problem nothing is stored.")
            .Accepts<byte[]>("application/octet-stream", "multipart/form-data", "*/*")
            .Produces<ImportDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status413PayloadTooLarge, Problem)
            .DisableAntiforgery();
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context, CandleLibrary library, BacktesterOptions options, string exchange = "", string symbol = "", string timeframe = "", string? file = null)
    {
        // The names first: a file is not sent for nothing.
        var key = CandleLibrary.ImportKey(exchange, symbol, timeframe);
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = options.Limits.UploadBytes;
        if (await UploadedFile.OpenAsync(context.Request, file) is not { } upload)
        {
            return ApiProblem.BadSpec([new("file", "is missing", Allowed: "the file as the body, or one file in a multipart form")]);
        }

        // The importer reads as it goes, on a thread of its own; nothing of the file is kept in memory or in between.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        var outcome = await Task.Run(() => library.Import(key, upload.Content, upload.Name, context.RequestAborted), context.RequestAborted);
        return Results.Ok(ImportDocument.Of(outcome));
    }
}
