using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>A text of a drawing. (Razor keeps the tag `text` for itself.)</summary>
public sealed class PlotText : ComponentBase
{
    /// <summary>Where it stands, across.</summary>
    [Parameter]
    public string X { get; set; } = "0";

    /// <summary>Its line, down.</summary>
    [Parameter]
    public string Y { get; set; } = "0";

    /// <summary>Which of its ends stands there: start or end.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>What it says.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "axis");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
