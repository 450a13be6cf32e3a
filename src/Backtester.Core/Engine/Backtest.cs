using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>
/// The event loop: the truth that every faster path must equal bit for bit.
/// At each open time, over the symbols that have a bar then, in this order (docs/assumptions.md):
/// <list type="number">
/// <item>at the open, exits: orders decided at the previous close, then stops and targets that the open has passed;</item>
/// <item>at the open, entries, in the order of symbols;</item>
/// <item>inside the bar, stops and targets;</item>
/// <item>at the close: decisions, and under same-close conventions their fills, exits first;</item>
/// <item>equity is taken.</item>
/// </list>
/// </summary>
public static class Backtest
{
    private const int StepsBetweenChecks = 8192;

    /// <summary>Runs to the end of the candles.</summary>
    /// <param name="input">What to run.</param>
    /// <param name="progress">Called every some thousand steps with steps done, steps in all, equity and trades so far.</param>
    /// <param name="cancellation">Looked at every some thousand steps.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BacktestOutcome Run(
        BacktestInput input,
        Action<int, int, double, int>? progress = null,
        CancellationToken cancellation = default) => Run(input, skipsQuietBars: true, progress, cancellation);

    /// <summary>The same, with every bar asked every question where <paramref name="skipsQuietBars"/> is false: what the short cut must equal.</summary>
    internal static BacktestOutcome Run(BacktestInput input, bool skipsQuietBars, Action<int, int, double, int>? progress, CancellationToken cancellation)
    {
        var timeline = new Timeline([.. input.Symbols.Select(s => s.Candles)]);
        using var broker = new Broker(input);
        var steps = timeline.TimeMs.Length;
        var curve = new EquityCurve(timeline.TimeMs, new double[steps], new double[steps], new int[steps], input.InitialCapital);
        var symbols = input.Symbols.Count;
        for (var step = 0; step < steps; step++)
        {
            if (step % StepsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(step, steps, broker.Account.Equity(), broker.Account.Trades.Count);
            }

            if (skipsQuietBars && symbols == 1 && broker.WalkQuietBars(curve, ref step, Math.Min(steps, NextCheck(step))))
            {
                continue;
            }

            if (broker.SettlesFunding)
            {
                for (var s = 0; s < symbols; s++)
                {
                    broker.SettleAtOpen(s, timeline.Row(s, step));
                }
            }

            if (broker.IsBusy)
            {
                for (var s = 0; s < symbols; s++)
                {
                    broker.ExitAtOpen(s, timeline.Row(s, step));
                }

                for (var s = 0; s < symbols; s++)
                {
                    broker.EnterAtOpen(s, timeline.Row(s, step));
                }

                broker.RenewLiquidationPrices();
                for (var s = 0; s < symbols; s++)
                {
                    broker.TradeInsideBar(s, timeline.Row(s, step));
                }
            }

            for (var s = 0; s < symbols; s++)
            {
                broker.Decide(s, timeline.Row(s, step));
            }

            broker.TradeAtClose(timeline, step);
            curve.Equity[step] = broker.TakeEquity(timeline.TimeMs[step]);
            curve.Cash[step] = broker.Account.Cash;
            curve.OpenPositions[step] = broker.Account.OpenPositions;
        }

        progress?.Invoke(steps, steps, broker.Account.Equity(), broker.Account.Trades.Count);
        return broker.Close(curve);
    }

    private static int NextCheck(int step) => (step / StepsBetweenChecks * StepsBetweenChecks) + StepsBetweenChecks;
}
