namespace Backtester.TestSupport;

/// <summary>Finds files of the repository from a test's output folder.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder that holds Backtester.Blazor.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below <see cref="Root"/>.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Backtester.Blazor.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Backtester.Blazor.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
