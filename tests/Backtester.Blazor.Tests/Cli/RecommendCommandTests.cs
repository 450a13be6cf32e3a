using System.Text.Json;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Tests.Recommendations;
using Backtester.Persistence.Recommendations;
using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`active …` and `recommend …`.</summary>
public sealed class RecommendCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Strategy_is_followed_advised_on_and_judged_by_commands()
    {
        await ImportAsync(-300, 0);
        var followed = await CommandInProcess.RunWithInputAsync(_folder.Path, FreshMarket.Spec, "active", "follow", "-", "--name", "swings", "--json");
        Assert.True(followed.ExitCode == 0, followed.Error);
        Assert.Equal(("ACTIVE", 1), (followed.Document().GetProperty("status").GetString(), followed.Document().GetProperty("version").GetInt32()));

        var generated = await RunAsync("recommend", "generate", "--strategy", "swings", "--json");
        var advice = generated.Document().GetProperty("looks")[0].GetProperty("recommendations").EnumerateArray().ToList();
        var forecasts = advice.Where(r => r.GetProperty("probability").ValueKind == JsonValueKind.Number).Select(r => r.GetProperty("id").GetInt64()).Order().ToList();
        var id = $"{forecasts[0]}";
        Assert.Contains("swings", (await RunAsync("recommend", "list", "--status", "PENDING")).Output, StringComparison.Ordinal);

        var accepted = await RunAsync("recommend", "accept", id, "--json");
        Assert.Equal("APPLIED", accepted.Document().GetProperty("status").GetString());
        var late = await CommandInProcess.RunAsync(_folder.Path, "recommend", "reject", id, "--reason", "no");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains($"recommendation {id} is already APPLIED since", late.Error, StringComparison.Ordinal);
        Assert.Equal("PENDING", (await RunAsync("recommend", "undo", id, "--json")).Document().GetProperty("status").GetString());
        await RunAsync("recommend", "snooze", id, "--until", "2999-01-01");

        await ImportAsync(0, 32);
        var first = (await RunAsync("recommend", "follow-up", "--json")).Document();
        Assert.Equal(forecasts, first.GetProperty("judged").EnumerateArray().Select(j => j.GetInt64()));
        var second = (await RunAsync("recommend", "follow-up", "--json")).Document();
        Assert.Equal((0, 0), (second.GetProperty("judged").GetArrayLength(), second.GetProperty("watched").GetArrayLength()));
        Assert.Contains("judged", (await RunAsync("recommend", "show", id)).Output, StringComparison.Ordinal);
        Assert.Equal(forecasts.Count, (await RunAsync("recommend", "record", "--json")).Document().GetProperty("live").GetProperty("count").GetInt32());

        var replayed = (await RunAsync("recommend", "replay", "--json")).Document().GetProperty("strategies")[0];
        Assert.True(replayed.GetProperty("recommendations").GetInt32() > 0, replayed.GetRawText());
        Assert.Contains("swings", (await RunAsync("active", "show", "swings")).Output, StringComparison.Ordinal);
        await RunAsync("active", "retire", "swings");
        Assert.Equal(1, (await CommandInProcess.RunAsync(_folder.Path, "active", "retire", "swings")).ExitCode);
        Assert.Equal(2, (await CommandInProcess.RunAsync(_folder.Path, "recommend", "show", "999")).ExitCode);
        Assert.Equal(2, (await CommandInProcess.RunAsync(_folder.Path, "recommend", "generate", "--strategy", "none")).ExitCode);
    }

    [Fact]
    public async Task Advice_that_was_accepted_by_a_process_that_ended_there_is_applied_once_by_whoever_comes_next()
    {
        const string Better = """{"exchange":"fresh","strategy":"sma_cross","strategy_params":{"fast":4,"slow":8},"symbols":["AAAUSDT"],"timeframe":"4h","warmup":"auto"}""";
        await ImportAsync(-300, 0);
        var followed = (await CommandInProcess.RunWithInputAsync(_folder.Path, FreshMarket.Spec, "active", "follow", "-", "--name", "swings", "--json")).Document();
        using (var workspace = Workspace.Open(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }))
        {
            var made = await workspace.Recommendations.AddAsync(followed.GetProperty("id").GetInt64(), [new StrategyRecommendation
            {
                Type = "parameters", StrategyVersion = 1, CurrentSpec = "{}", RecommendedSpec = Better, Metric = "roi", MadeAtMs = FreshMarket.Today, JudgedFromMs = FreshMarket.Today + 1, JudgedUntilMs = FreshMarket.Today + 2,
            }]);
            Assert.True((await workspace.Decisions.AcceptAsync(made[0].Id)).IsDone);
        }

        Assert.Equal(1, (await RunAsync("recommend", "follow-up", "--json")).Document().GetProperty("applied").GetInt32());
        Assert.Equal(0, (await RunAsync("recommend", "follow-up", "--json")).Document().GetProperty("applied").GetInt32());

        var versions = (await RunAsync("active", "show", "swings", "--json")).Document().GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32());
        Assert.Equal([2, 1], versions);
    }

    private async Task ImportAsync(int fromDay, int untilDay)
    {
        var file = _folder.PathOf("fresh.csv");
        await File.WriteAllTextAsync(file, FreshMarket.Csv(fromDay, untilDay));
        await RunAsync("candles", "import", file, "--exchange", "fresh", "--symbol", "AAAUSDT", "--timeframe", "4h");
    }

    private async Task<CommandResult> RunAsync(params string[] words)
    {
        var result = await CommandInProcess.RunAsync(_folder.Path, words);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}: {result.Error}{result.Output}");
        return result;
    }
}
