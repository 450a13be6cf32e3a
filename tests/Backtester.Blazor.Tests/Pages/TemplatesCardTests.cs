using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Templates;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class TemplatesCardTests : BunitContext
{
    private readonly TemporaryFolder _folder = new();
    private readonly SpecTemplates _templates;
    private readonly SpecForm _form = new(() => Task.CompletedTask) { Document = FormDocument.Parse("""{"timeframe":"1h"}""") };
    private string? _chosen = "nothing was said";

    public TemplatesCardTests()
    {
        _templates = new SpecTemplates(_folder.Path);
        Services.AddSingleton(_templates);
        Services.AddSingleton<ToastService>();
    }

    [Fact]
    public void Document_is_saved_under_a_name_and_a_bad_name_is_told()
    {
        var card = Draw();
        Assert.Empty(card.FindAll("#template"));
        card.Find("#template-name").Change("..");
        card.Find(".field button").Click();
        Assert.NotNull(card.Find("[role=alert]"));

        card.Find("#template-name").Change(" Hourly ");
        card.Find(".field button").Click();
        Assert.Empty(card.FindAll("[role=alert]"));
        Assert.Contains("1h", _templates.Read("Hourly"), StringComparison.Ordinal);
        Assert.Equal(["", "Hourly"], card.FindAll("#template option").Select(o => o.GetAttribute("value")));

        card.Find("#template").Change("Hourly");
        Assert.Equal("Hourly", _chosen);
    }

    [Fact]
    public async Task Deleted_template_comes_back_when_undone()
    {
        _templates.Save("Hourly", """{"timeframe":"1h"}""");
        Toast? told = null;
        Services.GetRequiredService<ToastService>().Shown += toast => told = toast;
        var card = Draw("Hourly");
        await card.Find("[aria-label='Delete the template Hourly']").ClickAsync(new());
        Assert.Null(_templates.Read("Hourly"));
        Assert.Null(_chosen);
        await told!.Action!();
        Assert.NotNull(_templates.Read("Hourly"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private IRenderedComponent<TemplatesCard> Draw(string? chosen = null) => Render<TemplatesCard>(p => p
        .AddCascadingValue(_form)
        .Add(c => c.Chosen, chosen)
        .Add(c => c.OnChosen, EventCallback.Factory.Create<string?>(this, name => _chosen = name)));
}
