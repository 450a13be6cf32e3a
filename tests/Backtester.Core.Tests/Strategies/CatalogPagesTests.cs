using Backtester.Core.Strategies;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Strategies;

/// <summary>Each strategy of the catalogue has a page that shows its definition as it is.</summary>
public class CatalogPagesTests
{
    public static TheoryData<string> Ids => [.. StrategyCatalog.All.Select(s => s.Info.Id)];

    [Fact]
    public void Catalogue_has_at_least_seventeen_strategies_and_a_page_for_each()
    {
        var pages = Directory.GetFiles(RepositoryFiles.PathOf("docs/strategies"), "*.md").Select(Path.GetFileNameWithoutExtension).Where(p => p != "README").Order(StringComparer.Ordinal);
        Assert.True(StrategyCatalog.All.Count >= 17);
        Assert.Equal(StrategyCatalog.All.Select(s => s.Info.Id), pages);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_shows_the_definition_and_says_where_it_loses(string id)
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf($"docs/strategies/{id}.md"));
        var definition = File.ReadAllText(RepositoryFiles.PathOf($"src/Backtester.Core/Strategies/BuiltIn/{id}.yaml"));
        var info = StrategyCatalog.Find(id)!.Info;

        Assert.StartsWith($"# {info.Title}\n\n`{id}` · {info.Category} · {info.Version}\n\n{info.Description}\n", page, StringComparison.Ordinal);
        Assert.Contains($"```yaml\n{definition.TrimEnd()}\n```", page, StringComparison.Ordinal);
        Assert.All(["**Idea.** ", "**Where it earns.** ", "**Where it loses.** ", "**Source.** "], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal(definition.Contains("cvd(", StringComparison.Ordinal), page.Contains("estimate", StringComparison.Ordinal) && page.Contains("taker buy volume", StringComparison.Ordinal));
        Assert.Contains($"| [`{id}`]({id}.md) | {info.Category} | {info.Version} | {info.Description} |", File.ReadAllText(RepositoryFiles.PathOf("docs/strategies/README.md")), StringComparison.Ordinal);
    }
}
