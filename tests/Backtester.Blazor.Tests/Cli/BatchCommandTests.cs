using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`optimize batch|batches|league`, as a shell gives them.</summary>
public class BatchCommandTests(CommandFolder folder) : IClassFixture<CommandFolder>
{
    private const string Yaml =
        "name: two\nexchange: test\nsymbols: [AAAUSDT]\ntimeframes: [1h, 2h]\nstrategies: [{strategy: sma_cross, parameter_ranges: {fast: [3, 5, 8], slow: [10, 20]}}]\n";

    [Fact]
    public async Task Batch_prints_the_league_and_keeps_it()
    {
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "optimize", "batch", "-", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = run.Document();
        Assert.Equal(("COMPLETED", 2, 12), (document.GetProperty("status").GetString(), document.GetProperty("league").GetArrayLength(), document.GetProperty("trials").GetInt32()));

        var again = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "optimize", "batch", "-");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("is stored already", again.Output, StringComparison.Ordinal);
        Assert.Contains(document.GetProperty("sentence").GetString()!, again.Output, StringComparison.Ordinal);

        var id = $"{document.GetProperty("id").GetInt64()}";
        var show = await CommandInProcess.RunAsync(folder.Path, "optimize", "league", id, "--json");
        Assert.Equal(document.GetProperty("league").ToString(), show.Document().GetProperty("league").ToString());
        var list = await CommandInProcess.RunAsync(folder.Path, "optimize", "batches", "--json");
        Assert.Equal("two", list.Document().GetProperty("results")[0].GetProperty("name").GetString());
        var missing = await CommandInProcess.RunAsync(folder.Path, "optimize", "league", "9999", "--json");
        Assert.Equal(2, missing.ExitCode);
    }
}
