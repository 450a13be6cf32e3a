namespace Backtester.Browser.Tests;

/// <summary>Browser tests share one Chromium and run one after the other: two cores do not make two browsers faster.</summary>
[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<ChromiumBrowser>, ICollectionFixture<FilledPortal>
{
    public const string Name = "portal";
}
