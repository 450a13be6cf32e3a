using Backtester.TestSupport;
using Microsoft.Playwright;

namespace Backtester.Browser.Tests;

/// <summary>One headless Chromium for all tests; skipped where none is on the PATH, failed where nothing may be skipped.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;

    private IBrowser? _browser;

    /// <summary>The browser.</summary>
    public IBrowser Browser
    {
        get
        {
            if (_browser is null)
            {
                SharedData.SkipOrFail("chromium is not on the PATH");
            }

            return _browser!;
        }
    }

    public async Task InitializeAsync()
    {
        if (Find("chromium") is not { } path)
        {
            return;
        }

        // A busy machine may take its time; a test that is right never waits for it.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
