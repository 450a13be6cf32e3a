using Backtester.Blazor.Options;
using Backtester.Persistence;
using Microsoft.AspNetCore.Builder;

namespace Backtester.Blazor.Tests;

/// <summary>The whole portal on a free port of this machine, over a folder of its own.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;

    private RunningPortal(WebApplication app, TemporaryFolder folder)
    {
        (_app, _folder) = (app, folder);
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningPortal> StartAsync(Func<BacktesterOptions, BacktesterOptions>? change = null)
    {
        var folder = new TemporaryFolder();
        var options = new BacktesterOptions
        {
            Urls = "http://127.0.0.1:0",
            DataDirectory = folder.Path,
            Database = DatabaseOptions.SqliteFile(folder.PathOf(SettingsFile.DatabaseFile)),
            Logs = new LogOptions { Level = Microsoft.Extensions.Logging.LogLevel.Error },
        };
        var app = Portal.Create(change?.Invoke(options) ?? options);
        await app.StartAsync();
        return new RunningPortal(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
