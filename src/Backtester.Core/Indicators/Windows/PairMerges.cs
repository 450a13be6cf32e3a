using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backtester.Core.Indicators.Windows;

/// <summary>Sum S and sum weighted 1 … n from the oldest to the newest bar.</summary>
internal readonly struct WeightedMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => value;

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) => (olderBars, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        // In the joint window the newer bars weigh as much more as there are older ones.
        newer2 = newer2 + (p * newer1) + older2;
        newer1 += older1;
    }
}

/// <summary>
/// Sum and sum of squared deviations from the mean, merged after Chan, Golub and LeVeque (1979):
/// M = Ma + Mb + (nb·Sa − na·Sb)² / (na·nb·(na + nb)). Only positive terms are added: nothing cancels.
/// </summary>
internal readonly struct DeviationMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => Vector<double>.Zero;

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) =>
        (olderBars, newerBars, 1.0 / ((double)newerBars * olderBars * (newerBars + olderBars)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        var apart = (p * newer1) - (q * older1);
        newer2 = newer2 + older2 + (apart * apart * r);
        newer1 += older1;
    }
}

/// <summary>The greatest value and its row, the newest where several are equal.</summary>
internal readonly struct NewestMaxMerge : IPairMerge
{
    public static Vector<double> Seed(Vector<double> value, double row) => Vector.CreateSequence(row, 1.0);

    public static (double P, double Q, double R) Scales(int newerBars, int olderBars) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Merge(ref Vector<double> newer1, ref Vector<double> newer2, Vector<double> older1, Vector<double> older2, Vector<double> p, Vector<double> q, Vector<double> r)
    {
        var keep = Vector.GreaterThanOrEqual(newer1, older1);
        newer1 = Vector.ConditionalSelect(keep, newer1, older1);
        newer2 = Vector.ConditionalSelect(keep, newer2, older2);
    }
}
