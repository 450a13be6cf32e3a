using System.Xml.Linq;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Architecture;

/// <summary>Holds the direction of references between projects: Core ← Data, Core ← Persistence, and the portal uses all three.</summary>
public class ProjectReferenceTests
{
    [Theory]
    [InlineData("Backtester.Core", "")]
    [InlineData("Backtester.Data", "Backtester.Core")]
    [InlineData("Backtester.Persistence", "Backtester.Core")]
    [InlineData("Backtester.Blazor", "Backtester.Core Backtester.Data Backtester.Persistence")]
    public void Project_refers_to_exactly_these_projects(string project, string expected)
    {
        var references = Items(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/'))).Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join(' ', references));
    }

    [Fact]
    public void Core_needs_one_package() => Assert.Equal(["YamlDotNet"], Items("Backtester.Core", "PackageReference"));

    [Fact]
    public void The_source_folder_holds_exactly_the_four_projects()
    {
        var projects = Directory.GetDirectories(RepositoryFiles.PathOf("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(["Backtester.Blazor", "Backtester.Core", "Backtester.Data", "Backtester.Persistence"], projects);
    }

    [Fact]
    public void No_source_folder_is_a_drawer()
    {
        string[] drawers = ["Common", "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Managers"];
        var found = Directory.EnumerateDirectories(RepositoryFiles.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(d => drawers.Contains(Path.GetFileName(d), StringComparer.OrdinalIgnoreCase));

        Assert.Empty(found);
    }

    private static List<string> Items(string project, string name) =>
        XDocument.Load(RepositoryFiles.PathOf($"src/{project}/{project}.csproj"))
            .Descendants(name)
            .Select(e => e.Attribute("Include")?.Value)
            .OfType<string>()
            .ToList();
}
