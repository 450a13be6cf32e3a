using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.WalkForwards;
using Backtester.Blazor.Tests.Api;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Persistence.WalkForwards;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.WalkForwards;

/// <summary>A window of a walk-forward as a run of its own: from the table over the form to the spec.</summary>
public sealed class WindowBacktestTests(ApiPortal api) : PortalPages(api)
{
    private const long Hour = 3_600_000;

    [Fact]
    public async Task Window_becomes_a_run_of_its_set_on_the_stretch_that_it_traded()
    {
        var walk = await WalkAsync();
        var window = walk.Windows[1];
        var spec = WindowSpec.Of(walk.Row, window)!;

        Assert.Equal("auto", (string)spec["warmup"]!);
        Assert.Equal(window.Params!["fast"], (double)spec["strategy_params"]!["fast"]!);
        Assert.Null(spec["walk_forward"]);
        Assert.Null(spec["parameter_ranges"]);
        var range = RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, Services.GetRequiredService<ICandleCatalog>()).Range;
        Assert.Equal((window.OutOfSampleStart.ToUnixTimeMilliseconds(), 80 * Hour), (range.StartMs, range.EndMs - range.StartMs));

        Assert.Null(WindowSpec.Of(walk.Row, window with { Params = null }));
    }

    [Fact]
    public async Task Number_of_earlier_candles_that_the_walk_was_given_stays()
    {
        var walk = await WalkAsync();
        var manifest = JsonNode.Parse(walk.Row.Manifest)!;
        manifest["spec"]!["warmup"] = 33;
        Assert.Equal(33, (int)WindowSpec.Of(new StrategyWalkForward { Manifest = manifest.ToJsonString() }, walk.Windows[0])!["warmup"]!);
    }

    [Fact]
    public async Task Form_of_a_new_backtest_begins_with_the_window_that_its_link_names()
    {
        var walk = await WalkAsync();
        var window = walk.Windows[2];
        var table = Render<WindowsTable>(p => p.Add(t => t.Walk, walk));
        var link = table.FindAll("#windows tbody a")[2].GetAttribute("href")!;
        Assert.Equal($"backtests/new?walk={walk.Row.Id}&window=3", link);

        var form = Open<NewBacktest>(link);
        form.WaitForAssertion(() => Assert.Equal("test", form.Find("#f-exchange").GetAttribute("value")), Patience);
        Assert.Equal($"{window.Params!["fast"]}", form.Find("#f-strategy_params-fast").GetAttribute("value"));
        Assert.Equal("auto", form.Find("#f-warmup").GetAttribute("value"));
        Assert.Contains($"\"start_date\": \"{window.OutOfSampleStart:yyyy-MM-dd'T'HH:mm:ss'Z'}\"", form.Find("#document").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Window_without_a_choice_has_no_link_and_one_that_is_not_there_begins_an_ordinary_form()
    {
        var walk = await WalkAsync();
        var table = Render<WindowsTable>(p => p.Add(t => t.Walk, walk with { Windows = [walk.Windows[0] with { Params = null, Note = "no set has a score" }, walk.Windows[1]] }));
        Assert.Single(table.FindAll("#windows tbody a"));
        Assert.Contains("no set has a score", table.Find("#windows .remark").TextContent, StringComparison.Ordinal);

        var form = Open<NewBacktest>($"backtests/new?walk={walk.Row.Id}&window=99");
        form.WaitForAssertion(() => Assert.NotEmpty(form.Find("#document").GetAttribute("value")!), Patience);
        Assert.DoesNotContain("start_date", form.Find("#document").GetAttribute("value"), StringComparison.Ordinal);
    }

    /// <summary>Five windows; the stored one answers from the second time on.</summary>
    private async Task<WalkForwardReading> WalkAsync()
    {
        using var answer = await Api.PostAsync("/api/backtest/walkforward", WalkForwardRoutesTests.Spec);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("walkforward_id").GetInt64();
        using var patience = new CancellationTokenSource(Patience);
        var store = Services.GetRequiredService<WalkForwardStore>();
        while (true)
        {
            if (await store.GetAsync(id, patience.Token) is { Row.ResultHash: not null } walk)
            {
                return WalkForwardReading.Of(walk);
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
