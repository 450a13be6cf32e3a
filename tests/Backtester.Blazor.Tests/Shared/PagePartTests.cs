using Backtester.Blazor.Layout;
using Backtester.Blazor.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Backtester.Blazor.Tests.Shared;

public sealed class PagePartTests : BunitContext
{
    private readonly KeptLog _log = new();
    private readonly Fault _fault = new();

    public PagePartTests()
    {
        Services.AddSingleton(_fault);
        Services.AddLogging(logging => logging.AddProvider(_log));
    }

    [Theory]
    [InlineData("render")]
    [InlineData("later")]
    public void Failure_of_a_part_leaves_the_others_and_is_logged_under_the_name_that_the_page_shows(string when)
    {
        _fault.When = when;
        var page = Page();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-failed='Chart']")));
        Assert.Equal("The figures", page.Find("#other").TextContent);
        var id = page.Find("[data-failed] code").TextContent;
        Assert.Equal(8, id.Length);
        Assert.Contains(_log.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("Chart", StringComparison.Ordinal) && line.Contains("disk is away", StringComparison.Ordinal));

        // The way on: what failed once may work now.
        _fault.When = "never";
        page.Find("[data-failed] button").Click();
        Assert.Equal("The chart", page.Find("#fragile").TextContent);
        Assert.Empty(page.FindAll("[data-failed]"));
    }

    [Fact]
    public void Failure_of_a_click_is_told_in_its_part()
    {
        var page = Page();
        _fault.When = "click";
        page.Find("#fragile").Click();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-failed='Chart']")));
        Assert.NotNull(page.Find("#other"));
    }

    [Fact]
    public void Part_that_failed_is_tried_anew_on_another_page()
    {
        _fault.When = "render";
        var page = Page();
        Assert.NotNull(page.Find("[data-failed]"));
        _fault.When = "never";
        Services.GetRequiredService<NavigationManager>().NavigateTo("backtests/2");
        page.Render();
        Assert.Empty(page.FindAll("[data-failed]"));
    }

    [Fact]
    public void Failure_of_a_whole_page_has_a_name_in_the_log_too()
    {
        var failure = Render<PageFailure>(p => p.Add(f => f.Error, new InvalidOperationException("The disk is away.")));
        Assert.Contains(_log.Lines, line => line.Contains(failure.Find("code").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<TwoParts> Page() => Render<TwoParts>();

    /// <summary>When the fragile part fails.</summary>
    private sealed class Fault
    {
        public string When { get; set; } = "never";

        public void At(string now)
        {
            if (When == now)
            {
                throw new InvalidOperationException("The disk is away.");
            }
        }
    }

    private sealed class TwoParts : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<PagePart>(0);
            builder.AddComponentParameter(1, nameof(PagePart.Name), "Chart");
            builder.AddComponentParameter(2, nameof(PagePart.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent<Fragile>(0);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
            builder.AddMarkupContent(3, "<p id=\"other\">The figures</p>");
        }
    }

    private sealed class Fragile : ComponentBase
    {
        [Inject] private Fault Fault { get; set; } = null!;

        protected override async Task OnInitializedAsync()
        {
            await Task.Yield();
            Fault.At("later");
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Fault.At("render");
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "id", "fragile");
            builder.AddAttribute(2, "onclick", EventCallback.Factory.Create(this, () => Fault.At("click")));
            builder.AddContent(3, "The chart");
            builder.CloseElement();
        }
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception?.Message}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
