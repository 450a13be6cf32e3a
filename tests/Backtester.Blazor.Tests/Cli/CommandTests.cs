using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>A data folder with one imported series and one run, made by the commands themselves.</summary>
public sealed class CommandFolder : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public CommandResult Import { get; private set; } = null!;

    public CommandResult Run { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.PathOf("small.csv"), SmallMarket.Csv());
        await File.WriteAllTextAsync(_folder.PathOf("spec.json"), SmallMarket.Spec);
        Import = await BacktesterProcess.RunAsync(
            Path, "candles", "import", "small.csv", "--exchange", "test", "--symbol", "AAA/USDT", "--timeframe", "1h", "--json");
        Run = await BacktesterProcess.RunAsync(Path, "backtest", "run", "spec.json", "--json", "--equity", "full");
    }

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>Every command: exit code and stdout.</summary>
public class CommandTests(CommandFolder folder) : IClassFixture<CommandFolder>
{
    [Fact]
    public void Candles_import_prints_what_it_stored()
    {
        Assert.Equal(0, folder.Import.ExitCode);
        var document = folder.Import.Document();
        Assert.Equal("AAAUSDT", document.GetProperty("symbol").GetString());
        Assert.Equal(SmallMarket.Rows, document.GetProperty("rows").GetInt64());
        Assert.Equal(SmallMarket.Rows, document.GetProperty("added").GetInt64());
        var series = new CandleLibrary(folder.Path).Load(new SeriesKey("test", "AAAUSDT", Timeframe.Parse("1h")), TimeRange.All);
        Assert.Equal(SmallMarket.Rows, series.Count);
        Assert.Equal(SmallMarket.FirstOpenMs, series.OpenTimeMs[0]);
    }

    [Fact]
    public void Backtest_run_prints_one_result_document()
    {
        Assert.True(folder.Run.ExitCode == 0, folder.Run.Error);
        var document = folder.Run.Document();
        Assert.Equal("COMPLETED", document.GetProperty("status").GetString());
        Assert.False(document.GetProperty("cached").GetBoolean());
        Assert.Equal(SmallMarket.Rows, document.GetProperty("equity_curve").GetArrayLength());
        Assert.True(document.GetProperty("trades").GetArrayLength() > 3);
        Assert.Equal(document.GetProperty("metrics").GetProperty("total_trades").GetDouble(), document.GetProperty("trades").GetArrayLength());
    }

    [Fact]
    public async Task Same_run_again_is_cached_and_fresh_runs_anew_with_the_same_result()
    {
        var first = folder.Run.Document();
        var again = await Run("backtest", "run", "spec.json", "--json", "--equity", "full");
        Assert.True(again.Document().GetProperty("cached").GetBoolean());
        Assert.Equal(first.GetProperty("id").GetInt64(), again.Document().GetProperty("id").GetInt64());
        Assert.Equal(Result(first), Result(again.Document()));

        var fresh = await Run("backtest", "run", "spec.json", "--json", "--fresh", "--equity", "none");
        Assert.NotEqual(first.GetProperty("id").GetInt64(), fresh.Document().GetProperty("id").GetInt64());
        Assert.Equal(first.GetProperty("result_hash").GetString(), fresh.Document().GetProperty("result_hash").GetString());

        var deleted = await Run("backtest", "delete", $"{fresh.Document().GetProperty("id").GetInt64()}", "--json");
        Assert.Equal(0, deleted.ExitCode);
        var shown = await Run("backtest", "show", $"{first.GetProperty("id").GetInt64()}", "--json", "--equity", "full");
        Assert.Equal(Result(first), Result(shown.Document()));
    }

