using System.Text.Json.Nodes;
using Backtester.Blazor.Api;

namespace Backtester.Blazor.Downloads;

/// <summary>
/// The note in a stored download's document that the run which waited for it is submitted. It stands beside what
/// <see cref="FetchPayload"/> reads: a request cannot bring it.
/// </summary>
internal static class FetchSequel
{
    private const string Name = "run_id";

    /// <summary>The run that a download has submitted; null before.</summary>
    public static long? RunOf(string payload) => (long?)JsonNode.Parse(payload)?[Name];

    /// <summary>The document with the note.</summary>
    public static string With(string payload, long run)
    {
        var document = JsonNode.Parse(payload)!.AsObject();
        document[Name] = run;
        return document.ToJsonString(ApiJson.Options);
    }
}
