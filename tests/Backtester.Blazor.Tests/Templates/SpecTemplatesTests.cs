using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Templates;
using Backtester.Blazor.Tests.Api;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Blazor.Tests.Templates;

public class SpecTemplatesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    [Fact]
    public void Document_comes_back_under_its_name_until_it_is_deleted()
    {
        using var folder = new TemporaryFolder();
        var templates = new SpecTemplates(folder.Path);
        Assert.Empty(templates.List());
        templates.Save("Hourly trend", "symbols: [BTCUSDT]\ntimeframe: 1h\n");
        templates.Save("a.2", """{"timeframe":"4h","unknown":{"kept":1}}""");
        templates.Save("a.2", """{"timeframe":"1d","unknown":{"kept":1}}""");

        Assert.Equal(["a.2", "Hourly trend"], templates.List().Select(t => t.Name));
        Assert.Equal("""{"timeframe":"1d","unknown":{"kept":1}}""", JsonSerializer.Serialize(JsonDocument.Parse(templates.Read("a.2")!)));
        Assert.Contains("\"BTCUSDT\"", templates.Read("Hourly trend"), StringComparison.Ordinal);
        Assert.True(templates.Delete("a.2"));
        Assert.False(templates.Delete("a.2"));
        Assert.Null(templates.Read("a.2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("ends.")]
    [InlineData("nul\0l")]
    public void Name_that_is_no_file_is_refused_beside_a_bad_document(string name)
    {
        using var folder = new TemporaryFolder();
        var templates = new SpecTemplates(folder.Path);
        Assert.Equal(["name", "document"], Assert.Throws<SpecException>(() => templates.Save(name, "[1]")).Problems.Select(p => p.Field));
        Assert.Null(templates.Read(name));
        Assert.False(templates.Delete(name));
    }

    [Fact]
    public async Task Template_is_saved_read_and_removed_over_rest()
    {
        using var saved = await api.Client.PutAsync("/api/backtest/templates/Small%20one", new StringContent(SmallMarket.Spec));
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        var list = await api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/templates");
        var template = Assert.Single(list.GetProperty("templates").EnumerateArray());
        Assert.Equal("Small one", template.GetProperty("name").GetString());
        DocumentFields.AssertSame<TemplateDocument>(template);

        // It runs as it is.
        await api.RunAsync(await api.Client.GetStringAsync("/api/backtest/templates/Small%20one"));
        using var bad = await api.Client.PutAsync("/api/backtest/templates/.x", new StringContent("[1]"));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        using var deleted = await api.Client.DeleteAsync("/api/backtest/templates/Small%20one");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await api.Client.GetAsync("/api/backtest/templates/Small%20one");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}
