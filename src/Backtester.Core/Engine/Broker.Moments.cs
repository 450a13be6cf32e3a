namespace Backtester.Core.Engine;

/// <summary>Each moment of a bar over all symbols, in their order.</summary>
internal sealed unsafe partial class Broker
{
    public void SettleAtOpen(Timeline timeline, int step)
    {
        for (var s = 0; s < _bars.Length && SettlesFunding; s++)
        {
            SettleAtOpen(s, timeline.Row(s, step));
        }
    }

    public void ExitAtOpen(Timeline timeline, int step)
    {
        for (var s = 0; s < _bars.Length && IsBusy; s++)
        {
            ExitAtOpen(s, timeline.Row(s, step));
        }
    }

    public void EnterAtOpen(Timeline timeline, int step)
    {
        for (var s = 0; s < _bars.Length && IsBusy; s++)
        {
            EnterAtOpen(s, timeline.Row(s, step));
        }
    }

    public void TradeInsideBar(Timeline timeline, int step)
    {
        if (IsBusy)
        {
            RenewLiquidationPrices();
        }

        for (var s = 0; s < _bars.Length && IsBusy; s++)
        {
            TradeInsideBar(s, timeline.Row(s, step));
        }
    }

    public void Decide(Timeline timeline, int step)
    {
        for (var s = 0; s < _bars.Length; s++)
        {
            Decide(s, timeline.Row(s, step));
        }
    }
}
