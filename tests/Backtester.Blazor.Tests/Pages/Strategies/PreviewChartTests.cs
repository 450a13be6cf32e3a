using Backtester.Blazor.Pages.Strategies.Editing;
using Backtester.Core.Strategies.Definitions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Strategies;

/// <summary>The preview's chart while its script is slow: it is always drawn in the end, once, and never into a page that was left.</summary>
public sealed class PreviewChartTests : StrategyPages
{
    private readonly SlowBrowser _browser = new();

    public PreviewChartTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Chart_of_a_page_that_was_left_while_its_script_came_is_not_made()
    {
        var card = Card(5);
        card.WaitForAssertion(() => Assert.Equal(["import"], _browser.Calls), TimeSpan.FromSeconds(20));
        await AtRestAsync(card);
        await DisposeComponentsAsync();
        _browser.Script.SetResult();
        await _browser.Released.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("create", _browser.Calls);
        Assert.DoesNotContain("draw", _browser.Calls);
    }

    [Fact]
    public async Task Chart_that_was_made_for_a_page_that_was_left_is_disposed()
    {
        _browser.Script.SetResult();
        _browser.Chart = new TaskCompletionSource();
        var card = Card(5);
        card.WaitForAssertion(() => Assert.Contains("create", _browser.Calls), TimeSpan.FromSeconds(20));
        await AtRestAsync(card);
        await DisposeComponentsAsync();
        _browser.Chart.SetResult();
        card.WaitForAssertion(() => Assert.Contains("dispose", _browser.Calls), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("draw", _browser.Calls);
    }

    [Fact]
    public void Preview_that_comes_while_the_script_does_is_drawn_into_the_one_chart()
    {
        var card = Card(5);
        card.WaitForAssertion(() => Assert.Equal(["import"], _browser.Calls), TimeSpan.FromSeconds(20));
        var first = card.Find("[data-preview=ready]").TextContent;
        card.Render(p => p.Add(c => c.Definition, Crossing(40)));
        card.WaitForAssertion(() => Assert.NotEqual(first, card.Find("[data-preview=ready]").TextContent), TimeSpan.FromSeconds(20));
        _browser.Script.SetResult();
        card.WaitForAssertion(() => Assert.Contains("draw", _browser.Calls), TimeSpan.FromSeconds(20));
        Assert.Equal(["import", "create", "draw"], _browser.Calls);
        card.Render(p => p.Add(c => c.Definition, Crossing(8)));
        card.WaitForAssertion(() => Assert.Equal(["import", "create", "draw", "draw"], _browser.Calls), TimeSpan.FromSeconds(20));
    }

    /// <summary>Components are only disposed by a renderer that is at rest, and a call is noted a moment before its component waits for it.</summary>
    // A render that is under way would keep the components from being disposed.
    private static async Task AtRestAsync(IRenderedComponent<PreviewCard> card)
    {
        for (var renders = -1; renders != card.RenderCount;)
        {
            renders = card.RenderCount;
            await Task.Delay(50);
            await card.InvokeAsync(() => { });
        }
    }

    private static StrategyDefinition Crossing(int length) =>
        DefinitionReader.Parse($"id: mine\nlong_entry: crossover(close, sma(close, {length}))\nlong_exit: crossunder(close, sma(close, {length}))\n");

    private IRenderedComponent<PreviewCard> Card(int length) =>
        Render<PreviewCard>(p => p.Add(c => c.Definition, Crossing(length)).Add(c => c.Series, Candles.List()).Add(c => c.Chosen, Key));

    /// <summary>A browser whose script and chart come when the test says so. It keeps the names of the calls, in order.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        private readonly List<string> _calls = [];

        /// <summary>The script is there.</summary>
        public TaskCompletionSource Script { get; } = new();

        /// <summary>The chart is made; at once where the test does not say otherwise.</summary>
        public TaskCompletionSource? Chart { get; set; }

        /// <summary>The module was given back.</summary>
        public TaskCompletionSource Released { get; } = new();

        public string[] Calls
        {
            get
            {
                lock (_calls)
                {
                    return [.. _calls];
                }
            }
        }

        public async ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args)
        {
            lock (_calls)
            {
                _calls.Add(identifier);
            }

            await (identifier switch { "import" => Script.Task, "create" when Chart is not null => Chart.Task, _ => Task.CompletedTask });
            return identifier is "import" or "create" ? (T)(object)this : default!;
        }

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Released.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
