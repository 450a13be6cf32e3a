using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>Takes the account's value at each close. Stretches in which nothing happens come at once, so that a recorder need not visit their bars.</summary>
internal abstract unsafe class EquityRecorder
{
    /// <summary>One bar.</summary>
    public abstract void At(int step, double equity, double cash, int openPositions);

    /// <summary>Bars without a position: equity is cash.</summary>
    public abstract void Flat(int step, int length, double cash);

    /// <summary>Bars with one unchanged position: equity is cash + quantity × close.</summary>
    /// <param name="step">The first bar.</param>
    /// <param name="length">Number of bars.</param>
    /// <param name="cash">Cash.</param>
    /// <param name="quantity">The position, signed.</param>
    /// <param name="close">The closes of the series, from its first bar on.</param>
    public abstract void Held(int step, int length, double cash, double quantity, double* close);
}

/// <summary>Keeps every bar.</summary>
internal sealed unsafe class EquityCurveRecorder(long[] timeMs, double initialEquity) : EquityRecorder
{
    // Every bar is written, so the arrays need not be cleared first.
    public EquityCurve Curve { get; } = new(
        timeMs,
        GC.AllocateUninitializedArray<double>(timeMs.Length),
        GC.AllocateUninitializedArray<double>(timeMs.Length),
        GC.AllocateUninitializedArray<int>(timeMs.Length),
        initialEquity);

    public override void At(int step, double equity, double cash, int openPositions) =>
        (Curve.Equity[step], Curve.Cash[step], Curve.OpenPositions[step]) = (equity, cash, openPositions);

    public override void Flat(int step, int length, double cash)
    {
        Curve.Equity.AsSpan(step, length).Fill(cash);
        Curve.Cash.AsSpan(step, length).Fill(cash);
        Curve.OpenPositions.AsSpan(step, length).Clear();
    }

    public override void Held(int step, int length, double cash, double quantity, double* close)
    {
        BarScan.Values(new ReadOnlySpan<double>(close + step, length), cash, quantity, Curve.Equity.AsSpan(step, length));
        Curve.Cash.AsSpan(step, length).Fill(cash);
        Curve.OpenPositions.AsSpan(step, length).Fill(1);
    }
}
