using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Forms;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class FormDraftTests : BunitContext
{
    private const string Key = "backtester-form:backtests/new?from=7";

    private readonly TemporaryFolder _folder = new();

    public FormDraftTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ICandleCatalog>(new CandleLibrary(_folder.Path));
        Services.AddScoped<ToastService>();
        Services.AddScoped<BrowserDrafts>();
        Services.GetRequiredService<NavigationManager>().NavigateTo("backtests/new?from=7");
    }

    [Fact]
    public void Draft_of_this_address_comes_back_is_said_to_be_one_and_can_be_discarded()
    {
        JSInterop.Setup<string?>("backtester.drafts.read", Key).SetResult("""{"timeframe":"4h"}""");
        var form = Render<OneField>();
        form.WaitForAssertion(() => Assert.Equal("4h", form.Find("#f-timeframe").GetAttribute("value")));
        Assert.Contains("unsaved draft", form.Markup, StringComparison.Ordinal);
        JSInterop.VerifyInvoke("backtester.resume");

        form.Find(".notice button").Click();
        Assert.Equal("1h", form.Find("#f-timeframe").GetAttribute("value"));
        Assert.DoesNotContain("unsaved draft", form.Markup, StringComparison.Ordinal);
        Assert.Equal(Key, JSInterop.VerifyInvoke("backtester.drafts.clear").Arguments[0]);
    }

    [Fact]
    public void Change_is_kept_and_what_is_as_it_began_is_not()
    {
        var form = Render<OneField>();
        Assert.DoesNotContain("unsaved draft", form.Markup, StringComparison.Ordinal);
        form.Find("#f-timeframe").Change("1d");
        var kept = JSInterop.VerifyInvoke("backtester.drafts.write").Arguments;
        Assert.Equal(Key, kept[0]);
        Assert.Contains("\"1d\"", (string)kept[1]!, StringComparison.Ordinal);
        form.Find("#f-timeframe").Change("1h");
        form.WaitForAssertion(() => JSInterop.VerifyInvoke("backtester.drafts.clear"));
    }

    [Fact]
    public void What_was_submitted_leaves_no_draft()
    {
        var form = Render<OneField>();
        form.Find("#f-timeframe").Change("1d");
        form.Find("#submit").Click();
        form.WaitForAssertion(() => Assert.Equal(Key, JSInterop.VerifyInvoke("backtester.drafts.clear").Arguments[0]));
        Assert.EndsWith("backtests/9", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    /// <summary>A form of one field.</summary>
    private sealed class OneField : SpecFormPage
    {
        protected override Task<FormDocument> StartAsync() => Task.FromResult(FormDocument.Parse("""{"timeframe":"1h"}"""));

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<FormProblems>(0);
            builder.AddComponentParameter(1, nameof(FormProblems.Form), Form);
            builder.AddComponentParameter(2, nameof(FormProblems.HasDraft), HasDraft);
            builder.AddComponentParameter(3, nameof(FormProblems.OnDiscard), EventCallback.Factory.Create(this, StartOverAsync));
            builder.CloseComponent();
            builder.OpenElement(4, "button");
            builder.AddAttribute(5, "id", "submit");
            builder.AddAttribute(6, "onclick", EventCallback.Factory.Create(this, () => LeaveAsync("backtests/9", false, "backtest")));
            builder.CloseElement();
            builder.OpenComponent<CascadingValue<SpecForm>>(7);
            builder.AddComponentParameter(8, "Value", Form);
            builder.AddComponentParameter(9, "ChildContent", (RenderFragment)(inner =>
            {
                inner.OpenComponent<SpecField>(0);
                inner.AddComponentParameter(1, "Path", "timeframe");
                inner.AddComponentParameter(2, "Label", "Timeframe");
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }
}
