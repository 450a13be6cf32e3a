using Backtester.Blazor.Api.Documents;
using Backtester.Core.Market;

namespace Backtester.Blazor.Api;

/// <summary>/api/data: which candles there are.</summary>
internal static class DataRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/data").WithTags("Data");
        group.MapGet("", (ICandleCatalog candles) => candles.List().Select(SeriesDocument.From).ToArray())
            .WithName("ListSeries")
            .WithSummary("All series that can be read, the sample market among them.")
            .Produces<SeriesDocument[]>();
    }
}
