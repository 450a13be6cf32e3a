using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using Backtester.Blazor.Cli;
using Backtester.Blazor.Layout;
using Backtester.Blazor.Options;
using Backtester.TestSupport;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>The table of tasks in docs/api.md has a page, a route and a command for each, and all of them exist.</summary>
public class TaskTableTests
{
    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. File.ReadLines(RepositoryFiles.PathOf("docs/api.md"))
            .SkipWhile(l => !l.StartsWith("| task |", StringComparison.Ordinal))
            .TakeWhile(l => l.StartsWith('|'))
            .Skip(2)
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim(' ', '`')).ToArray()),
    ];

    [Fact]
    public void No_cell_is_blank()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, r => Assert.True(r.Length == 4 && r.All(c => c.Length > 0), string.Join(" | ", r)));
    }

    [Fact]
    public void Every_page_exists()
    {
        var pages = typeof(App).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet(StringComparer.Ordinal);

        Assert.All(Rows, r => Assert.Contains(r[1], pages));
    }

    [Fact]
    public async Task Every_route_exists()
    {
        using var folder = new TemporaryFolder();
        await using var app = Portal.Create(new BacktesterOptions { DataDirectory = folder.Path });
        var routes = ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} /{Regex.Replace(e.RoutePattern.RawText!.Trim('/'), ":[a-z]+}", "}")}"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Rows, r => Assert.Contains(r[2], routes));
    }

    [Fact]
    public void Every_command_exists()
    {
        var commands = Paths(CommandLine.BuildRoot(new Dictionary<string, string?>()), "").ToHashSet(StringComparer.Ordinal);

        Assert.All(Rows, r => Assert.Contains(r[3], commands));
    }

    private static IEnumerable<string> Paths(Command command, string prefix) =>
        command.Subcommands.SelectMany(c => Paths(c, $"{prefix}{c.Name} ").Prepend(prefix + c.Name));
}
