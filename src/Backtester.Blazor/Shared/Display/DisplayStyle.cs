namespace Backtester.Blazor.Shared.Display;

/// <summary>How one person sees numbers and times.</summary>
/// <param name="Numbers">How numbers are written.</param>
/// <param name="Zone">Where clocks are read. Days are always those of UTC: a run's days are.</param>
public sealed record DisplayStyle(NumberStyle Numbers, TimeZoneInfo Zone)
{
    /// <summary>The browser's cookie that holds it.</summary>
    public const string Cookie = "backtester-display";

    /// <summary>1,234,567.89 and UTC: what holds for everybody who chose nothing, and for documents and commands.</summary>
    public static DisplayStyle Usual { get; } = new(NumberStyle.All[0], TimeZoneInfo.Utc);

    /// <summary>A zone's name in a heading: "UTC", "New York".</summary>
    public string ZoneName => Zone.Id[(Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Reads what a browser keeps; a part that is not known is as usual.</summary>
    public static DisplayStyle Parse(string? text)
    {
        var parts = (text ?? "").Split('|');
        return new(
            NumberStyle.All.FirstOrDefault(n => n.Name == parts[0]) ?? Usual.Numbers,
            parts.Length > 1 && parts[1].Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(parts[1], out var zone) ? zone : Usual.Zone);
    }

    /// <summary>As the browser keeps it.</summary>
    public override string ToString() => $"{Numbers.Name}|{Zone.Id}";
}
