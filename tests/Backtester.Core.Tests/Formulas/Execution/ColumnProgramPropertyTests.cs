using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Formulas.Execution;

/// <summary>Rules that hold for every program, over random programs and candles; a failure prints the seed and the formulas.</summary>
public class ColumnProgramPropertyTests
{
    private const int Programs = 300;

    private static readonly Timeframe[] Timeframes = [Timeframe.Parse("15m"), FormulaCandles.Hour];

    [Fact]
    public void Program_equals_the_naive_evaluation_bar_by_bar()
    {
        var varied = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            var made = Case.Make(seed);
            var columns = made.Program.Run(made.Candles, made.Others);
            var oracle = new NaiveEvaluator(made.Candles, made.Other);
            for (var i = 0; i < made.Formulas.Length; i++)
            {
                var expected = oracle.Evaluate(FormulaParser.Parse(made.Formulas[i], new DiagnosticBag())!);
                AssertSame(expected, columns.Values(i), made.Candles.Count, $"seed {seed}: {made.Formulas[i]}");
                varied += expected.Where(v => !double.IsNaN(v)).Distinct().Count() > 1 ? 1 : 0;
            }
        }

        // Formulas that are always false or always unknown would show nothing.
        Assert.InRange(varied, Programs * 4 / 2, Programs * 4);
    }

    [Fact]
    public void Program_in_tiles_equals_the_batch_for_any_tiles()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var made = Case.Make(seed);
            var random = new Random(seed);
            var batch = made.Program.Run(made.Candles, made.Others);
            var most = new[] { 1, 2, 63, 64, 65, 100, 1_000 }[random.Next(7)];
            var runner = made.Program.CreateRunner(made.Candles.Key.Timeframe, most, made.Others);
            var values = made.Formulas.Select(_ => new List<double>()).ToArray();
            for (var start = 0; start < made.Candles.Count;)
            {
                var length = Math.Min(random.Next(0, most + 1), made.Candles.Count - start);
                runner.Next(made.Candles, start, length);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i].AddRange(runner.Columns.Values(i));
                }

                start += length;
            }

            for (var i = 0; i < values.Length; i++)
            {
                AssertSame(batch.Values(i), [.. values[i]], made.Candles.Count, $"seed {seed}, tiles of {most}: {made.Formulas[i]}");
            }
        }
    }

    [Fact]
    public void Changing_the_future_changes_nothing_before_it()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var made = Case.Make(seed);
            var random = new Random(seed);
            var columns = made.Program.Run(made.Candles, made.Others);
            for (var kind = 0; kind < 3; kind++)
            {
                var cut = random.Next(1, made.Candles.Count);
                var timeMs = made.Candles.OpenTimeMs[cut];
                var changed = Change(random, made.Candles, cut, kind);
                var other = Change(random, made.Other, made.Other.LowerBound(timeMs), kind);
                var after = made.Program.Run(changed, new GivenCandles(other));
                for (var i = 0; i < made.Formulas.Length; i++)
                {
                    AssertSame(columns.Values(i), after.Values(i), cut, $"seed {seed}, future {kind} from {cut}: {made.Formulas[i]}");
                }
            }
        }
    }

    [Fact]
    public void Printed_formula_gives_the_same_program()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var made = Case.Make(seed);
            var printed = made.Formulas.Select(f => FormulaPrinter.Print(FormulaParser.Parse(f, new DiagnosticBag())!)).ToArray();
            var (a, b) = (made.Program.Run(made.Candles, made.Others), Compile(printed).Run(made.Candles, made.Others));
            for (var i = 0; i < printed.Length; i++)
            {
                AssertSame(a.Values(i), b.Values(i), made.Candles.Count, $"seed {seed}: {made.Formulas[i]}");
            }
        }
    }

    private static ColumnProgram Compile(string[] formulas) =>
        FormulaCompiler.Compile([.. formulas.Select((f, i) => new KeyValuePair<string, string>($"f{i}", f))]);

    private static CandleSeries Change(Random random, CandleSeries candles, int from, int kind)
    {
        var all = Enumerable.Range(0, candles.Count).Select(i => candles[i]).ToArray();
        var future = all[from..];
        for (var i = from; i < all.Length; i++)
        {
            var (open, close) = (random.Next(1, 500), random.Next(1, 500));
            all[i] = kind switch
            {
                0 => new Candle(all[i].OpenTimeMs, open, Math.Max(open, close) + 1, Math.Min(open, close) - 0.5, close, random.Next(9), 1, 1, 1),
                1 => new Candle(all[i].OpenTimeMs, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN),
                _ => future[^(i - from + 1)] with { OpenTimeMs = all[i].OpenTimeMs },
            };
        }

        return CandleSeries.FromCandles(candles.Key, all);
    }

    private static void AssertSame(double[] expected, double[] actual, int rows, string what)
    {
        for (var i = 0; i < rows; i++)
        {
            var same = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]);
            Assert.True(same, $"{what}\nrow {i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    private sealed record Case(string[] Formulas, ColumnProgram Program, CandleSeries Candles, CandleSeries Other, IOtherCandles Others)
    {
        public static Case Make(int seed)
        {
            var random = new Random(seed);
            var formulas = Enumerable.Range(0, 4).Select(i => i % 2 == 0 ? new RandomFormula(random).Boolean(4) : new RandomFormula(random).Number(4)).ToArray();
            var timeframe = Timeframes[random.Next(2)];
            var candles = FormulaCandles.Random(random, random.Next(60, 400), timeframe, missing: random.Next(2) * 0.2, unknown: random.Next(2) * 0.05);
            var other = FormulaCandles.Random(random, random.Next(20, 400), timeframe, "ETHUSDT", missing: 0.1);
            return new Case(formulas, Compile(formulas), candles, other, new GivenCandles(other));
        }
    }
}
