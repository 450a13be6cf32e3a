using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>THIRD-PARTY-NOTICES says what the lock files say.</summary>
public class ThirdPartyNoticesTests
{
    private static readonly string NoticesPath = RepositoryFiles.PathOf("THIRD-PARTY-NOTICES");

    /// <summary>With BACKTESTER_WRITE_NOTICES=1 (build/third-party-notices) the file is written instead of compared.</summary>
    [SkippableFact]
    public void File_is_what_the_lock_files_and_packages_give()
    {
        var expected = ThirdPartyNotices.Text();
        if (Environment.GetEnvironmentVariable("BACKTESTER_WRITE_NOTICES") == "1")
        {
            File.WriteAllText(NoticesPath, expected);
        }

        var actual = File.ReadAllText(NoticesPath);
        Assert.True(expected == actual, "THIRD-PARTY-NOTICES is out of date: run build/third-party-notices");
    }

    [SkippableFact]
    public void Licence_text_of_every_published_package_is_in_the_file()
    {
        var published = ThirdPartyPackages.Shipped().Concat(ThirdPartyPackages.Scripts());

        Assert.All(published, p => Assert.Contains(p.Licence.Split(" OR "), ThirdPartyNotices.LicencesWithText.Contains));
    }

    [SkippableFact]
    public void Chart_library_is_attributed() =>
        Assert.Contains("TradingView Lightweight Charts™", ThirdPartyNotices.Text(), StringComparison.Ordinal);
}
