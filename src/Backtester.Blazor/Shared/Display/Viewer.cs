using System.Runtime.CompilerServices;

namespace Backtester.Blazor.Shared.Display;

/// <summary>
/// Whoever looks at what is being drawn. Every circuit, and every page that is drawn before its circuit, does all its work
/// on a synchronisation context of its own, whatever thread or timer asked for it; the style is kept beside that context.
/// So <see cref="Format"/> writes for one person on his pages, and as usual in documents, commands and jobs.
/// </summary>
public static class Viewer
{
    private static readonly ConditionalWeakTable<SynchronizationContext, DisplayStyle> Styles = [];

    /// <summary>The style of the page that is being drawn; the usual one elsewhere.</summary>
    public static DisplayStyle Style =>
        SynchronizationContext.Current is { } context && Styles.TryGetValue(context, out var style) ? style : DisplayStyle.Usual;

    /// <summary>Sets the style of the page that is being drawn.</summary>
    public static void Use(DisplayStyle style)
    {
        if (SynchronizationContext.Current is { } context)
        {
            Styles.AddOrUpdate(context, style);
        }
    }
}
