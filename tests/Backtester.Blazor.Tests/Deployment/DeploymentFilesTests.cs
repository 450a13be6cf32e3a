using System.Text.Json;
using System.Text.RegularExpressions;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Deployment;

/// <summary>What can be said of the deployment files by reading them.</summary>
public class DeploymentFilesTests
{
    [Fact]
    public void Every_path_copied_from_the_context_is_there()
    {
        var sources = Dockerfile.Steps.Where(s => s is { Word: "COPY", From: null }).SelectMany(s => s.Paths.SkipLast(1)).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, s => Assert.True(Dockerfile.ContextFiles(s).Any(), $"{s} is not in the build context"));
    }

    [Fact]
    public void Every_stage_copied_from_exists_before() =>
        Assert.All(
            Dockerfile.Steps.Select((step, index) => (step, index)).Where(s => s.step.From is not null),
            s => Assert.Contains(Dockerfile.Steps.Take(s.index), earlier => earlier.Stage == s.step.From && earlier.Stage != s.step.Stage));

    [Fact]
    public void Build_context_holds_no_secret_no_data_and_no_build_output()
    {
        var files = Dockerfile.ContextFiles("").ToList();

        Assert.Contains("Dockerfile", files);
        Assert.DoesNotContain(files, f => Regex.IsMatch(f, @"^(\.git|\.env|artifacts|data|node_modules)(/|$)|(^|/)(bin|obj)/"));
    }

    [Fact]
    public void Image_runs_without_root_on_one_volume_with_a_health_check()
    {
        var final = Dockerfile.Steps.Where(s => s.Stage == Dockerfile.Final).ToList();

        Assert.Equal("$APP_UID", Assert.Single(final, s => s.Word == "USER").Text);
        Assert.Equal("/data", Assert.Single(final, s => s.Word == "VOLUME").Text);
        Assert.Equal("8080", Assert.Single(final, s => s.Word == "EXPOSE").Text);
        Assert.Contains("/health/live", Assert.Single(final, s => s.Word == "HEALTHCHECK").Text, StringComparison.Ordinal);
        Assert.Contains(final, s => s.Word == "RUN" && s.Text.Contains("libsqlite3-0", StringComparison.Ordinal));
        Assert.True(final.FindIndex(s => s.Word == "USER") < final.FindIndex(s => s.Word == "ENTRYPOINT"));
    }

    [Fact]
    public void Compose_publishes_to_loopback_alone_and_keeps_the_data()
    {
        var compose = File.ReadAllText(RepositoryFiles.PathOf("docker-compose.yml"));

        Assert.Equal("\"127.0.0.1:8080:8080\"", Assert.Single(Regex.Matches(compose, @"(?<=ports:\n(\s*#.*\n)*\s*- ).*")).Value);
        Assert.Contains("BACKTESTER__ACCESS__ALLOWWITHOUTKEY: \"true\"", compose, StringComparison.Ordinal);
        Assert.Contains("- data:/data", compose, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^volumes:\n  data:", compose);
    }

    [Fact]
    public void Example_environment_lists_every_setting_with_its_default()
    {
        var expected = Settings().Select(s => $"{s.Name}={s.Value}").Order(StringComparer.Ordinal);
        var actual = File.ReadLines(RepositoryFiles.PathOf(".env.example"))
            .Where(l => Regex.IsMatch(l, "^#?BACKTESTER__"))
            .Select(l => l.TrimStart('#'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Operations_page_explains_every_setting()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs/operations.md"));

        Assert.All(Settings(), s => Assert.Contains($"| `{s.Path}` |", page, StringComparison.Ordinal));
    }

    private static List<(string Path, string Name, string Value)> Settings()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("appsettings.json")));
        return [.. Flatten("", document.RootElement)];
    }

    private static IEnumerable<(string Path, string Name, string Value)> Flatten(string prefix, JsonElement element) =>
        element.EnumerateObject().SelectMany(p => p.Value.ValueKind switch
        {
            JsonValueKind.Object => Flatten($"{prefix}{p.Name}:", p.Value).ToList(),
            JsonValueKind.Array => [Setting(prefix + p.Name, string.Join(',', p.Value.EnumerateArray().Select(v => v.ToString())))],
            JsonValueKind.True => [Setting(prefix + p.Name, "true")],
            JsonValueKind.False => [Setting(prefix + p.Name, "false")],
            _ => [Setting(prefix + p.Name, p.Value.ToString())],
        });

    private static (string Path, string Name, string Value) Setting(string path, string value) =>
        (path, "BACKTESTER__" + path.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), value);
}
