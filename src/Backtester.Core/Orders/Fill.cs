namespace Backtester.Core.Orders;

/// <summary>One execution: what moved cash and position. The result hash is made of these.</summary>
/// <param name="Symbol">Index into the run's symbols.</param>
/// <param name="Bar">Row of the symbol's candles in which it happened.</param>
/// <param name="TimeMs">Open time of that bar, Unix ms.</param>
/// <param name="Quantity">Signed change of the position, base asset.</param>
/// <param name="Price">Execution price, slippage included.</param>
/// <param name="Fee">Fee taken from cash.</param>
/// <param name="Slippage">What the slippage model cost on this fill, ≥ 0, quote currency.</param>
public readonly record struct Fill(int Symbol, int Bar, long TimeMs, double Quantity, double Price, double Fee, double Slippage);
