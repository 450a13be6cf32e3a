namespace Backtester.Browser.Tests.Gallery;

/// <summary>Two people who look at every page, one on a desk and one on a phone; their profiles last, as people's do.</summary>
public sealed class EveryPageVisitors(ChromiumBrowser chromium) : IAsyncLifetime
{
    /// <summary>Width of the phone in CSS pixels.</summary>
    public const int PhoneWidth = 390;

    private Visitor? _desk;
    private Visitor? _phone;

    /// <summary>The person on a desk.</summary>
    public async Task<Visitor> DeskAsync(string address) => _desk ??= await Visitor.ComeAsync(chromium.Browser, address);

    /// <summary>The person on a phone.</summary>
    public async Task<Visitor> PhoneAsync(string address) => _phone ??= await Visitor.ComeAsync(chromium.Browser, address, PhoneWidth, 844);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in (Visitor?[])[_desk, _phone])
        {
            if (visitor is not null)
            {
                await visitor.DisposeAsync();
            }
        }
    }
}
