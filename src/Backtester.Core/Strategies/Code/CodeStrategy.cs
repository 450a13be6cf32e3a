using System.Security.Cryptography;
using System.Text;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Drawing;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Strategies.Code;

/// <summary>A C# strategy as the engine runs it.</summary>
public sealed class CodeStrategy : CatalogStrategy
{
    private readonly Func<IStrategy> _create;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _lines;

    /// <summary>Takes a strategy.</summary>
    /// <param name="create">Makes one object for each series of each run.</param>
    public CodeStrategy(Func<IStrategy> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
        var strategy = create();
        Info = strategy.Info;
        _lines = [.. strategy.Lines];
        var build = strategy.GetType().Module.ModuleVersionId;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{strategy.GetType().FullName}\n{Info.Version}\n{build}")));
    }

    /// <inheritdoc/>
    public override StrategyInfo Info { get; }

    /// <summary>SHA-256 of class, version and the build that holds it: other code is another strategy.</summary>
    public override string Hash { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Diagnostic> Check(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe)
    {
        try
        {
            Compile(parameters, timeframe);
            return [];
        }
        catch (FormulaException e)
        {
            return e.Problems;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<SymbolInput> OtherSymbols(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        Compile(parameters, timeframe).Inputs.Symbols;

    /// <inheritdoc/>
    public override ProgramWarmUp WarmUp(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        Compile(parameters, timeframe).WarmUp(timeframe);

    /// <inheritdoc/>
    public override Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters, IOtherCandles? others = null)
    {
        ArgumentNullException.ThrowIfNull(candles);
        var program = Compile(parameters, candles.Key.Timeframe);
        var columns = program.Run(candles, others);
        var lines = _lines.Select((l, i) => KeyValuePair.Create(l.Key, Line(columns, i))).ToDictionary(StringComparer.Ordinal);
        var (signals, stops, targets) = (new Signals[candles.Count], new double[candles.Count], new double[candles.Count]);
        var strategy = _create();
        for (var bar = 0; bar < signals.Length; bar++)
        {
            var decision = strategy.Decide(new BarWindow(candles, bar + 1, lines, parameters));
            (signals[bar], stops[bar], targets[bar]) = (decision.Signals, Reachable(decision.StopLoss), Reachable(decision.TakeProfit));
        }

        return new Decisions
        {
            Signals = signals,
            StopLoss = strategy.UsesStops ? StopDistance.Column(stops) : null,
            TakeProfit = strategy.UsesStops ? StopDistance.Column(targets) : null,
            Indicators = new NamedColumns([.. lines.Keys], [.. lines.Values]),
            WarmUp = program.WarmUp(candles.Key.Timeframe).Bars,
        };
    }

    /// <inheritdoc/>
    public override ITracedStrategy Traced(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        new TracedDecisions(Info.Id, (candles, others) => Decide(candles, parameters, others));

    /// <inheritdoc/>
    public override LineProgram Lines(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        LineCollector.Of(Compile(parameters, timeframe), _lines, parameters);

    private ColumnProgram Compile(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        FormulaCompiler.Compile(_lines, parameters, timeframe);

    private static ReadOnlyMemory<double> Line(ProgramColumns columns, int line)
    {
        var values = new double[columns.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = columns.Value(line, row);
        }

        return values;
    }

    /// <summary>An entry without a stop has one out of reach.</summary>
    private static double Reachable(double distance) => distance == 0 ? double.PositiveInfinity : distance;
}
