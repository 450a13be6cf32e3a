using System.Text.Json;
using Backtester.TestSupport;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>
/// The API's description against an approved one: what programs rely on must not go away or change. New parts are
/// allowed, and come into the file with BACKTESTER_APPROVE=1.
/// </summary>
public class OpenApiTests
{
    private static readonly string Approved = RepositoryFiles.PathOf("tests/Backtester.Blazor.Tests/Api/openapi.approved.json");

    [Fact]
    public async Task Description_keeps_every_approved_route_and_field()
    {
        await using var portal = await RunningPortal.StartAsync();
        var text = await portal.Client.GetStringAsync("/openapi/v1.json");
        using var now = JsonDocument.Parse(text);
        var lines = Flatten(now.RootElement, "").Where(l => !l.StartsWith("/servers", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("BACKTESTER_APPROVE") == "1")
        {
            using var file = File.Create(Approved);
            using var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
            writer.WriteStartObject();
            foreach (var property in now.RootElement.EnumerateObject().Where(p => p.Name != "servers"))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var approved = JsonDocument.Parse(await File.ReadAllTextAsync(Approved));
        var missing = Flatten(approved.RootElement, "").Where(l => !l.StartsWith("/servers", StringComparison.Ordinal)).Except(lines).ToList();
        Assert.True(missing.Count == 0, $"gone or changed:\n{string.Join('\n', missing)}");
        Assert.Contains(lines, l => l.StartsWith("/paths/~1api~1backtest~1run/post", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("/TradeShape/properties/profit_loss/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_reads_the_description_in_a_page()
    {
        await using var portal = await RunningPortal.StartAsync();
        Assert.Contains("swagger-ui", await portal.Client.GetStringAsync("/api/docs/index.html"), StringComparison.Ordinal);
    }

    /// <summary>A test host sets its own content root, and would find no appsettings.json there.</summary>
    [Fact]
    public async Task Test_host_sees_the_settings_file_and_serves_pages_and_scripts()
    {
        using var folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable("BACKTESTER__DataDirectory", folder.Path);
        try
        {
            await using var factory = new WebApplicationFactory<Program>();
            factory.UseKestrel(0);
            factory.StartServer();
            using var client = factory.CreateClient();
            var options = (Backtester.Blazor.Options.BacktesterOptions)factory.Services.GetService(typeof(Backtester.Blazor.Options.BacktesterOptions))!;
            Assert.Equal("http://localhost:8080", options.Urls);
            Assert.Equal(2L << 30, options.Limits.UploadBytes);
            Assert.Equal(folder.Path, options.DataDirectory);
            Assert.Contains("Blazor", await client.GetStringAsync("/_framework/blazor.web.js"), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("BACKTESTER__DataDirectory", null);
        }
    }

    private static IEnumerable<string> Flatten(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Flatten(p.Value, $"{path}/{p.Name.Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => item.ValueKind is JsonValueKind.Object ? Flatten(item, path + "/*") : [$"{path}/* = {item}"]),
        _ => [$"{path} = {element}"],
    };
}
