using System.Globalization;
using Backtester.Blazor.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Backtester.Blazor.Pages.Backtests.Report;

/// <summary>A return in a table, on a colour that grows with it.</summary>
public sealed class CalendarCell : ComponentBase
{
    /// <summary>A fraction; NaN leaves the cell empty.</summary>
    [Parameter]
    public double Value { get; set; }

    /// <summary>The return that has the full colour.</summary>
    [Parameter]
    public double Scale { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "td");
        builder.AddAttribute(1, "class", "number");
        if (double.IsFinite(Value))
        {
            // At most half of the colour: the text on it stays readable in both themes.
            var share = Math.Round(Math.Min(1, Math.Abs(Value) / Scale) * 45).ToString(CultureInfo.InvariantCulture);
            builder.AddAttribute(2, "style", $"background:color-mix(in srgb, var({(Value < 0 ? "--loss" : "--profit")}) {share}%, var(--surface))");
            builder.AddContent(3, Format.Signed(100 * Value, 1));
        }

        builder.CloseElement();
    }
}
