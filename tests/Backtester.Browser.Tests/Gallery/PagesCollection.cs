namespace Backtester.Browser.Tests.Gallery;

/// <summary>
/// Every page, one after the other, beside the journeys: those wait for jobs and restarts, during which pages can be looked at. Another
/// browser and portal than theirs, so that no journey changes what is pictured.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PagesCollection : ICollectionFixture<ChromiumBrowser>, ICollectionFixture<FilledPortal>
{
    public const string Name = "pages";
}
