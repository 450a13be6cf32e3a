using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Code;

namespace Backtester.Examples;

/// <summary>Buys after some lower closes in a row, sells after a higher one.</summary>
public sealed class ThreeDown : IStrategy
{
    public StrategyInfo Info { get; } = StrategyInfo.Of(
        "three_down", "Buys after some lower closes in a row, sells after a higher one.", ParameterSchema.Whole("closes", 3, 1, 10));

    public BarDecision Decide(in BarWindow bar)
    {
        for (var ago = 0; ago < bar.Parameter("closes"); ago++)
        {
            if (!(bar.Close[ago] < bar.Close[ago + 1]))
            {
                return bar.Close[0] > bar.Close[1] ? Signals.LongExit : Signals.None;
            }
        }

        return Signals.LongEntry;
    }
}
