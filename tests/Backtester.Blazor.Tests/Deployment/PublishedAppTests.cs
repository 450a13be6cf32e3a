using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Deployment;

/// <summary>The image's contents are started as the image would start them.</summary>
public sealed class PublishedAppTests(ReplayedImage image) : IClassFixture<ReplayedImage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Starts_serves_every_file_of_its_page_and_ends_on_sigterm()
    {
        SkipWithoutImage();
        var data = Directory.CreateTempSubdirectory("backtester-data-").FullName;
        var before = Files(image.AppFolder);
        var port = FreePort();
        using var app = StartApp(port, data);
        var errors = app.StandardError.ReadToEndAsync();
        var output = app.StandardOutput.ReadToEndAsync();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await WaitForAsync(client, "/health/live", app, errors);

            var page = await client.GetStringAsync("/");
            var addresses = Regex.Matches(page, "(?:href|src)=\"([^\"]+\\.(?:css|js)[^\"]*)\"").Select(m => m.Groups[1].Value).ToList();
            Assert.Contains(addresses, a => Regex.IsMatch(a, @"css/tokens\.?.*\.css"));
            Assert.Contains(addresses, a => a.Contains("_framework/blazor.web", StringComparison.Ordinal));
            foreach (var address in addresses)
            {
                using var answer = await client.GetAsync(address);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
                Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
            }

            var (health, healthOutput) = await Shell.RunAsync(HealthCommand(port), image.AppFolder);
            Assert.True(health == 0, healthOutput);

            await Shell.MustRunAsync($"kill -TERM {app.Id}", image.AppFolder);
            await app.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            Assert.True(app.ExitCode == 0, $"exit code {app.ExitCode}\n{await errors}");
            Assert.Equal(before, Files(image.AppFolder));
            Assert.NotEmpty(Files(data));
        }
        finally
        {
            End(app);
            await Task.WhenAll(errors, output);
            Directory.Delete(data, recursive: true);
        }
    }

    [SkippableFact]
    public async Task Health_check_fails_where_nothing_listens()
    {
        SkipWithoutImage();

        var (exitCode, _) = await Shell.RunAsync(HealthCommand(FreePort()), image.AppFolder);

        Assert.NotEqual(0, exitCode);
    }

    [SkippableFact]
    public async Task Refuses_an_open_address_without_a_key()
    {
        SkipWithoutImage();
        var data = Directory.CreateTempSubdirectory("backtester-data-").FullName;
        using var app = StartApp(FreePort(), data, allowWithoutKey: false);
        try
        {
            var errors = app.StandardError.ReadToEndAsync();
            await app.WaitForExitAsync().WaitAsync(Patience);

            Assert.NotEqual(0, app.ExitCode);
            Assert.Contains("Access:Key", await errors, StringComparison.Ordinal);
        }
        finally
        {
            End(app);
            Directory.Delete(data, recursive: true);
        }
    }

    [SkippableFact]
    public void Publishes_the_notices_and_the_settings()
    {
        SkipWithoutImage();

        Assert.True(File.Exists(Path.Combine(image.AppFolder, "THIRD-PARTY-NOTICES")));
        Assert.True(File.Exists(Path.Combine(image.AppFolder, "appsettings.json")));
        Assert.False(Directory.Exists(Path.Combine(image.AppFolder, "node_modules")));
    }

    private void SkipWithoutImage()
    {
        if (image.Missing is not null)
        {
            SharedData.SkipOrFail(image.Missing);
        }
    }

    /// <summary>Starts what ENTRYPOINT names, with the image's environment on another port and another data folder.</summary>
    private Process StartApp(int port, string data, bool allowWithoutKey = true)
    {
        var variables = image.Variables.ToDictionary(v => v.Key, v => v.Value.Replace(":8080", $":{port}", StringComparison.Ordinal).Replace("/data", data, StringComparison.Ordinal));
        Assert.Contains(variables.Values, v => v.Contains($":{port}", StringComparison.Ordinal));
        Assert.Contains(data, variables.Values);
        variables["BACKTESTER__ACCESS__ALLOWWITHOUTKEY"] = allowWithoutKey ? "true" : "false";
        var command = JsonSerializer.Deserialize<string[]>(Dockerfile.Steps.Single(s => s.Word == "ENTRYPOINT").Text)!;
        return Shell.Start(command[0], command[1..], image.AppFolder, variables);
    }

    private static string HealthCommand(int port)
    {
        var text = Dockerfile.Steps.Single(s => s.Word == "HEALTHCHECK").Text;
        var words = JsonSerializer.Deserialize<string[]>(text[text.IndexOf('[', StringComparison.Ordinal)..])!;
        Assert.Equal(["bash", "-c"], words[..2]);
        return words[2].Replace("/8080", $"/{port}", StringComparison.Ordinal);
    }

    private static async Task WaitForAsync(HttpClient client, string address, Process app, Task<string> errors)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(200))
        {
            Assert.False(app.HasExited, app.HasExited ? $"ended with {app.ExitCode}: {await errors}" : "");
            try
            {
                using var answer = await client.GetAsync(address);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        Assert.Fail($"{address} does not answer with 200 within {Patience.TotalSeconds} s");
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
