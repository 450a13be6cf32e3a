using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`strategies save`: exit code, what is stored and what is said.</summary>
public class StrategySaveCommandTests
{
    [Fact]
    public async Task Other_rules_under_a_kept_version_are_refused_with_the_field_and_the_next_number()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("mine.yaml");
        var rules = "id: mine\nversion: 1.0.0\nlong_entry: close > sma(close, 20)\n";
        await File.WriteAllTextAsync(file, rules);
        Assert.Equal(0, (await CommandInProcess.RunAsync(folder.Path, "strategies", "save", "mine.yaml")).ExitCode);

        var others = rules.Replace("20", "30", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, others);
        var refused = await CommandInProcess.RunAsync(folder.Path, "strategies", "save", "mine.yaml");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("version", refused.Error, StringComparison.Ordinal);
        Assert.Contains("this version is kept with other rules", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1.0.0", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1.0.1", refused.Error, StringComparison.Ordinal);
        Assert.Equal(rules, await File.ReadAllTextAsync(folder.PathOf("strategies/mine.yaml")));

        await File.WriteAllTextAsync(file, others.Replace("1.0.0", "1.0.1", StringComparison.Ordinal));
        Assert.Equal(0, (await CommandInProcess.RunAsync(folder.Path, "strategies", "save", "mine.yaml")).ExitCode);
        Assert.Equal(2, Directory.GetFiles(folder.PathOf("strategies/versions/mine")).Length);
    }
}
