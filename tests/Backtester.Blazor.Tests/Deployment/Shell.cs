using System.Diagnostics;
using Xunit;

namespace Backtester.Blazor.Tests.Deployment;

/// <summary>Runs commands as a Dockerfile's RUN does, in bash.</summary>
public static class Shell
{
    /// <summary>Runs a command to its end and gives its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string command, string folder)
    {
        using var process = Start("bash", ["-c", command], folder);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public static async Task MustRunAsync(string command, string folder)
    {
        var (exitCode, output) = await RunAsync(command, folder);
        Assert.True(exitCode == 0, $"`{command}` ended with {exitCode}:\n{output}");
    }

    /// <summary>Starts a program with redirected output. What a surrounding `dotnet test` sets for its own build is taken away.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsOfTestRun).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsOfTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("BACKTESTER__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);
}
