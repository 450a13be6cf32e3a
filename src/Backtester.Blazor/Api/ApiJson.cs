using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Backtester.Blazor.Api;

/// <summary>How documents are spelled: snake_case names, ISO times, null for what is unknown.</summary>
public static class ApiJson
{
    /// <summary>The one set of rules, for REST and `--json` alike.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Sets the rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    /// <summary>A number of a document: null where it is not known.</summary>
    public static double? Known(double value) => double.IsFinite(value) ? value : null;

    /// <summary>A time of a document.</summary>
    public static DateTimeOffset? Time(long? unixMilliseconds) =>
        unixMilliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
