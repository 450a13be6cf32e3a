using Xunit;

namespace Backtester.Blazor.Tests.Cli;

public sealed class CandleCommandTests : IDisposable
{
    private static readonly string[] Series = ["--exchange", "test", "--symbol", "AAAUSDT", "--timeframe", "1h"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_names_damage_moves_it_aside_and_clear_deletes()
    {
        await File.WriteAllTextAsync(_folder.PathOf("small.csv"), SmallMarket.Csv());
        Assert.Equal(0, (await Run(["candles", "import", "small.csv", .. Series])).ExitCode);
        var good = await Run("candles", "verify", "--json");
        Assert.Equal(0, good.ExitCode);
        Assert.Equal(100, Assert.Single(good.Document().EnumerateArray()).GetProperty("score").GetDouble());

        var json = await BacktesterProcess.RunAsync(_folder.Path, ["candles", "export", "--format", "json", .. Series]);
        Assert.Equal(SmallMarket.Rows, json.Document().GetProperty("candles").GetArrayLength());

        // 600 hours are January, complete, alone: damage in it leaves nothing to judge.
        var files = Directory.GetFiles(_folder.Path, "*.candles", SearchOption.AllDirectories);
        var bytes = await File.ReadAllBytesAsync(files[0]);
        bytes[^20] ^= 8;
        await File.WriteAllBytesAsync(files[0], bytes);
        var damaged = await Run("candles", "verify");
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains(files[0], damaged.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await Run(["candles", "clear", .. Series])).ExitCode);
        Assert.Equal(2, (await Run(["candles", "clear", .. Series])).ExitCode);
        Assert.Equal(2, (await Run("candles", "verify", "--exchange", "test")).ExitCode);
    }

    [Fact]
    public async Task Universe_is_saved_listed_told_and_run_and_a_premium_is_printed()
    {
        await File.WriteAllTextAsync(_folder.PathOf("small.csv"), SmallMarket.Csv());
        await File.WriteAllTextAsync(_folder.PathOf("all.yaml"), "rule: {quote: USDT, days: 3, every: week}");
        Assert.Equal(0, (await Run(["candles", "import", "small.csv", .. Series])).ExitCode);
        Assert.Equal(0, (await Run("candles", "import", "small.csv", "--exchange", "other", "--symbol", "AAAUSD", "--timeframe", "1h")).ExitCode);
        Assert.Equal(0, (await Run("candles", "universe", "save", "all", "all.yaml")).ExitCode);
        Assert.Contains("all in USDT by quote volume of 3 days, chosen every week", (await Run("candles", "universe", "list")).Output, StringComparison.Ordinal);
        var members = await Run("candles", "universe", "members", "all", "--exchange", "test", "--json");
        Assert.Equal(["", "AAAUSDT", "AAAUSDT", "AAAUSDT"], members.Document().GetProperty("periods").EnumerateArray().Select(p => string.Join(' ', p.GetProperty("symbols").EnumerateArray())));
        var run = await Run("backtest", "run", "--universe", "all", "--timeframe", "1h", "--strategy", "sma_cross", "--json", "--equity", "none");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("all", run.Document().GetProperty("spec").GetProperty("universe").GetProperty("name").GetString());
        var premium = await Run(["candles", "premium", .. Series, "--json"]);
        Assert.Equal(("other", SmallMarket.Rows), (premium.Document().GetProperty("with_exchange").GetString(), premium.Document().GetProperty("candles").GetInt32()));
        Assert.Equal(0, (await Run("candles", "universe", "delete", "all")).ExitCode);
        Assert.Equal(2, (await Run("candles", "universe", "show", "all")).ExitCode);
    }

    private Task<CommandResult> Run(params string[] arguments) => CommandInProcess.RunAsync(_folder.Path, arguments);
}
