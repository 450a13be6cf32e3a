using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`walkforward run`.</summary>
public class WalkForwardCommandTests(CommandFolder folder) : IClassFixture<CommandFolder>
{
    private const string Yaml =
        "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nparameter_ranges: {fast: [3, 5, 8], slow: [10, 20]}\nwalk_forward: {mode: anchored, in_sample: 200, out_of_sample: 80h}\n";

    [Fact]
    public async Task Run_prints_one_document_or_a_table_of_windows()
    {
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "walkforward", "run", "-", "--json", "--equity", "full");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = run.Document();
        Assert.Equal(5, document.GetProperty("windows").GetArrayLength());
        Assert.Equal(400, document.GetProperty("equity_curve").GetArrayLength());
        Assert.Equal("anchored", document.GetProperty("walk_forward").GetProperty("mode").GetString());

        var text = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "walkforward", "run", "-");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains("is stored already", text.Output, StringComparison.Ordinal);
        Assert.Contains(document.GetProperty("sentence").GetString()!, text.Output, StringComparison.Ordinal);
        Assert.Contains("30 sets in 5 of 5 anchored windows", text.Output, StringComparison.Ordinal);

        var id = $"{document.GetProperty("id").GetInt64()}";
        var list = await CommandInProcess.RunAsync(folder.Path, "walkforward", "list", "--json");
        Assert.Contains(list.Document().GetProperty("results").EnumerateArray(), r => $"{r.GetProperty("id").GetInt64()}" == id);
        var show = await CommandInProcess.RunAsync(folder.Path, "walkforward", "show", id, "--json", "--equity", "full");
        Assert.Equal(document.GetProperty("equity_curve").ToString(), show.Document().GetProperty("equity_curve").ToString());
        var missing = await CommandInProcess.RunAsync(folder.Path, "walkforward", "show", "9999", "--json");
        Assert.Equal(2, missing.ExitCode);
    }

    [Fact]
    public async Task Range_that_is_too_short_ends_with_2_and_the_number_of_missing_bars()
    {
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml.Replace("in_sample: 200", "in_sample: 521", StringComparison.Ordinal), "walkforward", "run", "-");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1 bars are missing", run.Error, StringComparison.Ordinal);
    }
}
