using System.Diagnostics.CodeAnalysis;

namespace Backtester.Core.Engine;

/// <summary>What a broker reads of its candles, and how it goes on when there are more of them.</summary>
internal sealed unsafe partial class Broker
{
    /// <summary>
    /// Goes on with an input whose candles begin with those that were walked. Account, orders, levels and limits stay as
    /// they are: rows keep their numbers.
    /// </summary>
    public void Continue(BacktestInput input)
    {
        Dispose();
        Bind(input);
        for (var s = 0; _funding is not null && s < _funding.Length; s++)
        {
            _funding[s] = input.Symbols[s].Funding is { } rates ? _funding[s]?.Continue(rates) : null;
        }
    }

    /// <summary>Reads candles, and what models make of them.</summary>
    [MemberNotNull(nameof(_input), nameof(_bars), nameof(_slippage))]
    private void Bind(BacktestInput input)
    {
        _input = input;
        _bars = [.. input.Symbols.Select(s => new BarColumns(s.Candles, s.Decisions.Signals))];
        Array.ForEach(_bars, b => b.Join());
        _slippage = [.. input.Symbols.Select(s => input.Slippage.For(s.Candles, s.Instrument))];
        _allowances = input.VolumeLimit is { } share ? [.. input.Symbols.Select(s => new VolumeAllowance(s.Candles, share))] : null;
    }

    private bool IsLastBar(int s, int row) => row == _bars[s].Count - 1 && !_input.Symbols[s].GoesOn;
}
