namespace Backtester.Blazor.Shared;

/// <summary>A short message at the corner of the page, with at most one thing to do.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="ActionText">The button's text; null for none.</param>
/// <param name="Action">What the button does.</param>
/// <param name="Seconds">How long it stays.</param>
public sealed record Toast(string Text, string? ActionText = null, Func<Task>? Action = null, double Seconds = 6);

/// <summary>Carries messages from pages to the layout. One for each circuit.</summary>
public sealed class ToastService
{
    /// <summary>A message came.</summary>
    public event Action<Toast>? Shown;

    /// <summary>Shows a message.</summary>
    public void Show(Toast toast) => Shown?.Invoke(toast);

    /// <summary>Shows a sentence.</summary>
    public void Show(string text) => Show(new Toast(text));
}
