using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>How two results of neighbouring windows, each a pair of numbers, make that of both.</summary>
internal interface IPairMerge
{
    /// <summary>The second number of a window of one bar, from the first.</summary>
    static abstract Vector<double> Seed(Vector<double> value, double row);

    /// <summary>The constants of a merge of windows of so many bars.</summary>
    static abstract (double P, double Q, double R) Scales(int newerBars, int olderBars);

    static abstract void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r);
}
