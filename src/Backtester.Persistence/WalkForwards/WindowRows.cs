using System.Text;
using System.Text.Json;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.WalkForwards;

/// <summary>Windows to rows and back.</summary>
internal static class WindowRows
{
    public static StrategyWalkForwardWindow ToRow(long walkForwardId, WindowResult window, string objective) => new()
    {
        WalkForwardId = walkForwardId,
        Number = window.Window.Number,
        Trials = window.Trials,
        Measured = window.Measured,
        ChosenJson = window.Chosen is null ? null : StoredJson.Write(window.Chosen),
        DocumentJson = Document(writer => WalkForwardDocument.WriteWindow(writer, window, objective)),
        CurveJson = StoredJson.Write(window.Days),
    };

    public static StoredWindow ToWindow(StrategyWalkForwardWindow row) => new(
        new WindowChoice(row.Trials, row.Measured, row.ChosenJson is null ? null : StoredJson.Read<Core.Optimization.Trial>(row.ChosenJson)),
        row.DocumentJson,
        StoredJson.Read<List<WalkForwardDay>>(row.CurveJson));

    /// <summary>What a writer wrote, as text.</summary>
    public static string Document(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
