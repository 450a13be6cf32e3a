namespace Backtester.Core.Orders;

/// <summary>The side of a position.</summary>
public enum Direction
{
    Long,
    Short,
}
