using Backtester.Blazor.Pages.Strategies;
using Backtester.TestSupport;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Strategies;

/// <summary>Pine on the page of strategies: pasted or from a file, what was left out, and both ways on.</summary>
public sealed class PineImportCardTests : StrategyPages
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void Control_on_the_list_opens_and_closes_the_card()
    {
        var page = Render<StrategyList>();
        Assert.Empty(page.FindAll("#pine-text"));
        Button(page, "Import Pine").Click();
        Assert.Equal("true", Button(page, "Import Pine").GetAttribute("aria-expanded"));
        Button(page, "Close").Click();
        Assert.Empty(page.FindAll("#pine-text"));
    }

    [Fact]
    public void Whole_script_shows_its_definition_and_is_stored_only_when_saved()
    {
        var card = Translated("sma_cross");
        Assert.Contains("Everything that decides about trades was translated; 2 parts of no effect", card.Find("[data-import=whole]").TextContent, StringComparison.Ordinal);
        Assert.Contains("id: sma_cross_10_30", card.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(["the same", "the same"], card.FindAll("tr[data-line] td:last-child").Select(c => c.TextContent));
        Assert.Empty(Folder.Files());
        Button(card, "Save").Click();
        Assert.Equal("sma_cross_10_30", Assert.Single(Folder.Files()).Strategy!.Info.Id);
        Assert.EndsWith("strategies/sma_cross_10_30", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_that_loses_lines_names_each_with_its_reason_before_it_can_be_saved()
    {
        var card = Translated("state_and_loops");
        Assert.Contains("does not trade as the script does", card.Find("[data-import=partial]").TextContent, StringComparison.Ordinal);
        var row = card.Find("tr[data-line='9']");
        Assert.Contains("loops are not translated", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("would be others", row.TextContent, StringComparison.Ordinal);
        Button(card, "Save without these lines").Click();
        Assert.Equal("state_and_loops", Assert.Single(Folder.Files()).Strategy!.Info.Id);
    }

    [Fact]
    public void Script_of_which_nothing_comes_says_why_and_offers_nothing()
    {
        var card = Translated("old_version");
        Assert.Contains("version 4", card.Find("[data-import=nothing] tr[data-line='1']").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("pre"));
        Assert.DoesNotContain(card.FindAll("button"), b => b.TextContent.StartsWith("Save", StringComparison.Ordinal));
        card.Find("#pine-text").Change("  ");
        card.Find("form").Submit();
        Assert.Contains("There is no script yet", card.Find("#pine-problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_goes_to_the_editor_as_a_draft_of_its_own()
    {
        var card = Translated("sma_cross");
        Button(card, "Open in the editor").Click();
        var draft = JSInterop.VerifyInvoke("backtester.drafts.write");
        Assert.Equal("backtester-strategy:import:sma_cross_10_30", draft.Arguments[0]);
        Assert.Equal(card.Find("pre").TextContent, draft.Arguments[1]);
        Assert.EndsWith("strategies/new?import=sma_cross_10_30", Address, StringComparison.Ordinal);
        var editor = Render<StrategyEditor>();
        Assert.Equal("backtester-strategy:import:sma_cross_10_30", editor.FindComponent<Blazor.Pages.Strategies.Editing.CodeEditor>().Instance.DraftKey);
        Assert.Empty(Folder.Files());
    }

    [Fact]
    public void File_is_read_and_translated_and_one_that_is_too_large_refused()
    {
        var card = Render<PineImportCard>();
        card.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Script("sma_cross"), "sma_cross.pine"));
        card.WaitForElement("[data-import=whole]", TimeSpan.FromSeconds(20));
        card.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[(1 << 20) + 1], "large.pine"));
        card.WaitForAssertion(() => Assert.Contains("The file is too large: 1,048,577 bytes", card.Find("#pine-problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Empty(card.FindAll("[data-import]"));
    }

    private static string Script(string name) => File.ReadAllText(RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Pine/{name}.pine"));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").First(b => b.TextContent.Trim() == text);

    private IRenderedComponent<PineImportCard> Translated(string name)
    {
        var card = Render<PineImportCard>();
        card.Find("#pine-text").Change(Script(name));
        card.Find("form").Submit();
        return card;
    }
}
