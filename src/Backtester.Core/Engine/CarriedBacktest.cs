using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>
/// A backtest that stops after the candles there are and goes on when there are more, from the account, the orders and the
/// levels as they were left: in parts it gives the bytes of <see cref="Backtest.Run(BacktestInput, Action{int, int, double, int}?, CancellationToken)"/>
/// over the whole. For one strategy.
/// </summary>
public sealed class CarriedBacktest : IDisposable
{
    private readonly List<(long TimeMs, double Equity, double Cash, int OpenPositions)> _bars = [];
    private BacktestInput? _walked;
    private Broker? _broker;

    /// <summary>Walks the candles that were not walked before.</summary>
    /// <param name="input">
    /// Candles that begin with those walked so far; <see cref="SymbolInput.GoesOn"/> for each symbol of which more will
    /// come. The rest must stay as it was.
    /// </param>
    /// <exception cref="ArgumentException">There are several strategies, or the candles do not begin with those walked.</exception>
    public void Walk(BacktestInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Require(input);
        var timeline = new Timeline([.. input.Symbols.Select(s => s.Candles)]);
        if (_broker is null)
        {
            _broker = new Broker(input);
        }
        else
        {
            _broker.Continue(input);
        }

        Sleeve[] sleeves = [new(_broker, timeline)];
        for (var step = _bars.Count; step < timeline.TimeMs.Length; step++)
        {
            Backtest.TakeStep(sleeves, step);
            var equity = _broker.TakeEquity(timeline.TimeMs[step]);
            _bars.Add((timeline.TimeMs[step], equity, _broker.Account.Cash, _broker.Account.OpenPositions));
        }

        _walked = input;
    }

    /// <summary>Ends the run: what it gave.</summary>
    /// <exception cref="InvalidOperationException">Nothing was walked.</exception>
    public BacktestOutcome Close()
    {
        if (_broker is null || _walked is null)
        {
            throw new InvalidOperationException("nothing was walked");
        }

        return _broker.Close(new EquityCurve(
            [.. _bars.Select(b => b.TimeMs)], [.. _bars.Select(b => b.Equity)], [.. _bars.Select(b => b.Cash)], [.. _bars.Select(b => b.OpenPositions)], _walked.InitialCapital));
    }

    /// <inheritdoc/>
    public void Dispose() => _broker?.Dispose();

    private void Require(BacktestInput input)
    {
        if (input.Mix is not null)
        {
            throw new ArgumentException("a run of several strategies cannot be carried on", nameof(input));
        }

        for (var s = 0; _walked is not null && s < Math.Max(input.Symbols.Count, _walked.Symbols.Count); s++)
        {
            if (input.Symbols.Count != _walked.Symbols.Count || !Begins(input.Symbols[s].Candles, _walked.Symbols[s].Candles))
            {
                throw new ArgumentException($"symbol {s}: its candles do not begin with those that were walked", nameof(input));
            }
        }
    }

    private static bool Begins(CandleSeries longer, CandleSeries walked) =>
        longer.Key == walked.Key
        && longer.Count >= walked.Count
        && longer.OpenTimeMs[..walked.Count].SequenceEqual(walked.OpenTimeMs)
        && longer.Close[..walked.Count].SequenceEqual(walked.Close);
}
