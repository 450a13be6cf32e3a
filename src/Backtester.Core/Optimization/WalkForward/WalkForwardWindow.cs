using Backtester.Core.Market;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>One window: a stretch that is searched and the stretch after it, which its best set trades.</summary>
/// <param name="Number">From 1.</param>
/// <param name="InSample">Open times of the bars that are searched.</param>
/// <param name="InSampleBars">How many they are.</param>
/// <param name="OutOfSample">Open times of the bars that are traded; those of the next window follow without a gap.</param>
/// <param name="OutOfSampleBars">How many they are.</param>
public sealed record WalkForwardWindow(int Number, TimeRange InSample, int InSampleBars, TimeRange OutOfSample, int OutOfSampleBars);
