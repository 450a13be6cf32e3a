using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>How the results of two neighbouring windows make that of both.</summary>
internal interface IWindowMerge
{
    /// <summary>True where overlapping windows may be merged too (extremes).</summary>
    static abstract bool Overlaps { get; }

    static abstract Vector<double> Merge(Vector<double> newer, Vector<double> older);
}

/// <summary>The sum of a window.</summary>
internal readonly struct SumMerge : IWindowMerge
{
    public static bool Overlaps => false;

    public static Vector<double> Merge(Vector<double> newer, Vector<double> older) => newer + older;
}

/// <summary>The greatest of a window.</summary>
internal readonly struct MaxMerge : IWindowMerge
{
    public static bool Overlaps => true;

    public static Vector<double> Merge(Vector<double> newer, Vector<double> older) => Lanes.Max(newer, older);
}

/// <summary>The least of a window.</summary>
internal readonly struct MinMerge : IWindowMerge
{
    public static bool Overlaps => true;

    public static Vector<double> Merge(Vector<double> newer, Vector<double> older) => Lanes.Min(newer, older);
}
