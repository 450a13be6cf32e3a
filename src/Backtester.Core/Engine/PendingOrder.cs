using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>What was decided at a close and waits for its fill: an exit, an entry, or both (a reversal).</summary>
/// <param name="DecisionBar">Row at whose close it was decided.</param>
/// <param name="Exit">Reason of the exit; <see cref="ExitReason.None"/> for no exit.</param>
/// <param name="EntrySign">+1 long, −1 short, 0 for no entry.</param>
/// <param name="Quantity">The size, where it is fixed at the decision; else NaN.</param>
/// <param name="Adds">True where the entry adds to the position that was open at the decision.</param>
internal readonly record struct PendingOrder(int DecisionBar, ExitReason Exit, int EntrySign, double Quantity, bool Adds = false)
{
    public bool IsNone => Exit == ExitReason.None && EntrySign == 0;
}
