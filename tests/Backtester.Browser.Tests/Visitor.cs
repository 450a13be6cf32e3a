using Microsoft.Playwright;

namespace Backtester.Browser.Tests;

/// <summary>A person with a fresh profile in front of the portal. Everything that the console complains of is kept.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visitor(IBrowserContext context, IPage page, string address) => (_context, Page, Address) = (context, page, address);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The portal's address.</summary>
    public string Address { get; }

    /// <summary>Opens a profile.</summary>
    public static async Task<Visitor> ComeAsync(IBrowser browser, string address, int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page, address);
        page.Console += (_, message) => visitor.Keep(message.Type, message.Text);
        page.PageError += (_, error) => visitor.Keep("error", error);
        return visitor;
    }

    /// <summary>Opens a page of the portal and waits until it is alive.</summary>
    public async Task OpenAsync(string path = "")
    {
        await Page.GotoAsync(Address + path);
        await AliveAsync();
    }

    /// <summary>Waits until the circuit of the page answers.</summary>
    public Task AliveAsync() => Page.Locator("html[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Waits until the chart is drawn.</summary>
    public Task ChartAsync() => Page.Locator("[data-drawn]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>The level-one heading, once it is there.</summary>
    public ILocator Heading(string text) => Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = text });

    /// <summary>Fails where the console had an error.</summary>
    public void AssertNoComplaints()
    {
        lock (_complaints)
        {
            Assert.True(_complaints.Count == 0, string.Join(Environment.NewLine, _complaints));
        }
    }

    /// <summary>Forgets what the console said, after a step that is meant to lose the connection.</summary>
    public void ForgetComplaints()
    {
        lock (_complaints)
        {
            _complaints.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Keep(string type, string text)
    {
        if (type is "error")
        {
            lock (_complaints)
            {
                _complaints.Add(text);
            }
        }
    }
}
