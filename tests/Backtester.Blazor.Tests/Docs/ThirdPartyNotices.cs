using System.Text;
using Backtester.TestSupport;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>Writes the text of THIRD-PARTY-NOTICES from the lock files and the packages' own metadata.</summary>
public static class ThirdPartyNotices
{
    /// <summary>The whole text, with a final newline.</summary>
    public static string Text()
    {
        var shipped = ThirdPartyPackages.Shipped();
        var scripts = ThirdPartyPackages.Scripts();
        var text = new StringBuilder();
        text.Append("""
            THIRD-PARTY NOTICES

            Backtester contains, or is built and tested with, the packages below. None of their files is kept in the
            repository: they are restored at build time from NuGet and npm.
            This file is written by build/third-party-notices from the lock files; a test fails where it is not up to date.


            """);
        Section(text, "1. Part of the published portal (NuGet)", shipped);
        Section(text, "2. Served to browsers (npm), with what they are built from", scripts);
        text.Append("""
            Attribution of lightweight-charts, as its licence asks:

                TradingView Lightweight Charts™
                Copyright (c) TradingView, Inc. https://www.tradingview.com/

            It incorporates parts of tslib (https://github.com/Microsoft/tslib), (c) Microsoft Corporation, BSD Zero Clause License.


            """);
        Section(text, "3. Used to build and to test, not published (NuGet, npm)", [.. ThirdPartyPackages.Tools(), .. ThirdPartyPackages.ScriptTools()]);
        text.AppendLine("4. Licence texts of what is published").AppendLine();
        Licence(text, "MIT", RepositoryFiles.PathOf("build/licences/MIT.txt"));
        Licence(text, "PostgreSQL", RepositoryFiles.PathOf("build/licences/PostgreSQL.txt"));
        Licence(text, "BSD-3-Clause", RepositoryFiles.PathOf("build/licences/BSD-3-Clause.txt"));
        Licence(text, "Apache-2.0", RepositoryFiles.PathOf("node_modules/lightweight-charts/LICENSE"));
        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    /// <summary>Licences whose text section 4 gives. Where a package offers a choice ("A OR B") one of them is enough.</summary>
    public static IReadOnlyList<string> LicencesWithText { get; } = ["MIT", "PostgreSQL", "BSD-3-Clause", "Apache-2.0"];

    private static void Section(StringBuilder text, string title, IReadOnlyList<ThirdPartyPackage> packages)
    {
        text.AppendLine(title).AppendLine();
        foreach (var package in packages)
        {
            text.AppendLine($"- {package.Name} {package.Version}, {package.Licence}");
            var details = string.Join(", ", new[] { package.Copyright, package.Url }.Where(d => d.Length > 0));
            if (details.Length > 0)
            {
                text.AppendLine($"    {details}");
            }
        }

        text.AppendLine();
    }

    private static void Licence(StringBuilder text, string name, string path)
    {
        text.AppendLine($"---- {name} ----").AppendLine();
        foreach (var line in File.ReadLines(path))
        {
            text.AppendLine(line.TrimEnd());
        }

        text.AppendLine();
    }
}
