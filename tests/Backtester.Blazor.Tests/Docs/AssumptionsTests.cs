using System.Text.RegularExpressions;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>Each rule of docs/assumptions.md names a test, and each named test exists.</summary>
public class AssumptionsTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFiles.PathOf("docs/assumptions.md"));

    [Fact]
    public void Every_rule_ends_with_the_name_of_its_test()
    {
        var rules = Lines.Where(l => l.StartsWith("- ", StringComparison.Ordinal)).ToList();

        Assert.True(rules.Count > 40, $"{rules.Count} rules");
        Assert.All(rules, r => Assert.Matches(@" `\w+Tests\.\w+`$", r));
    }

    [Fact]
    public void Every_named_test_exists()
    {
        var known = TestNames();
        var named = Lines.SelectMany(l => Regex.Matches(l, @"`(\w+Tests\.\w+)`").Select(m => m.Groups[1].Value)).Distinct();

        var missing = named.Where(n => !known.Contains(n)).ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} tests named in docs/assumptions.md do not exist:\n{string.Join('\n', missing)}");
    }

    /// <summary>"Class.Method" of every test method in the sources; a file's tests belong to its last class declared before.</summary>
    private static HashSet<string> TestNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.PathOf("tests"), "*.cs", SearchOption.AllDirectories))
        {
            var owner = "";
            foreach (Match match in Regex.Matches(File.ReadAllText(file), @"\bclass (?<class>\w+)|\[(?:Skippable)?(?:Fact|Theory)\b[\s\S]*?public (?:static )?(?:async )?(?:void|Task) (?<method>\w+)\("))
            {
                if (match.Groups["class"].Success)
                {
                    owner = match.Groups["class"].Value;
                }
                else
                {
                    names.Add($"{owner}.{match.Groups["method"].Value}");
                }
            }
        }

        return names;
    }
}
