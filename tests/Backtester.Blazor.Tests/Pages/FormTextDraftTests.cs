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

/// <summary>What was pasted into the card of the document and is none: it is kept as it is until it is mended.</summary>
public sealed class FormTextDraftTests : BunitContext
{
    private const string Key = "backtester-document:backtests/new";
    private const string Broken = """{"timeframe": """;

    private readonly TemporaryFolder _folder = new();

    public FormTextDraftTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ICandleCatalog>(new CandleLibrary(_folder.Path));
        Services.AddScoped<ToastService>();
        Services.AddScoped<BrowserDrafts>();
        Services.GetRequiredService<NavigationManager>().NavigateTo("backtests/new");
    }

    [Fact]
    public void Text_that_cannot_be_read_is_kept_and_goes_when_it_is_mended()
    {
        var form = Render<DocumentForm>();
        form.Find("#document").Change(Broken);
        Assert.Equal([Key, Broken], JSInterop.VerifyInvoke("backtester.drafts.write").Arguments);
        Assert.NotEmpty(form.Find("[role=alert]").TextContent);

        form.Find("#document").Change("""{"timeframe":"4h"}""");
        form.WaitForAssertion(() => Assert.Equal(Key, JSInterop.VerifyInvoke("backtester.drafts.clear").Arguments[0]));
        Assert.Contains("4h", (string)JSInterop.Invocations["backtester.drafts.write"][^1].Arguments[1]!, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[role=alert]"));
    }

    [Fact]
    public void Kept_text_comes_back_with_what_is_wrong_with_it_and_can_be_discarded()
    {
        JSInterop.Setup<string?>("backtester.drafts.read", Key).SetResult(Broken);
        var form = Render<DocumentForm>();
        form.WaitForAssertion(() => Assert.Equal(Broken, form.Find("#document").GetAttribute("value")));
        Assert.Contains("not valid JSON", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("unsaved draft", form.Markup, StringComparison.Ordinal);

        form.Find(".notice button").Click();
        form.WaitForAssertion(() => Assert.Contains("1h", form.Find("#document").GetAttribute("value"), StringComparison.Ordinal));
        Assert.Empty(form.FindAll("[role=alert]"));
        Assert.Contains(Key, JSInterop.Invocations["backtester.drafts.clear"].Select(i => i.Arguments[0]));
    }

    [Fact]
    public void Other_spelling_does_not_take_what_cannot_be_read()
    {
        var form = Render<DocumentForm>();
        form.Find("#document").Change(Broken);
        form.FindAll(".segments button")[1].Click();
        Assert.Equal(Broken, form.Find("#document").GetAttribute("value"));
        form.Find("#document").Change("""{"timeframe":"4h"}""");
        form.WaitForAssertion(() => Assert.Equal("timeframe: 4h", form.Find("#document").GetAttribute("value")!.Trim()));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    /// <summary>A form that is its document alone.</summary>
    private sealed class DocumentForm : SpecFormPage
    {
        protected override Task<FormDocument> StartAsync() => Task.FromResult(FormDocument.Parse("""{"timeframe":"1h"}"""));

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<FormProblems>(0);
            builder.AddComponentParameter(1, nameof(FormProblems.Form), Form);
            builder.AddComponentParameter(2, nameof(FormProblems.HasDraft), HasDraft);
            builder.AddComponentParameter(3, nameof(FormProblems.OnDiscard), EventCallback.Factory.Create(this, StartOverAsync));
            builder.CloseComponent();
            builder.OpenComponent<CascadingValue<SpecForm>>(4);
            builder.AddComponentParameter(5, "Value", Form);
            builder.AddComponentParameter(6, "ChildContent", (RenderFragment)(inner =>
            {
                inner.OpenComponent<DocumentSection>(0);
                inner.AddComponentParameter(1, nameof(DocumentSection.OnApplied), EventCallback.Factory.Create(this, AppliedAsync));
                inner.AddComponentParameter(2, nameof(DocumentSection.OnRefused), EventCallback.Factory.Create<string>(this, RefusedAsync));
                inner.AddComponentReferenceCapture(3, card => Document = (DocumentSection)card);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }
}
