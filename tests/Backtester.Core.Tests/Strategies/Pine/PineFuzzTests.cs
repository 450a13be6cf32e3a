using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Pine;

/// <summary>Untrusted scripts: whatever comes is translated or refused with a place, and nothing hangs.</summary>
public class PineFuzzTests
{
    private static readonly string[] Words =
    [
        "close", "ta.ema", "ta.sma(close, 10)", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%", "<", "==", "=", ":=", "+=", "and", "or", "not", "?", ":", "=>", "if ", "else", "switch ",
        "for i = 0 to 3", "var ", "float ", "x", "y", "1", "0", "14", "2.5", "1e9", "\"a\"", "'", "\n", "\n    ", "\n        ", "strategy.entry(\"L\", strategy.long)", "strategy.close(\"L\")",
        "strategy.exit(\"X\", \"L\", stop=close * 0.9)", "strategy.position_size", "strategy.position_avg_price", "input.int(5)", "na", "nz(", "request.security(", "//", "#ff00ff", "\u00e9", "\0",
    ];

    private static readonly string[] Sources =
        [.. Directory.GetFiles(RepositoryFiles.PathOf("tests/Backtester.Core.Tests/Fixtures/Pine"), "*.pine").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    [Fact]
    public void Random_and_mutated_scripts_are_translated_or_refused_with_a_place() => Parallel.For(0, 4_000, seed =>
    {
        var random = new Random(seed);
        var text = random.Next(4) == 0
            ? "//@version=5\nstrategy(\"f\")\n" + string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(60)).Select(_ => Words[random.Next(Words.Length)]))
            : Mutate(random, Sources[random.Next(Sources.Length)], 1 + random.Next(6));
        PineImport import;
        try
        {
            import = PineImport.Read(text);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}: {text}", e);
        }

        var lines = text.Split('\n').Length;
        Assert.True(import.Definition is not null || import.Untranslated.Any(r => r.AffectsTrades), $"seed {seed}: nothing came of it and nothing says why\n{text}");
        Assert.All(import.Untranslated, r => Assert.True(r.Line >= 1 && r.Line <= lines && r.Column >= 1 && r.Reason.Length > 0, $"seed {seed}: {r}\n{text}"));
        if (import.Definition is { } definition)
        {
            Assert.True(DefinitionReader.Read(DefinitionWriter.ToYaml(definition)).IsGood, $"seed {seed}: {text}");
        }
    });

    [Theory]
    [InlineData("(", "", ")", "nested too deeply")]
    [InlineData("not ", "true", "", "nested too deeply")]
    [InlineData("close + ", "close", "", "too large")]
    [InlineData("ta.ema(", "close", ", 5)", "nested too deeply")]
    [InlineData("true ? 1 : ", "2", "", "nested too deeply")]
    public void Deep_and_long_statements_are_refused_with_their_line(string before, string middle, string after, string reason)
    {
        var script = $"//@version=5\nstrategy(\"deep\")\nx = {string.Concat(Enumerable.Repeat(before, 5_000))}{middle}{string.Concat(Enumerable.Repeat(after, 5_000))}\nif close > open\n    strategy.entry(\"L\", strategy.long)\n";
        var import = PineImport.Read(script);
        Assert.Contains(import.Untranslated, r => r.Line == 3 && r.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.NotNull(import.Definition);
    }

    [Fact]
    public void Deep_blocks_are_refused_with_their_line()
    {
        var script = "//@version=5\nstrategy(\"deep\")\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{new string(' ', 4 * i)}if close > {i}\n"));
        Assert.Contains(PineImport.Read(script).Untranslated, r => r.Reason.Contains("nested too deeply", StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_that_grow_are_refused()
    {
        var script = "//@version=5\nstrategy(\"grow\")\nf0(x) => x + x\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"f{i}(x) => f{i - 1}(x) + f{i - 1}(x)\n"))
            + "y = f30(close)\nz(a) => z(a)\nw = z(1)\nif close > y or close > w\n    strategy.entry(\"L\", strategy.long)\n";
        var import = PineImport.Read(script);
        Assert.Null(import.Definition);
        Assert.Contains(import.Untranslated, r => r.AffectsTrades && (r.Reason.Contains("called too often", StringComparison.Ordinal) || r.Reason.Contains("too large", StringComparison.Ordinal)));
    }

    [Fact]
    public void Long_scripts_are_refused()
    {
        Assert.Contains(PineImport.Read(new string(' ', PineLimits.TextLength + 1)).Untranslated, r => r.Reason.StartsWith("the script is too long", StringComparison.Ordinal));
        Assert.Contains(PineImport.Read(string.Concat(Enumerable.Repeat("a = 1\n", 20_000))).Untranslated, r => r.Reason.StartsWith("the script is too large", StringComparison.Ordinal));
    }

    private static string Mutate(Random random, string text, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(4) switch
            {
                0 when at < text.Length => text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at)),
                1 => text.Insert(at, Words[random.Next(Words.Length)]),
                2 when at < text.Length => text.Insert(random.Next(text.Length), text.Substring(at, Math.Min(30, text.Length - at))),
                _ => text.Insert(at, "\n" + new string(' ', 2 * random.Next(5))),
            };
        }

        return text;
    }
}
