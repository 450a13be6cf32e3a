using Backtester.Blazor.Layout.Palette;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Layout;

public sealed class CommandPaletteTests : BunitContext
{
    private readonly StubFinder _finder = new();

    public CommandPaletteTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IPaletteFinder>(_finder);
    }

    [Fact]
    public void Every_page_that_needs_no_choice_is_offered_before_anything_is_typed()
    {
        var offered = PaletteCommands.All.Select(c => c.Address).OfType<string>().ToHashSet();
        var pages = typeof(Portal).Assembly.GetTypes()
            .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(r => r.Template.TrimStart('/'))
            .Where(r => !r.Contains('{', StringComparison.Ordinal) && r is not ("not-found" or "backtests/compare"));
        Assert.Empty(pages.Except(offered));
    }

    [Fact]
    public void Shortcuts_lead_to_one_place_each_and_none_begins_another()
    {
        var keys = PaletteCommands.All.Select(c => c.Keys).OfType<string>().ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, k => Assert.DoesNotContain(keys, other => other != k && other.StartsWith(k + " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Arrows_move_the_choice_around_the_list_and_enter_opens_it()
    {
        var palette = Render<CommandPalette>();
        var field = palette.Find("[role=combobox]");
        field.KeyDown(new KeyboardEventArgs { Key = "ArrowUp" });
        Assert.Equal($"palette-{PaletteCommands.All.Count - 1}", palette.Find("[role=combobox]").GetAttribute("aria-activedescendant"));
        palette.Find("[role=combobox]").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        palette.Find("[role=combobox]").KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal("Backtests", palette.Find("[aria-selected=true] .palette-title").TextContent);
        palette.Find("[role=combobox]").KeyDown(new KeyboardEventArgs { Key = "Enter" });
        Assert.Equal("backtests", Services.GetRequiredService<BunitNavigationManager>().History.First().Uri);
        JSInterop.VerifyInvoke("backtester.closeDialogs");
    }

    [Fact]
    public void What_is_stored_is_found_by_name_once_typing_rests()
    {
        var palette = Render<CommandPalette>();
        palette.Find("[role=combobox]").Input("bt");
        palette.Find("[role=combobox]").Input("btc trend");
        palette.WaitForAssertion(() => Assert.Equal("Found btc trend", palette.Find("[role=option] .palette-title").TextContent));
        Assert.Equal(["btc trend"], _finder.Asked);
    }

    [Fact]
    public void Pages_stay_in_reach_where_the_database_does_not_answer()
    {
        _finder.Fails = true;
        var palette = Render<CommandPalette>();
        palette.Find("[role=combobox]").Input("jobs");
        palette.WaitForAssertion(() => Assert.StartsWith("1 found", palette.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Jobs", palette.Find("[role=option] .palette-title").TextContent);
    }

    [Fact]
    public async Task Finder_gives_backtests_searches_and_strategies_whose_names_have_all_words()
    {
        await using var portal = await RunningPortal.StartAsync();
        var found = await portal.Services.GetRequiredService<IPaletteFinder>().FindAsync("sma cross", default);
        Assert.Contains(found, e => e.Address == "strategies/sma_cross");
        Assert.DoesNotContain(found, e => e.Address == "strategies/confluence");
        Assert.Empty(await portal.Services.GetRequiredService<IPaletteFinder>().FindAsync("sma 'no% such_name", default));
    }

    private sealed class StubFinder : IPaletteFinder
    {
        public List<string> Asked { get; } = [];

        public bool Fails { get; set; }

        public Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken cancellation)
        {
            Asked.Add(text);
            return Fails
                ? throw new InvalidOperationException("The database is away.")
                : Task.FromResult<IReadOnlyList<PaletteEntry>>([new PaletteEntry("Found " + text, "Backtest #1", "chart", "backtests/1")]);
        }
    }
}
