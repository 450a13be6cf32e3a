using Backtester.Blazor.Strategies;
using Backtester.Blazor.Strategies.Editing;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies.Editing;

/// <summary>What may be stored: ids of one's own, and a version whose rules stay what they were.</summary>
public sealed class StrategyEditingTests : IDisposable
{
    private const string First = "id: mine\nlong_entry: close > sma(close, 10)\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StrategyFolder _strategies;

    public StrategyEditingTests() => _strategies = new StrategyFolder(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Other_rules_need_another_version_and_the_same_rules_do_not()
    {
        _strategies.Save(First, asWritten: true);
        Assert.Empty(Problems(First, "mine"));
        Assert.Empty(Problems("# more words\n" + First + "title: Better words\n", "mine"));
        var changed = First.Replace("10", "20", StringComparison.Ordinal);
        Assert.Equal(("version", "1.0.0", "1.0.1"), Assert.Single(Problems(changed, "mine").Select(p => (p.Path, p.Got, p.Suggestion))));
        _strategies.Save(changed + "version: 1.0.1\n", asWritten: true);
        Assert.Equal("1.0.2", Assert.Single(Problems(First.Replace("10", "30", StringComparison.Ordinal), "mine")).Suggestion);

        // Back to rules that are kept under that very version.
        Assert.Empty(Problems(First, "mine"));
    }

    [Theory]
    [InlineData("long_entry: close > open\n", null, "id", null)]
    [InlineData("id: sma_cross\nlong_entry: close > open\n", null, "id", "my_sma_cross")]
    [InlineData("id: mine\nversion: 2.0.0\nlong_entry: close > open\n", null, "id", "mine_2")]
    [InlineData("id: mine\nversion: 2.0.0\nlong_entry: close > open\n", "other", "id", "mine_2")]
    public void Id_must_be_ones_own_and_free(string text, string? original, string field, string? suggestion)
    {
        _strategies.Save(First);
        var problem = Assert.Single(Problems(text, original));
        Assert.Equal((field, suggestion), (problem.Path, problem.Suggestion));
    }

    [Fact]
    public void Text_is_stored_as_written_in_the_file_that_has_its_id()
    {
        Directory.CreateDirectory(_strategies.Path);
        File.WriteAllText(Path.Combine(_strategies.Path, "any name.yaml"), First);
        var text = "# mine\n" + First + "version: 1.1.0\n";
        _strategies.Save(text, asWritten: true);
        Assert.Equal(text, File.ReadAllText(Assert.Single(_strategies.Files()).Path));
        Assert.Equal(["1.0.0", "1.1.0"], _strategies.Versions("mine").Select(v => v.Version).Order());
    }

    [Fact]
    public void Json_file_that_becomes_yaml_gets_the_right_name()
    {
        Directory.CreateDirectory(_strategies.Path);
        File.WriteAllText(Path.Combine(_strategies.Path, "mine.json"), """{"id": "mine", "long_entry": "close > open"}""");

        // What was written by hand is a version too.
        Assert.Throws<Core.Formulas.FormulaException>(() => _strategies.Save(First, asWritten: true));
        _strategies.Save(First + "version: 1.0.1\n", asWritten: true);
        Assert.Equal("mine.yaml", Assert.Single(_strategies.Files()).Name);
    }

    [Fact]
    public void Copy_of_every_strategy_of_the_catalogue_can_be_stored()
    {
        foreach (var strategy in StrategyCatalog.All.OfType<DefinedStrategy>())
        {
            var copy = StrategyTemplate.CopyOf(strategy.Definition, id => StrategyEditing.IsTaken(_strategies, id));
            Assert.Empty(Problems(copy, null));
            _strategies.Save(copy, asWritten: true);
            Assert.Contains($"id: my_{strategy.Info.Id}_2\n", StrategyTemplate.CopyOf(strategy.Definition, id => StrategyEditing.IsTaken(_strategies, id)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1.0.0", "1.0.1")]
    [InlineData("1.0.9", "1.0.10")]
    [InlineData("2", "3")]
    [InlineData("beta", "beta.1")]
    [InlineData("1.0.1", "1.0.3")]
    public void Next_version_counts_up_and_passes_by_used_ones(string version, string next) =>
        Assert.Equal(next, VersionNumber.Next(version, ["1.0.2", "1.0.0"]));

    [Fact]
    public void Completion_knows_every_field_of_the_reader()
    {
        var unknown = Assert.Single(DefinitionReader.Read("nonsense_field: 1\nlong_entry: close > open\n").Problems);
        Assert.Equal(unknown.Allowed!.Split(", "), DefinitionField.All.Select(f => f.Name));
    }

    private IReadOnlyList<Core.Formulas.Diagnostic> Problems(string text, string? original) =>
        StrategyEditing.Problems(_strategies, DefinitionReader.Parse(text), original);
}
