using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`montecarlo` and `crossvalidate run`, as a shell gives them.</summary>
public class MonteCarloCommandTests(CommandFolder folder) : IClassFixture<CommandFolder>
{
    private const string Run = "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nstrategy_params: {fast: 3, slow: 10}\n";
    private const string Validation =
        "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nparameter_ranges: {fast: [3, 5, 8], slow: [10, 20]}\ncross_validation: {groups: 5, test_groups: 2}\n";

    [Fact]
    public async Task A_stored_run_answers_with_one_document_or_with_sentences()
    {
        var made = await CommandInProcess.RunWithInputAsync(folder.Path, Run, "backtest", "run", "-", "--json");
        Assert.True(made.ExitCode == 0, made.Error);
        var id = $"{made.Document().GetProperty("id").GetInt64()}";

        var asked = await CommandInProcess.RunAsync(folder.Path, "montecarlo", id, "--question", "path", "--question", "luck", "--paths", "30", "--scheme", "shuffle", "--json");
        Assert.True(asked.ExitCode == 0, asked.Error);
        var document = asked.Document();
        Assert.Equal("shuffle", document.GetProperty("path").GetProperty("scheme").GetString());
        Assert.Equal(30, document.GetProperty("luck").GetProperty("paths").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, document.GetProperty("execution").ValueKind);

        var text = await CommandInProcess.RunAsync(folder.Path, "montecarlo", id, "--paths", "30", "--scheme", "shuffle");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains(document.GetProperty("path").GetProperty("sentence").GetString()!, text.Output, StringComparison.Ordinal);
        Assert.Contains("profit_factor is not shown", text.Output, StringComparison.Ordinal);
        Assert.Contains("all together", text.Output, StringComparison.Ordinal);

        var wrong = await CommandInProcess.RunAsync(folder.Path, "montecarlo", id, "--question", "lucky", "--paths", "0");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("did you mean luck?", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("paths: is out of range", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandInProcess.RunAsync(folder.Path, "montecarlo", "98765")).ExitCode);
    }

    [Fact]
    public async Task Cross_validation_prints_splits_and_paths()
    {
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Validation, "crossvalidate", "run", "-", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(10, run.Document().GetProperty("splits").GetArrayLength());

        var text = await CommandInProcess.RunWithInputAsync(folder.Path, Validation, "crossvalidate", "run", "-");
        Assert.Contains(run.Document().GetProperty("sentence").GetString()!, text.Output, StringComparison.Ordinal);
        Assert.Contains("on 10 splits of 5 groups", text.Output, StringComparison.Ordinal);
    }
}
