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
        var record = new EquityCurveRecorder(timeline.TimeMs, input.InitialCapital);
        if (mix is not null)
        {
            Walk(mix, timeline, record, progress, cancellation);
            return mix.Close(record.Curve);
        }

        if (skipsQuietBars)
        {
            Walk(sleeves[0], record, progress, cancellation);
        }
        else
        {
            WalkEachBar(sleeves[0], record, progress, cancellation);
        }

        return sleeves[0].Broker.Close(record.Curve);
    }

    /// <summary>One account. With one symbol, stretches of bars on which nothing can happen are passed at once.</summary>
    private static void Walk(Sleeve sleeve, EquityRecorder record, Action<int, int, double, int>? progress, CancellationToken cancellation)
    {
        if (sleeve.Broker.Symbols > 1)
        {
            WalkEachBar(sleeve, record, progress, cancellation);
            return;
        }

        var (broker, rows) = (sleeve.Broker, sleeve.Timeline.TimeMs.Length);
        for (var row = 0; row < rows; row += StepsBetweenChecks)
        {
            Check(row, rows, broker, progress, cancellation);
            WalkOneSymbol(sleeve, record, row, Math.Min(rows, row + StepsBetweenChecks));
        }

        progress?.Invoke(rows, rows, broker.Account.Equity(), broker.Account.Trades.Count);
    }

    /// <summary>Walks the rows [row, end) of an account with one symbol.</summary>
    internal static void WalkOneSymbol(Sleeve sleeve, EquityRecorder record, int row, int end)
    {
        var (broker, timeline) = (sleeve.Broker, sleeve.Timeline);
        var account = broker.Account;
        while (row < end)
        {
            if (broker.PassQuietBars(record, row, end) is > 0 and var passed)
            {
                row += passed;
                continue;
            }

            broker.TakeBar(timeline, row);
            record.At(row, broker.TakeEquity(timeline.TimeMs[row]), account.Cash, account.OpenPositions);
            row++;
        }
    }

    /// <summary>Walks the steps [step, end), asking every bar every question.</summary>
    internal static void WalkSteps(Sleeve sleeve, EquityRecorder record, int step, int end)
    {
        var (broker, timeline) = (sleeve.Broker, sleeve.Timeline);
        Sleeve[] sleeves = [sleeve];
        for (; step < end; step++)
        {
            TakeStep(sleeves, step);
            record.At(step, broker.TakeEquity(timeline.TimeMs[step]), broker.Account.Cash, broker.Account.OpenPositions);
        }
    }

    private static void WalkEachBar(Sleeve sleeve, EquityRecorder record, Action<int, int, double, int>? progress, CancellationToken cancellation)
    {
        var (broker, steps) = (sleeve.Broker, sleeve.Timeline.TimeMs.Length);
        for (var step = 0; step < steps; step += StepsBetweenChecks)
        {
            Check(step, steps, broker, progress, cancellation);
            WalkSteps(sleeve, record, step, Math.Min(steps, step + StepsBetweenChecks));
        }

        progress?.Invoke(steps, steps, broker.Account.Equity(), broker.Account.Trades.Count);
    }

    private static void Walk(MixedStrategies mix, Timeline timeline, EquityRecorder record, Action<int, int, double, int>? progress, CancellationToken cancellation)
    {
        var steps = timeline.TimeMs.Length;
        for (var step = 0; step < steps; step++)
        {
            if (step % StepsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(step, steps, Equity(mix.Sleeves), Trades(mix.Sleeves));
            }

            mix.Begin(step);
            TakeStep(mix.Sleeves, step);
            mix.TakeEquity(record, step);
        }

        progress?.Invoke(steps, steps, Equity(mix.Sleeves), Trades(mix.Sleeves));
    }

    private static void Check(int step, int steps, Broker broker, Action<int, int, double, int>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Invoke(step, steps, broker.Account.Equity(), broker.Account.Trades.Count);
    }

    /// <summary>The moments of a bar, each for all strategies and symbols before the next.</summary>
    internal static void TakeStep(Sleeve[] sleeves, int step)
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
}
