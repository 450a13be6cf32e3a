namespace Backtester.Blazor.Shared.Drawing;

/// <summary>Words inside a drawing.</summary>
/// <param name="Across">Where they stand, a share of the width; those in the right half end there, the others begin there.</param>
/// <param name="Up">Where they stand, a share of the height from below.</param>
/// <param name="Text">What they say.</param>
public sealed record PlotNote(double Across, double Up, string Text);
