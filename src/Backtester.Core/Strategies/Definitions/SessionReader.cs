using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Reads <c>session: {hours: [8, 16], days: [1..5]}</c>.</summary>
internal static class SessionReader
{
    private const string DaysAllowed = "days from 1 (Monday) to 7 (Sunday), also as 1..5";

    public static SessionFilter? Read(FieldReader fields, DiagnosticBag problems)
    {
        if (fields.Node("session") is not { } node)
        {
            return null;
        }

        if (node is not DocumentMap map)
        {
            fields.Report("session", node, "this is not a map", FieldReader.Shown(node), "{hours: [8, 16], days: [1..5]}");
            return null;
        }

        var session = new FieldReader(map, "session", ["hours", "days"], problems);
        var (from, to) = Hours(session);
        return new SessionFilter(from, to, Days(session));
    }

    private static (int? From, int? To) Hours(FieldReader session)
    {
        if (session.Node("hours") is not { } node)
        {
            return (null, null);
        }

        var hours = session.Items("hours").Select(i => Whole(i, 24)).ToArray();
        if (hours is [{ } from, { } to] && from < 24 && from != to)
        {
            return (from, to);
        }

        session.Report("session.hours", node, "these are not hours", null, "two whole numbers: the first hour inside (0 to 23) and the first outside again (0 to 24), UTC");
        return (null, null);
    }

    private static List<int> Days(FieldReader session)
    {
        var days = new SortedSet<int>();
        foreach (var item in session.Items("days"))
        {
            var parts = item is DocumentScalar { Text: { } text } ? text.Split("..") : [];
            var (first, last) = (Day(parts.FirstOrDefault()), Day(parts.LastOrDefault()));
            if (parts.Length is 0 or > 2 || first is null || last is null || first > last)
            {
                session.Report("session.days", item, "this is not a day", FieldReader.Shown(item), DaysAllowed);
                continue;
            }

            days.UnionWith(Enumerable.Range(first.Value, last.Value - first.Value + 1));
        }

        return [.. days];
    }

    private static int? Day(string? text) => text is ['1' or '2' or '3' or '4' or '5' or '6' or '7'] ? text[0] - '0' : null;

    private static int? Whole(DocumentNode node, int most) =>
        node is DocumentScalar { Text: { } text } && FieldReader.TryNumber(text, out var value) && value == Math.Floor(value) && value >= 0 && value <= most
            ? (int)value
            : null;
}
