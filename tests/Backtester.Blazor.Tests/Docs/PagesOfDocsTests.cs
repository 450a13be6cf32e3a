using System.Text.RegularExpressions;
using Backtester.Core.Analysis;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>What README and docs say of the repository is so.</summary>
public class PagesOfDocsTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(RepositoryFiles.Root, f))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(RepositoryFiles.PathOf(page))!;
        var links = Regex.Matches(File.ReadAllText(RepositoryFiles.PathOf(page)), @"\]\(([^)#\s]+)[^)]*\)")
            .Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal));

        Assert.All(links, l => Assert.True(Path.Exists(Path.Combine(folder, l)), $"{page} links to {l}, which is not there"));
    }

    [Fact]
    public void Readme_is_short() => Assert.InRange(File.ReadAllLines(RepositoryFiles.PathOf("README.md")).Length, 20, 119);

    [Fact]
    public void Ci_runs_the_test_command_of_the_readme()
    {
        var command = Regex.Match(File.ReadAllText(RepositoryFiles.PathOf("README.md")), @"(?m)^dotnet test .*$").Value.TrimEnd();

        Assert.NotEmpty(command);
        Assert.Contains(command, File.ReadAllText(RepositoryFiles.PathOf(".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_folder_in_the_readmes_map_is_there()
    {
        var map = Regex.Match(File.ReadAllText(RepositoryFiles.PathOf("README.md")), @"## The repository\s+```\n([\s\S]*?)```").Groups[1].Value;
        var paths = Regex.Matches(map, @"(?m)^(\S+)").Select(m => m.Value).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, p => Assert.True(Path.Exists(RepositoryFiles.PathOf(p)), $"{p} is not there"));
    }

    [Fact]
    public void Metrics_page_states_every_metric_as_the_catalogue_does()
    {
        var rows = File.ReadAllLines(RepositoryFiles.PathOf("docs/metrics.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | "))
            .ToDictionary(c => c[0].Trim('`'), c => (Unit: c[1], Formula: c[2], Source: c[^1]));

        Assert.Equal(MetricCatalog.All.Select(m => m.Name).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(MetricCatalog.All, m => Assert.Equal((m.Unit.ToString().ToLowerInvariant(), m.Formula.Replace("|", @"\|", StringComparison.Ordinal), m.Source), rows[m.Name]));
    }
}
