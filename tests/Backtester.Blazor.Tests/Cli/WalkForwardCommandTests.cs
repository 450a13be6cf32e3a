using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`walkforward run` as a process.</summary>
public class WalkForwardCommandTests(CommandFolder folder) : IClassFixture<CommandFolder>
{
    private const string Yaml =
        "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nparameter_ranges: {fast: [3, 5, 8], slow: [10, 20]}\nwalk_forward: {mode: anchored, in_sample: 200, out_of_sample: 80h}\n";

    [Fact]
    public async Task Run_prints_one_document_or_a_table_of_windows()
    {
        var run = await BacktesterProcess.RunWithInputAsync(folder.Path, Yaml, "walkforward", "run", "-", "--json", "--equity", "full");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = run.Document();
        Assert.Equal(5, document.GetProperty("windows").GetArrayLength());
        Assert.Equal(400, document.GetProperty("equity_curve").GetArrayLength());
        Assert.Equal("anchored", document.GetProperty("walk_forward").GetProperty("mode").GetString());

        var text = await BacktesterProcess.RunWithInputAsync(folder.Path, Yaml, "walkforward", "run", "-");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains(document.GetProperty("sentence").GetString()!, text.Output, StringComparison.Ordinal);
        Assert.Contains("30 sets in 5 anchored windows", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Range_that_is_too_short_ends_with_2_and_the_number_of_missing_bars()
    {
        var run = await BacktesterProcess.RunWithInputAsync(folder.Path, Yaml.Replace("in_sample: 200", "in_sample: 521", StringComparison.Ordinal), "walkforward", "run", "-");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1 bars are missing", run.Error, StringComparison.Ordinal);
    }
}
