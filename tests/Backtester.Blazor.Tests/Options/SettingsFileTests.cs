using Backtester.Blazor.Options;
using Backtester.Core.Runs;
using Backtester.TestSupport;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Backtester.Blazor.Tests.Options;

public class SettingsFileTests
{
    [Fact]
    public void Shipped_file_lists_every_setting_and_its_default()
    {
        var file = new ConfigurationBuilder().AddJsonFile(RepositoryFiles.PathOf(SettingsFile.FileName)).Build();

        // An empty list leaves no entry in a configuration, so its name is looked for in the text.
        var listed = file.AsEnumerable().Where(p => p.Value is not null).Select(p => p.Key).Append("Access:AllowedOrigins").Append("Refresh:Series").Append("Recommendations:Strategies").Distinct();
        Assert.Equal(SettingsFile.Names.Order(), listed.Order());
        Assert.Contains("\"AllowedOrigins\": []", File.ReadAllText(RepositoryFiles.PathOf(SettingsFile.FileName)), StringComparison.Ordinal);

        var empty = SettingsFile.Read(new ConfigurationBuilder().Build());
        var shipped = SettingsFile.Read(file);
        Assert.Equal(empty with { Access = shipped.Access, Refresh = shipped.Refresh, Recommendations = shipped.Recommendations }, shipped);
        Assert.Equal(empty.Refresh with { Series = shipped.Refresh.Series }, shipped.Refresh);
        Assert.Empty(shipped.Refresh.Series);
        Assert.Equal(empty.Recommendations with { Strategies = shipped.Recommendations.Strategies }, shipped.Recommendations);
        Assert.Empty(shipped.Recommendations.Strategies);
        Assert.Equal(empty.Access with { AllowedOrigins = shipped.Access.AllowedOrigins }, shipped.Access);
        Assert.Empty(shipped.Access.AllowedOrigins);
    }

    [Fact]
    public void Command_line_wins_over_the_file()
    {
        var options = SettingsFile.Load(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Jobs:MaxConcurrent"] = "3" });

        Assert.Equal(3, options.Jobs.MaxConcurrent);
        Assert.Equal("http://localhost:8080", options.Urls);
    }

    [Fact]
    public void Bad_settings_are_told_all_at_once_by_name()
    {
        var error = Assert.Throws<SpecException>(() => Read(new()
        {
            ["Jobs:MaxConcurrent"] = "many",
            ["Access:TriesPerMinute"] = "0",
            ["Database:Provider"] = "postgress",
            ["Acces:Key"] = "x",
            ["Access:AllowedOrigins:0"] = "http://a.example/path",
            ["Access:AllowWithoutKey"] = "yes",
            ["Exchanges:Okx:BaseAddress"] = "okx.example",
            ["Refresh:Series:0"] = "binance:BTCUSDT",
        }));

        Assert.Equal(
            ["Database:Provider", "Jobs:MaxConcurrent", "Access:AllowWithoutKey", "Access:TriesPerMinute", "Exchanges:Okx:BaseAddress", "Refresh:Series", "Access:AllowedOrigins", "Acces:Key"],
            error.Problems.Select(p => p.Field));
        Assert.Equal("sqlite, postgres", error.Problems[0].Allowed);
        Assert.Equal("0 to 256", error.Problems[1].Allowed);
        Assert.Equal("Access:Key", error.Problems[^1].Suggestion);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.168.1.5:8080")]
    [InlineData("http://localhost:8080;http://box.example:80")]
    public void Address_beyond_loopback_without_a_key_is_refused(string urls)
    {
        var error = Assert.Throws<SpecException>(() => Read(new() { ["Urls"] = urls }));
        Assert.Equal("Urls", Assert.Single(error.Problems).Field);
        Assert.Contains("Access:Key", error.Message, StringComparison.Ordinal);
        Read(new() { ["Urls"] = urls, ["Access:AllowWithoutKey"] = "true" });
        Read(new() { ["Urls"] = urls, ["Access:Key"] = "a long enough key" });
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.1.2.3:1")]
    [InlineData("http://[::1]:0")]
    public void Loopback_needs_no_key(string urls) => Assert.Equal(urls, Read(new() { ["Urls"] = urls }).Urls);

    [Fact]
    public void Short_key_is_refused_and_never_told()
    {
        var error = Assert.Throws<SpecException>(() => Read(new() { ["Access:Key"] = "hunter2" }));
        Assert.Equal("7 characters", Assert.Single(error.Problems).Got);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_as_text_hold_no_secret()
    {
        var options = Read(new()
        {
            ["Access:Key"] = "a very secret key",
            ["Database:Provider"] = "postgres",
            ["Database:ConnectionString"] = "Host=h;Password=swordfish",
        });

        Assert.DoesNotContain("a very secret key", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", options.ToString(), StringComparison.Ordinal);
    }

    private static BacktesterOptions Read(Dictionary<string, string?> settings) =>
        SettingsFile.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
