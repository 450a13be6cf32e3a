using Backtester.Blazor.Options;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Settings;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Shared.Display;
using Backtester.Blazor.Templates;
using Backtester.Data.Exchanges;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Settings;

public sealed class SettingsCardTests : BunitContext
{
    private readonly TemporaryFolder _folder = new();

    public SettingsCardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<DisplayChoice>();
        Services.AddScoped<ToastService>();
    }

    [Fact]
    public void Chosen_style_holds_at_once_everywhere_and_is_kept_in_the_browser()
    {
        JSInterop.Setup<string?>("backtester.ownZone").SetResult("Asia/Tokyo");
        var (card, note) = (Render<DisplayCard>(), Render<ZoneNote>());
        Assert.Contains("\u22121,234.50", card.Find("[data-sample]").TextContent, StringComparison.Ordinal);
        card.Find("#numbers").Change("comma");
        Assert.Contains("\u22121.234,50", card.Find("[data-sample]").TextContent, StringComparison.Ordinal);
        card.Find(".linklike").Click();
        Assert.Contains("2024-07-05 23:05 Tokyo", card.Find("[data-sample]").TextContent, StringComparison.Ordinal);
        note.WaitForAssertion(() => Assert.Contains("Times are Tokyo", note.Markup, StringComparison.Ordinal));
        var kept = JSInterop.VerifyInvoke("backtester.keepDisplay", 2)[^1].Arguments;
        Assert.Equal([DisplayStyle.Cookie, "comma|Asia/Tokyo", "comma", "Asia/Tokyo"], kept);
    }

    [Fact]
    public void Each_server_setting_names_the_one_in_the_file_and_the_environment()
    {
        var name = Render<SettingName>(p => p.Add(s => s.Name, "Retention:JobDays")).Find("code");
        Assert.Equal("Retention:JobDays", name.TextContent);
        Assert.Contains("BACKTESTER__RETENTION__JOBDAYS", name.GetAttribute("title"), StringComparison.Ordinal);

        var options = new BacktesterOptions { DataDirectory = _folder.Path };
        var page = Render<ExchangeSettingsCard>(p => p.Add(c => c.Options, options.Exchanges with { Addresses = "Bybit=http://127.0.0.1:9/" })).Markup
            + Render<RetentionCard>(p => p.Add(c => c.Options, options)).Markup
            + Folder(options);
        foreach (var found in System.Text.RegularExpressions.Regex.Matches(page, "setting-name\"[^>]*>(?<name>[^<]+)<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value))
        {
            Assert.True(SettingsFile.IsKnown(found), found);
        }

        Assert.Contains("http://127.0.0.1:9/", page, StringComparison.Ordinal);
        Assert.All(ExchangeCatalog.All, facts => Assert.Contains(facts.Title, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Notices_of_others_work_are_read_on_the_page()
    {
        var about = Render<AboutCard>();
        Assert.Empty(about.FindAll("#notices"));
        about.Find("button").Click();
        about.WaitForAssertion(() => Assert.Contains("Apache", about.Find("#notices").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_of_new_backtests_are_stored_whole_and_go_when_emptied()
    {
        var defaults = new SpecDefaults(_folder.Path);
        Assert.True(defaults.Read().IsEmpty);
        defaults.Save(FormDocument.Parse("""{"initial_capital":5000,"execution":{"preset":"backtrader"}}"""));
        Assert.Equal(("5000", "backtrader"), (new SpecDefaults(_folder.Path).Read().Text("initial_capital"), new SpecDefaults(_folder.Path).Read().Text("execution.preset")));
        defaults.Save(new FormDocument());
        Assert.True(defaults.Read().IsEmpty);
        File.WriteAllText(_folder.PathOf("new-backtest.json"), "{ half");
        Assert.True(defaults.Read().IsEmpty);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private string Folder(BacktesterOptions options)
    {
        var card = Render<DataFolderCard>(p => p.Add(c => c.Options, options));
        card.WaitForAssertion(() => Assert.NotNull(card.Find("dl")));
        return card.Markup;
    }
}
