using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Core.Tests.Formulas;

/// <summary>Untrusted text: whatever comes is compiled or refused with a place. BACKTESTER_FUZZ_COUNT sets the number of inputs.</summary>
public class FormulaFuzzTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("BACKTESTER_FUZZ_COUNT"), out var count) ? count : 1_000_000;

    private static readonly string[] Words =
    [
        "close", "ema", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%", "<", "<=", "==", "=", "and", "or", "not", "if", "then", "else", "?", ":",
        "1", "14", "2%", "1e9", "\"4h\"", "\"", "tf", "symbol", "crossover", "value_when", "position", "true", "#", "\n", "atr(14)", "rsi(close, 14)", "\u00e9", "\0", "x",
    ];

    [Fact]
    public void Random_and_mutated_formulas_are_compiled_or_refused_with_a_place() => Parallel.For(0, Count, seed =>
    {
        var random = new Random(seed);
        var text = Input(random);
        try
        {
            CheckOne(text);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}: {e}\n{text}");
        }
    });

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("abs(", ")")]
    [InlineData("close[", "]")]
    [InlineData("if true then ", " else 1")]
    [InlineData("true ? 1 : ", "")]
    [InlineData("tf(\"4h\", ", ")")]
    public void Deeply_nested_formulas_are_refused_with_a_place(string before, string after)
    {
        // At any depth that fits the text: a stack overflow would end the process.
        var times = FormulaLimits.TextLength / (before.Length + after.Length + 1);
        var problem = Assert.Single(FormulaCompiler.Check(string.Concat(Enumerable.Repeat(before, times)) + "1" + string.Concat(Enumerable.Repeat(after, times))));
        Assert.Contains("nested too deeply", problem.Message, StringComparison.Ordinal);
        Assert.True(problem is { Line: 1, Column: > 200 }, $"{problem}");
    }

    [Fact]
    public void Random_and_mutated_documents_are_read_or_refused_with_a_place()
    {
        var yaml = File.ReadAllText(TestSupport.RepositoryFiles.PathOf("examples/strategies/ema_cross.yaml"));
        string[] sources = [yaml, DefinitionWriter.ToJson(DefinitionReader.Parse(yaml))];
        for (var seed = 0; seed < Count / 500; seed++)
        {
            var random = new Random(seed);
            var text = Mutate(random, sources[seed % 2], 1 + random.Next(4));
            DefinitionReading reading;
            try
            {
                reading = DefinitionReader.Read(text);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {text}", e);
            }

            Assert.True(reading.IsGood || reading.Problems.Count > 0, $"seed {seed}");
            Assert.All(reading.Problems, p => Assert.True(p is { Line: >= 1, Column: >= 1, Message.Length: > 0 }, $"seed {seed}: {p}"));
        }
    }

    private static void CheckOne(string text)
    {
        var problems = new DiagnosticBag();
        var tree = FormulaParser.Parse(text, problems);
        var lines = text.Split('\n').Length;
        if (tree is not null)
        {
            var printed = FormulaPrinter.Print(tree);
            Assert.Equal(printed, FormulaPrinter.Print(FormulaParser.Parse(printed, problems)!));
            Assert.Empty(problems.Problems);
        }

        var found = FormulaCompiler.Check(text);
        Assert.True(tree is not null || found.Count > 0, text);
        Assert.All(found, p => Assert.True(p.Line >= 1 && p.Line <= lines && p.Column >= 1 && p.Message.Length > 0, $"{p}\n{text}"));
    }

    private static string Input(Random random) => random.Next(4) switch
    {
        0 => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(1, 256))),
        1 => string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(30)).Select(_ => Words[random.Next(Words.Length)])),
        2 => new RandomFormula(random).Boolean(random.Next(4) == 0 ? 3 : 2),
        _ => Mutate(random, new RandomFormula(random).Boolean(random.Next(4) == 0 ? 3 : 2), 1 + random.Next(5)),
    };

    private static string Mutate(Random random, string text, int changes)
    {
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(4) switch
            {
                0 when at < text.Length => text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at)),
                1 => text.Insert(at, Words[random.Next(Words.Length)]),
                2 when text.Length > 0 => text.Insert(at, text.Substring(random.Next(text.Length), 1)),
                3 when at < text.Length => text.Insert(random.Next(text.Length), text.Substring(at, Math.Min(20, text.Length - at))),
                _ => text + (char)random.Next(32, 127),
            };
        }

        return text;
    }
}
