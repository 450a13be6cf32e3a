using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`strategies import`: exit code and stdout.</summary>
public class StrategyImportCommandTests
{
    [Fact]
    public async Task Whole_script_is_stored_a_partial_one_only_when_asked_and_a_broken_one_never()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "sma_cross", "state_and_loops", "old_version" })
        {
            File.Copy(RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Pine/{name}.pine"), folder.PathOf($"{name}.pine"));
        }

        var whole = await CommandInProcess.RunAsync(folder.Path, "strategies", "import", "sma_cross.pine", "--json");
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.True(whole.Document().GetProperty("stored").GetBoolean());
        Assert.Equal("sma_cross_10_30", whole.Document().GetProperty("id").GetString());
        Assert.True(File.Exists(folder.PathOf("strategies/sma_cross_10_30.yaml")));

        var partial = await CommandInProcess.RunAsync(folder.Path, "strategies", "import", "state_and_loops.pine");
        Assert.Equal(1, partial.ExitCode);
        Assert.Contains("line 9, column 1: loops are not translated", partial.Output, StringComparison.Ordinal);
        Assert.Contains("--partial stores it nevertheless", partial.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("strategies/state_and_loops.yaml")));
        Assert.Equal(0, (await CommandInProcess.RunAsync(folder.Path, "strategies", "import", "state_and_loops.pine", "--partial")).ExitCode);
        Assert.True(File.Exists(folder.PathOf("strategies/state_and_loops.yaml")));

        var broken = await CommandInProcess.RunAsync(folder.Path, "strategies", "import", "old_version.pine");
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("version 4", broken.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandInProcess.RunAsync(folder.Path, "strategies", "import", "nothing.pine")).ExitCode);
    }
}
