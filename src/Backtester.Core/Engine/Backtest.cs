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
        var mix = input.Mix is null ? null : new MixedStrategies(input, timeline);
        var sleeves = mix?.Sleeves ?? [new Sleeve(new Broker(input), timeline)];
        try
        {
            return Walk(input, timeline, mix, sleeves, skipsQuietBars, progress, cancellation);
        }
        finally
        {
            Array.ForEach(sleeves, s => s.Broker.Dispose());
        }
    }

    private static BacktestOutcome Walk(
        BacktestInput input,
        Timeline timeline,
        MixedStrategies? mix,
        Sleeve[] sleeves,
        bool skipsQuietBars,
        Action<int, int, double, int>? progress,
        CancellationToken cancellation)
    {
        var first = sleeves[0].Broker;
        var steps = timeline.TimeMs.Length;
        var curve = new EquityCurve(timeline.TimeMs, new double[steps], new double[steps], new int[steps], input.InitialCapital);
        var symbols = input.Symbols.Count;
        for (var step = 0; step < steps; step++)
        {
            if (step % StepsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(step, steps, Equity(sleeves), Trades(sleeves));
            }

            if (skipsQuietBars && symbols == 1 && mix is null && first.WalkQuietBars(curve, ref step, Math.Min(steps, NextCheck(step))))
            {
                continue;
            }

            mix?.Begin(step);
            TakeStep(sleeves, step);
            if (mix is not null)
            {
                mix.TakeEquity(curve, step);
                continue;
            }

            curve.Equity[step] = first.TakeEquity(timeline.TimeMs[step]);
            curve.Cash[step] = first.Account.Cash;
            curve.OpenPositions[step] = first.Account.OpenPositions;
        }

        progress?.Invoke(steps, steps, Equity(sleeves), Trades(sleeves));
        return mix?.Close(curve) ?? first.Close(curve);
    }

    /// <summary>The moments of a bar, each for all strategies and symbols before the next.</summary>
    private static void TakeStep(Sleeve[] sleeves, int step)
    {
        foreach (var (broker, timeline) in sleeves)
        {
            broker.SettleAtOpen(timeline, step);
        }

        foreach (var (broker, timeline) in sleeves)
        {
            broker.ExitAtOpen(timeline, step);
        }

        foreach (var (broker, timeline) in sleeves)
        {
            broker.EnterAtOpen(timeline, step);
        }

        foreach (var (broker, timeline) in sleeves)
        {
            broker.TradeInsideBar(timeline, step);
        }

        foreach (var (broker, timeline) in sleeves)
        {
            broker.Decide(timeline, step);
        }

        foreach (var (broker, timeline) in sleeves)
        {
            broker.TradeAtClose(timeline, step);
        }
    }

    private static double Equity(Sleeve[] sleeves) => sleeves.Sum(s => s.Broker.Account.Equity());

    private static int Trades(Sleeve[] sleeves) => sleeves.Sum(s => s.Broker.Account.Trades.Count);

    private static int NextCheck(int step) => (step / StepsBetweenChecks * StepsBetweenChecks) + StepsBetweenChecks;
}
