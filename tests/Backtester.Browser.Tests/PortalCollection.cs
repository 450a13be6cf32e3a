namespace Backtester.Browser.Tests;

/// <summary>What people do: one journey after the other, in a browser and on a portal of their own.</summary>
[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<ChromiumBrowser>, ICollectionFixture<FilledPortal>
{
    public const string Name = "portal";
}
