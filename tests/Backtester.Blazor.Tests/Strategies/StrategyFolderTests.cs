using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies;

/// <summary>The user's strategies: read as they change, every version kept, nothing read from outside over the network.</summary>
public sealed class StrategyFolderTests : IDisposable
{
    private const string First = "id: mine\nlong_entry: close > sma(close, 10)\n";
    private const string Second = "id: mine\nversion: 1.1.0\nlong_entry: close > sma(close, 20)\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StrategyFolder _strategies;

    public StrategyFolderTests() => _strategies = new StrategyFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_that_changes_is_read_again_and_every_version_is_kept()
    {
        Assert.Empty(_strategies.Files());
        Write("mine.yaml", First);
        Assert.Equal("mine", Assert.Single(_strategies.Files()).Strategy!.Info.Id);
        Write("mine.yaml", Second);
        Assert.Equal("1.1.0", Assert.Single(_strategies.Files()).Strategy!.Info.Version);

        var versions = _strategies.Versions("mine");
        Assert.Equal(["1.0.0", "1.1.0"], versions.Select(v => v.Version).Order());
        foreach (var (text, version) in new[] { (First, "1.0.0"), (Second, "1.1.0") })
        {
            var hash = DefinitionReader.Parse(text).ContentHash;
            Assert.Equal(version, DefinitionReader.Parse(_strategies.VersionText("mine", hash[..12])!).Version);
        }

        Assert.Null(_strategies.VersionText("mine", "ffffffffffff"));
        File.Delete(Path.Combine(_strategies.Path, "mine.yaml"));
        Assert.Empty(_strategies.Files());
        Assert.Equal(2, _strategies.Versions("mine").Count);
    }

    [Fact]
    public void Broken_file_and_taken_id_are_told_and_the_others_still_listed()
    {
        Write("bad.yaml", "id: bad\nlong_entry: emaa(close, 3) > 1\n");
        Write("sma_cross.yaml", "id: sma_cross\nlong_entry: close > open\n");
        Write("mine.yaml", First);
        Write("twice.yaml", First);
        var files = _strategies.Files().ToDictionary(f => f.Name);
        Assert.Contains(files["bad.yaml"].Problems, p => p.Suggestion == "ema");
        Assert.Contains("belongs to the catalogue", files["sma_cross.yaml"].Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("has this id", files["twice.yaml"].Problems[0].Message, StringComparison.Ordinal);
        Assert.NotNull(files["mine.yaml"].Strategy);

        var found = new List<Diagnostic>();
        var library = new WorkspaceStrategies(_strategies, anyPath: false);
        Assert.Null(library.Find("bad", found));
        Assert.NotEmpty(found);
        Assert.Contains(library.All, s => s.Info.Id == "mine");
    }

    [Fact]
    public void Path_outside_is_refused_over_the_network_and_read_by_commands()
    {
        var outside = _folder.PathOf("outside.yaml");
        File.WriteAllText(outside, First);
        Write("inside.yaml", Second);
        foreach (var path in new[] { outside, "../outside.yaml", "x/../../outside.yaml", "/etc/hostname" })
        {
            var problems = new List<Diagnostic>();
            Assert.Null(new WorkspaceStrategies(_strategies, anyPath: false).Find(path, problems));
            Assert.Contains("does not lie in the folder", Assert.Single(problems).Message, StringComparison.Ordinal);
        }

        Assert.NotNull(new WorkspaceStrategies(_strategies, anyPath: false).Find("inside.yaml", []));
        Assert.NotNull(new WorkspaceStrategies(_strategies, anyPath: true).Find(outside, []));
        Assert.Equal(["1.1.0"], _strategies.Versions("mine").Select(v => v.Version));
    }

    [Fact]
    public void Link_that_leads_outside_is_refused()
    {
        File.WriteAllText(_folder.PathOf("outside.yaml"), First);
        Directory.CreateDirectory(_strategies.Path);
        File.CreateSymbolicLink(Path.Combine(_strategies.Path, "link.yaml"), _folder.PathOf("outside.yaml"));
        Assert.Null(_strategies.Resolve("link.yaml"));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("A")]
    public void Versions_of_what_is_no_id_are_none(string id) => Assert.Empty(_strategies.Versions(id));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_strategies.Path);
        var path = Path.Combine(_strategies.Path, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-100 + text.Length));
    }
}
