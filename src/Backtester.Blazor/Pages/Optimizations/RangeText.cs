using System.Globalization;
using System.Text.RegularExpressions;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>
/// A parameter of a search in one line: `14` is fixed, `10, 20, 30` a list, `5 to 50 by 5` a range. Read from and written
/// to `strategy_params` and `parameter_ranges` of the document; what cannot be read is kept as typed, for the planner to judge.
/// </summary>
internal static partial class RangeText
{
    /// <summary>The line of a parameter; null where the document says nothing of it.</summary>
    public static string? Read(FormDocument document, string name)
    {
        var path = "parameter_ranges." + name;
        if (document.List(path) is { Count: > 0 } values)
        {
            return string.Join(", ", values);
        }

        if (document.Text(path + ".min") is { } min)
        {
            var step = document.Text(path + ".step");
            return $"{min} to {document.Text(path + ".max")}{(step is null ? "" : " by " + step)}";
        }

        return document.Text(path) ?? document.Text("strategy_params." + name);
    }

    /// <summary>Writes a line; empty leaves the parameter at its default.</summary>
    public static void Write(FormDocument document, string name, string? text)
    {
        var (path, line) = ("parameter_ranges." + name, text?.Trim() ?? "");
        document.Remove(path);
        document.Remove("strategy_params." + name);
        if (Range().Match(line) is { Success: true } range)
        {
            document.SetNumber(path + ".min", range.Groups["min"].Value);
            document.SetNumber(path + ".max", range.Groups["max"].Value);
            document.SetNumber(path + ".step", range.Groups["step"].Value);
        }
        else if (line.Contains(',', StringComparison.Ordinal))
        {
            document.SetNumbers(path, line.Split(',', StringSplitOptions.RemoveEmptyEntries));
        }
        else
        {
            document.SetNumber("strategy_params." + name, line);
        }
    }

    /// <summary>How a parameter is searched.</summary>
    public static RangeKind KindOf(FormDocument document, string name) =>
        document.Text("parameter_ranges." + name + ".min") is not null ? RangeKind.Range
        : document.Text("parameter_ranges." + name) is not null ? RangeKind.List
        : RangeKind.Fixed;

    /// <summary>The number of its values; null where the line cannot be read.</summary>
    public static double? CountOf(FormDocument document, ParameterSchema parameter)
    {
        var path = "parameter_ranges." + parameter.Name;
        if (KindOf(document, parameter.Name) != RangeKind.Range)
        {
            return Math.Max(1, document.List(path).Count);
        }

        return Number(path + ".min") is { } min && Number(path + ".max") is { } max && (Number(path + ".step") ?? (parameter.Step > 0 ? parameter.Step : 1)) is > 0 and var step && max >= min
            ? Math.Floor(((max - min) / step) + 1e-9) + 1
            : null;

        double? Number(string at) => double.TryParse(document.Text(at), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    [GeneratedRegex(@"^(?<min>\S+)\s+to\s+(?<max>\S+)(\s+(by|step)\s+(?<step>\S+))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}

/// <summary>How a parameter is searched.</summary>
internal enum RangeKind
{
    /// <summary>One value.</summary>
    Fixed,

    /// <summary>Values one by one.</summary>
    List,

    /// <summary>From, to and by.</summary>
    Range,
}
