using System.Text.Json;

namespace Backtester.Core.Runs;

/// <summary>How much of the equity curve a document holds.</summary>
public enum EquityDetail
{
    /// <summary>The last bar of each UTC day.</summary>
    Daily,

    /// <summary>Every bar.</summary>
    Full,

    /// <summary>None.</summary>
    None,
}

/// <summary>Writes the result document (docs/api.md): what REST answers and `backtest run --json` prints.</summary>
public static class ResultDocument
{
    /// <summary>Writes one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="result">The run.</param>
    /// <param name="id">The stored id.</param>
    /// <param name="status">PENDING, RUNNING, COMPLETED, FAILED or CANCELLED.</param>
    /// <param name="equity">How much of the curve.</param>
    public static void Write(Utf8JsonWriter writer, RunResult result, long id, string status, EquityDetail equity = EquityDetail.Daily) =>
        throw new NotSupportedException();
}
