using System.Text.Json.Nodes;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>The believed advantage over two parameters of the grid that was compared; over further ones it is the mean.</summary>
/// <param name="Across">Name of the parameter across.</param>
/// <param name="Columns">Its values.</param>
/// <param name="Down">Name of the parameter down; empty where there is one alone.</param>
/// <param name="Rows">Its values; one NaN where there is none.</param>
/// <param name="Cells">Mean believed advantage, a fraction a day, [row, column]; NaN where nothing was compared.</param>
/// <param name="Current">Cell of the settings in use; null where it lies between the values.</param>
/// <param name="Best">Cell of the alternative.</param>
public sealed record EvidenceMap(
    string Across, double[] Columns, string Down, double[] Rows, double[,] Cells, (int Row, int Column)? Current, (int Row, int Column)? Best)
{
    /// <summary>Reads the part of the evidence; null where it is not whole.</summary>
    public static EvidenceMap? Of(JsonObject map)
    {
        var axes = (map["axes"] as JsonArray ?? []).OfType<JsonObject>().Select(a => (Name: (string?)a["name"] ?? "", Values: EvidenceView.Numbers(a["values"]))).ToList();
        var points = (map["points"] as JsonArray ?? []).Select(EvidenceView.Numbers).ToList();
        var believed = EvidenceView.Numbers(map["believed"]);
        if (axes.Count == 0 || points.Count == 0 || believed.Length != points.Count)
        {
            return null;
        }

        // The two with the most values, in their order: they say the most.
        var chosen = Enumerable.Range(0, axes.Count).OrderByDescending(i => axes[i].Values.Length).Take(2).Order().ToArray();
        var (across, down) = (chosen[0], chosen.Length > 1 ? chosen[1] : -1);
        var (columns, rows) = (axes[across].Values, down < 0 ? [double.NaN] : axes[down].Values);
        var (sums, counts) = (new double[rows.Length, columns.Length], new int[rows.Length, columns.Length]);
        for (var i = 0; i < points.Count; i++)
        {
            var (row, column) = CellOf(points[i]);
            sums[row, column] += believed[i];
            counts[row, column]++;
        }

        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                sums[row, column] = counts[row, column] > 0 ? sums[row, column] / counts[row, column] : double.NaN;
            }
        }

        var current = EvidenceView.Numbers(map["current"]);
        var (x, y) = (Array.IndexOf(columns, current.ElementAtOrDefault(across)), down < 0 ? 0 : Array.IndexOf(rows, current.ElementAtOrDefault(down)));
        var best = (int)EvidenceView.One(map["best"]);
        return new EvidenceMap(
            axes[across].Name, columns, down < 0 ? "" : axes[down].Name, rows, sums, x >= 0 && y >= 0 ? (y, x) : null, best >= 0 && best < points.Count ? CellOf(points[best]) : null);

        (int Row, int Column) CellOf(double[] point) => (down < 0 ? 0 : (int)point[down], (int)point[across]);
    }
}
