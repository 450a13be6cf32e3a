using System.Text.Json;
using System.Xml.Linq;
using Backtester.TestSupport;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>A package that the product contains or is built with.</summary>
/// <param name="Name">Its name in its registry.</param>
/// <param name="Version">The locked version.</param>
/// <param name="Licence">SPDX expression, or the address of the licence where the package states none.</param>
/// <param name="Copyright">Copyright line, else the authors.</param>
/// <param name="Url">Project page; empty where the package names none.</param>
public sealed record ThirdPartyPackage(string Name, string Version, string Licence, string Copyright, string Url);

/// <summary>Reads the packages of the lock files, with what their own metadata says of licence and author.</summary>
public static class ThirdPartyPackages
{
    private static readonly string[] BuildOnly = ["Meziantou.Analyzer", "Roslynator.Analyzers", "Microsoft.EntityFrameworkCore.Analyzers"];

    /// <summary>NuGet packages whose files are part of the published portal.</summary>
    public static IReadOnlyList<ThirdPartyPackage> Shipped() =>
        [.. Locked("src/Backtester.Blazor").Where(p => !BuildOnly.Contains(p.Id)).Append(BlazorScript()).Order().Select(p => FromNuGet(p.Id, p.Version))];

    /// <summary>NuGet packages that only build or test it.</summary>
    public static IReadOnlyList<ThirdPartyPackage> Tools()
    {
        var shipped = Shipped().Select(p => (p.Name, p.Version)).ToHashSet();
        return [.. new[] { "src", "tests", "bench" }
            .SelectMany(f => Directory.GetFiles(RepositoryFiles.PathOf(f), "packages.lock.json", SearchOption.AllDirectories))
            .SelectMany(f => Locked(Path.GetRelativePath(RepositoryFiles.Root, Path.GetDirectoryName(f)!)))
            .Distinct()
            .Order()
            .Select(p => FromNuGet(p.Id, p.Version))
            .Where(p => !shipped.Contains((p.Name, p.Version)))];
    }

    /// <summary>npm packages served to browsers, with what they are made of.</summary>
    public static IReadOnlyList<ThirdPartyPackage> Scripts() => Npm(p => !IsSet(p, "dev"));

    /// <summary>npm packages that only build them; those of other systems are left out.</summary>
    public static IReadOnlyList<ThirdPartyPackage> ScriptTools() => Npm(p => IsSet(p, "dev") && !IsSet(p, "optional"));

    private static bool IsSet(JsonElement package, string flag) => package.TryGetProperty(flag, out var value) && value.GetBoolean();

    private static IReadOnlyList<ThirdPartyPackage> Npm(Func<JsonElement, bool> which)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("package-lock.json")));
        return [.. document.RootElement.GetProperty("packages").EnumerateObject()
            .Where(p => p.Name.Length > 0 && which(p.Value))
            .Select(p => FromNpm(p.Name, p.Value.GetProperty("version").GetString()!))
            .OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Id, string Version)> Locked(string project)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf($"{project}/packages.lock.json")));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(p => p.Value.GetProperty("type").GetString() != "Project")
            .Select(p => (p.Name, p.Value.GetProperty("resolved").GetString()!))];
    }

    /// <summary>The package that gives the browser's half of Blazor; it is downloaded, so no lock file names it.</summary>
    private static (string Id, string Version) BlazorScript()
    {
        var targets = XDocument.Load(RepositoryFiles.PathOf("src/Backtester.Blazor/StaticAssets.targets"));
        return (targets.Descendants("BlazorScriptPackage").Single().Value, targets.Descendants("BlazorScriptVersion").Single().Value);
    }

    private static ThirdPartyPackage FromNuGet(string id, string version)
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(cache, id.ToLowerInvariant(), version.ToLowerInvariant(), id.ToLowerInvariant() + ".nuspec");
        if (!File.Exists(path))
        {
            SharedData.SkipOrFail($"{id} {version} is not restored: run `dotnet restore Backtester.Blazor.sln`");
        }

        var metadata = XDocument.Load(path).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        var expression = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license" && e.Attribute("type")?.Value == "expression")?.Value;
        var file = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license" && e.Attribute("type")?.Value == "file")?.Value;
        return new(
            id,
            version,
            expression ?? (file is null ? Text("licenseUrl") : $"{FirstLine(Path.Combine(Path.GetDirectoryName(path)!, file))} ({file} of the package)"),
            Text("copyright") is { Length: > 0 } copyright ? copyright : Text("authors"),
            Text("projectUrl"));

        string Text(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? "";
    }

    private static ThirdPartyPackage FromNpm(string folder, string version)
    {
        var path = RepositoryFiles.PathOf($"{folder}/package.json");
        if (!File.Exists(path))
        {
            SharedData.SkipOrFail($"{folder} is not there: run `npm ci`");
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var package = document.RootElement;
        return new(
            package.GetProperty("name").GetString()!,
            version,
            package.GetProperty("license").GetString()!,
            Copyright(Path.GetDirectoryName(path)!) ?? Property("author", "name"),
            Property("homepage", "url") is { Length: > 0 } url ? url : Property("repository", "url"));

        string Property(string name, string inner) => !package.TryGetProperty(name, out var value) ? ""
            : value.ValueKind == JsonValueKind.String ? value.GetString()!
            : value.GetProperty(inner).GetString()!;
    }

    private static string? Copyright(string folder)
    {
        var licence = Directory.GetFiles(folder, "LICENSE*").Concat(Directory.GetFiles(folder, "LICENCE*")).Order(StringComparer.Ordinal).FirstOrDefault();
        return licence is null
            ? null
            : File.ReadLines(licence).Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("Copyright ", StringComparison.Ordinal) && l.Any(char.IsAsciiDigit));
    }

    private static string FirstLine(string path) => File.ReadLines(path).Select(l => l.Trim()).First(l => l.Length > 0);
}