    [Fact]
    public async Task Summary_counts_the_stored_runs()
    {
        var summary = await Run("backtest", "summary", "--json");
        Assert.True(summary.ExitCode == 0, summary.Error);
        Assert.True(summary.Document().GetProperty("runs_by_status").GetProperty("COMPLETED").GetInt32() >= 1);
        Assert.Contains("in sample, by strategy", (await Run("backtest", "summary")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_changes_notes_and_tags_and_list_finds_them()
    {
        var id = folder.Run.Document().GetProperty("id").GetInt64();
        var edited = await Run("backtest", "edit", $"{id}", "--notes", "seen", "--tags", "keep, BTC", "--json");
        Assert.True(edited.ExitCode == 0, edited.Error);
        Assert.Equal("seen", edited.Document().GetProperty("notes").GetString());
        var listed = await Run("backtest", "list", "--tag", "btc", "--sort", "roi", "--json");
        Assert.Equal(id, Assert.Single(listed.Document().GetProperty("results").EnumerateArray()).GetProperty("id").GetInt64());
        Assert.Equal(2, (await Run("backtest", "edit", $"{id}", "--json")).ExitCode);
        Assert.Equal(2, (await Run("backtest", "list", "--sort", "profit", "--json")).ExitCode);
        Assert.Equal(2, (await Run("backtest", "edit", "99999", "--tags", "", "--json")).ExitCode);
    }

    [Fact]
    public async Task Compare_tests_a_run_against_an_equal_one()
    {
        var id = folder.Run.Document().GetProperty("id").GetInt64();
        var fresh = (await Run("backtest", "run", "spec.json", "--json", "--fresh", "--equity", "none")).Document().GetProperty("id").GetInt64();
        var compared = await Run("backtest", "compare", $"{id},{fresh}", "--json");
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Equal(2, compared.Document().GetProperty("runs").GetArrayLength());
        Assert.Contains("metric (* best)", (await Run("backtest", "compare", $"{id}", $"{fresh}")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("backtest", "compare", $"{id}", "--json")).ExitCode);
        await Run("backtest", "delete", $"{fresh}");
    }

    [Fact]
    public async Task Report_is_written_as_one_file()
    {
        var id = $"{folder.Run.Document().GetProperty("id").GetInt64()}";
        var report = await Run("backtest", "report", id, "--html", "report.html");
        Assert.True(report.ExitCode == 0, report.Error);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.html")), StringComparison.Ordinal);
        Assert.Contains("report.html", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_is_saved_shown_and_deleted()
    {
        Assert.Equal(0, (await Run("backtest", "template", "save", "Small one", "spec.json", "--json")).ExitCode);
        Assert.Equal("Small one", Assert.Single((await Run("backtest", "template", "list", "--json")).Document().GetProperty("templates").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("1h", (await Run("backtest", "template", "show", "Small one")).Document().GetProperty("timeframe").GetString());
        Assert.Equal(0, (await Run("backtest", "template", "delete", "Small one")).ExitCode);
        Assert.Equal(2, (await Run("backtest", "template", "show", "Small one")).ExitCode);
        Assert.Equal(2, (await Run("backtest", "template", "save", "../x", "spec.json")).ExitCode);
    }

    [Fact]
    public async Task Flags_stand_for_the_same_spec_as_the_file()
    {
        var flags = await Run(
            "backtest", "run", "--name", "by flags", "--exchange", "test", "--symbols", "aaa-usdt", "--timeframe", "1h", "--strategy", "sma_cross",
            "--params", """{"fast":5,"slow":20}""", "--json");
        Assert.True(flags.ExitCode == 0, flags.Error);
        Assert.True(flags.Document().GetProperty("cached").GetBoolean());
        Assert.Equal(folder.Run.Document().GetProperty("fingerprint").GetString(), flags.Document().GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task Dry_run_prints_a_spec_that_runs_as_the_same_run()
    {
        var dry = await Run("backtest", "run", "spec.json", "--dry-run");
        Assert.Equal(0, dry.ExitCode);
        Assert.Equal("next_open", dry.Document().GetProperty("execution").GetProperty("fill").GetString());
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, dry.Output, "backtest", "run", "-", "--json");
        Assert.True(run.Document().GetProperty("cached").GetBoolean(), run.Error);
    }

    [Fact]
    public async Task Yaml_spec_runs_too()
    {
        const string Yaml = "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nstrategy_params: {fast: 5, slow: 20}\n";
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "backtest", "run", "-", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(folder.Run.Document().GetProperty("fingerprint").GetString(), run.Document().GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task Verify_proves_the_stored_run_and_report_shows_its_intervals()
    {
        var id = $"{folder.Run.Document().GetProperty("id").GetInt64()}";
        var verify = await Run("backtest", "verify", id, "--json");
        Assert.True(verify.ExitCode == 0, verify.Error);
        Assert.True(verify.Document().GetProperty("verified").GetBoolean());
        Assert.Contains("Proven", (await Run("backtest", "verify", id)).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("backtest", "verify", "999999")).ExitCode);

        var report = await Run("backtest", "report", id, "--json");
        Assert.Equal(1000, report.Document().GetProperty("confidence").GetProperty("paths").GetInt32());
        Assert.Contains("sharpe_ratio", (await Run("backtest", "report", id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_proves_shorts_that_were_never_in_profit()
    {
        // A short whose low was its entry has an excursion of zero, whose sign a database does not keep.
        var run = await Run(
            "backtest", "run", "--exchange", "sample", "--symbols", "BTCUSDT", "--timeframe", "5m", "--start", "2023-01-01", "--end", "2023-01-14",
            "--strategy", "confluence", "--json");
        Assert.Contains(
            run.Document().GetProperty("trades").EnumerateArray(),
            trade => trade.GetProperty("direction").GetString() == "SHORT" && trade.GetProperty("mfe").GetDouble() == 0);

        var verify = await Run("backtest", "verify", $"{run.Document().GetProperty("id").GetInt64()}", "--json");
        Assert.True(verify.Document().GetProperty("verified").GetBoolean(), verify.Output);
    }

    [Fact]
    public async Task Optimize_run_prints_the_document_that_show_prints_again()
    {
        const string Yaml = "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nparameter_ranges: {fast: [3, 5, 8], slow: {min: 10, max: 30, step: 10}}\nsearch: {method: lhs, trials: 5}\n";
        var run = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "optimize", "run", "-", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = run.Document();
        Assert.Equal("COMPLETED", document.GetProperty("status").GetString());
        Assert.Equal(9, document.GetProperty("total_combinations").GetInt64());
        Assert.Equal(5, document.GetProperty("trials").GetArrayLength());
        var again = await CommandInProcess.RunWithInputAsync(folder.Path, Yaml, "optimize", "run", "-", "--json");
        Assert.True(again.Document().GetProperty("cached").GetBoolean());

        var id = $"{document.GetProperty("id").GetInt64()}";
        Assert.Equal(document.ToString(), (await Run("optimize", "show", id, "--json")).Document().ToString());
        Assert.Contains(document.GetProperty("honesty").GetProperty("sentence").GetString()!, (await Run("optimize", "show", id)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("optimize", "resume", id)).ExitCode);
        Assert.Equal(2, (await Run("optimize", "show", "999999")).ExitCode);

        // A set as a run of its own shows the numbers of the table.
        var set = document.GetProperty("trials")[0];
        var open = await Run("optimize", "open", id, set.GetProperty("number").ToString(), "--json");
        Assert.True(open.ExitCode == 0, open.Error);
        Assert.Equal("COMPLETED", open.Document().GetProperty("status").GetString());
        foreach (var metric in set.GetProperty("metrics").EnumerateObject())
        {
            Assert.Equal(metric.Value.ToString(), open.Document().GetProperty("metrics").GetProperty(metric.Name).ToString());
        }

        Assert.Equal(2, (await Run("optimize", "open", id, "99")).ExitCode);
        Assert.Equal(0, (await Run("optimize", "delete", id)).ExitCode);
    }

    [Theory]
    [InlineData("backtest", "list")]
    [InlineData("optimize", "list")]
    [InlineData("jobs", "list")]
    [InlineData("candles", "list")]
    [InlineData("strategies", "list")]
    [InlineData("strategies", "show", "sma_cross")]
    [InlineData("candles", "info", "--exchange", "test", "--symbol", "AAAUSDT", "--timeframe", "4h")]
    [InlineData("db", "migrate")]
    public async Task Reading_commands_print_text_for_people_and_one_document_with_json(params string[] arguments)
    {
        var text = await Run(arguments);
        Assert.Equal(0, text.ExitCode);
        Assert.NotEmpty(text.Output);
        Assert.DoesNotContain('\u001b', text.Output + text.Error);
        var json = await Run([.. arguments, "--json"]);
        Assert.Equal(0, json.ExitCode);
        Assert.Contains(json.Document().ValueKind, new[] { JsonValueKind.Array, JsonValueKind.Object });
    }

    [Fact]
    public async Task Export_gives_back_what_was_imported()
    {
        var export = await BacktesterProcess.RunAsync(folder.Path, "candles", "export", "--exchange", "test", "--symbol", "AAAUSDT", "--timeframe", "1h");
        Assert.Equal(0, export.ExitCode);
        var (expected, actual) = (SmallMarket.Csv().Split('\n'), export.Output.Split('\n'));
        Assert.Equal(expected[0], actual[0]);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 1; i <= SmallMarket.Rows; i++)
        {
            Assert.Equal(expected[i].Split(',').Select(double.Parse), actual[i].Split(',').Select(double.Parse));
        }
    }

    [Fact]
    public async Task Backup_is_a_database_of_its_own()
    {
        var backup = await Run("db", "backup", "copy.db", "--json");
        Assert.Equal(0, backup.ExitCode);
        var list = await Run("backtest", "list", "--json", "--Database:ConnectionString", $"Data Source={Path.Combine(folder.Path, "copy.db")}");
        Assert.NotEqual(0, list.Document().GetProperty("results").GetArrayLength());
        var again = await Run("db", "backup", "copy.db");
        Assert.Equal(2, again.ExitCode);
    }

    [Theory]
    [InlineData("backtest", "run")]
    [InlineData("backtest", "run", "nowhere.json")]
    [InlineData("backtest", "run", "spec.json", "--symbols", "AAAUSDT")]
    [InlineData("backtest", "run", "spec.json", "--equity", "weekly")]
    [InlineData("backtest", "run", "--params", "[1]")]
    [InlineData("backtest", "show", "99999")]
    [InlineData("backtest", "show", "first")]
    [InlineData("backtest", "delete", "99999")]
    [InlineData("backtest", "list", "--status", "done")]
    [InlineData("candles", "import", "nowhere.csv", "--exchange", "test", "--symbol", "A", "--timeframe", "1h")]
    [InlineData("candles", "import", "small.csv")]
    [InlineData("candles", "info", "--exchange", "test", "--symbol", "BBBUSDT", "--timeframe", "1h")]
    [InlineData("strategies", "show", "sma_cros")]
    [InlineData("jobs", "cancel", "99999")]
    public async Task Bad_input_ends_with_2_and_one_problem_document(params string[] arguments)
    {
        var result = await Run([.. arguments, "--json"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(400, result.Document().GetProperty("status").GetInt32());
        Assert.NotEqual(0, result.Document().GetProperty("problems").GetArrayLength());
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("serve", "sreve")]
    [InlineData("backtest", "backtset", "run")]
    [InlineData("run", "backtest", "rnu")]
    [InlineData("--timeframe", "backtest", "run", "--timefrane", "1h")]
    [InlineData("--Jobs:MaxConcurrent", "serve", "--Jobs:MaxConcurent", "2")]
    [InlineData("--json", "backtest", "list", "--jsn")]
    public async Task Mistyped_word_ends_with_2_and_the_nearest_name(string nearest, params string[] arguments)
    {
        var result = await Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains($"did you mean {nearest}?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_spec_is_told_whole_and_stores_nothing()
    {
        var before = (await Run("jobs", "list", "--json")).Document().GetArrayLength();
        var bad = await CommandInProcess.RunWithInputAsync(
            folder.Path,
            """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","strategy_params":{"fast":30,"slow":10},"initial_capital":-5,"capitol":1}""",
            "backtest", "run", "-", "--json");
        Assert.Equal(2, bad.ExitCode);
        var fields = bad.Document().GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()).ToList();
        Assert.Contains("initial_capital", fields);
        Assert.Contains("capitol", fields);
        Assert.Contains(fields, f => f!.StartsWith("strategy_params", StringComparison.Ordinal));
        Assert.Equal(before, (await Run("jobs", "list", "--json")).Document().GetArrayLength());
    }

    [Fact]
    public async Task Broken_row_is_named_and_nothing_is_imported()
    {
        var lines = SmallMarket.Csv().Split('\n');
        lines[10] = lines[10].Replace(",", ",x", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "broken.csv"), lines);
        var result = await BacktesterProcess.RunAsync(folder.Path, "candles", "import", "broken.csv", "--exchange", "broken", "--symbol", "AAAUSDT", "--timeframe", "1h", "--json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("line 11", result.Error, StringComparison.Ordinal);
        Assert.Null(new CandleLibrary(folder.Path).Find(new SeriesKey("broken", "AAAUSDT", Timeframe.Parse("1h"))));
    }

    /// <summary>A result without what may change after it: how it was found, and what people wrote on it.</summary>
    private static string Result(JsonElement document) =>
        string.Join('\n', document.EnumerateObject().Where(p => p.Name is not ("cached" or "notes" or "tags")).Select(p => $"{p.Name}={p.Value.GetRawText()}"));

    private Task<CommandResult> Run(params string[] arguments) => CommandInProcess.RunAsync(folder.Path, arguments);
}
