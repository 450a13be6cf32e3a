using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>The strategies of a run while it goes: each with a broker, an account and a curve of its own.</summary>
internal sealed class MixedStrategies
{
    private readonly StrategyMix _mix;
    private readonly AccountLimits _limits;
    private readonly Timeline _timeline;
    private readonly EquityCurve[] _curves;
    private readonly List<Transfer>[] _transfers;

    public MixedStrategies(BacktestInput input, Timeline timeline)
    {
        (_mix, _timeline) = (input.Mix!, timeline);
        var capital = _mix.Shares.Select(s => s.Weight * input.InitialCapital).ToArray();
        _limits = new AccountLimits(input) { Reserve = Reserve(input.InitialCapital, capital.Sum()) };
        var keys = input.Symbols.Select(s => s.Candles.Key).Distinct().ToList();
        var symbols = input.Symbols.Select(s => keys.IndexOf(s.Candles.Key)).ToArray();
        Sleeves = [.. _mix.Shares.Select((share, k) => new Sleeve(
            new Broker(
                input with
                {
                    Symbols = [.. input.Symbols.Skip(share.First).Take(share.Count)],
                    Strategy = share.Name,
                    InitialCapital = capital[k],
                },
                _limits,
                symbols[share.First..(share.First + share.Count)]),
            timeline.Part(share.First, share.Count)))];
        var steps = timeline.TimeMs.Length;
        _curves = [.. capital.Select(c => new EquityCurve(timeline.TimeMs, new double[steps], new double[steps], new int[steps], c))];
        _transfers = [.. capital.Select(_ => new List<Transfer>())];
    }

    public Sleeve[] Sleeves { get; }

    /// <summary>Shares the capital out anew where a bar begins a period, at the latest closes.</summary>
    public void Begin(int step)
    {
        if (step == 0 || PeriodOf(_timeline.TimeMs[step]) == PeriodOf(_timeline.TimeMs[step - 1]))
        {
            return;
        }

        var total = _limits.Reserve + Sleeves.Sum(s => s.Broker.Account.Equity());
        for (var k = 0; k < Sleeves.Length; k++)
        {
            var account = Sleeves[k].Broker.Account;
            var amount = (_mix.Shares[k].Weight * total) - account.Equity();
            account.Transfer(amount);
            _limits.Reserve -= amount;
            _transfers[k].Add(new Transfer(step, amount));
        }
    }

    /// <summary>Takes the account of a close into the curves.</summary>
    public void TakeEquity(EquityRecorder record, int step)
    {
        var (equity, cash) = (_limits.Reserve, _limits.Reserve);
        for (var k = 0; k < Sleeves.Length; k++)
        {
            var account = Sleeves[k].Broker.Account;
            equity += _curves[k].Equity[step] = account.Equity();
            cash += _curves[k].Cash[step] = account.Cash;
            _curves[k].OpenPositions[step] = account.OpenPositions;
        }

        record.At(step, equity, cash, _limits.OpenPositions);
        if (_limits.See(_timeline.TimeMs[step], equity))
        {
            foreach (var sleeve in Sleeves)
            {
                sleeve.Broker.StopTrading();
            }
        }
    }

    /// <summary>The run as a whole: fills and trades in order of time, then of strategies.</summary>
    public BacktestOutcome Close(EquityCurve curve)
    {
        var parts = Sleeves.Select((s, k) => s.Broker.Close(_curves[k])).ToList();
        var refusals = new RefusalCounts();
        parts.ForEach(p => refusals.Add(p.Refusals));
        return new BacktestOutcome(
            curve,
            [
                .. parts.SelectMany(p => p.Trades.Where(t => !t.IsOpen)).OrderBy(t => t.ClosedAtMs),
                .. parts.SelectMany(p => p.Trades.Where(t => t.IsOpen)),
            ],
            [.. parts.SelectMany((p, k) => p.Fills.Select(f => f with { Symbol = f.Symbol + _mix.Shares[k].First })).OrderBy(f => f.TimeMs)],
            refusals,
            parts.Sum(p => p.AmbiguousBars),
            parts.Sum(p => p.EntrySignals),
            _limits.StoppedAtMs)
        {
            Strategies = [.. _mix.Shares.Select((share, k) => new StrategyOutcome(share, _curves[k], _transfers[k]))],
        };
    }

    /// <summary>What the shares leave; nothing where they take all but a rounding error.</summary>
    private static double Reserve(double capital, double shared) => capital - shared > capital * 1e-9 ? capital - shared : 0;

    private long PeriodOf(long timeMs)
    {
        var day = UtcDay.Of(timeMs);
        switch (_mix.Rebalance)
        {
            case RebalanceInterval.Daily:
                return day;
            case RebalanceInterval.Weekly:
                // 1970-01-01 was a Thursday; weeks start on Monday.
                return Math.DivRem(day + 3, 7) is var (week, rest) && rest < 0 ? week - 1 : week;
            case RebalanceInterval.Monthly:
                var date = DateTimeOffset.FromUnixTimeMilliseconds(timeMs).UtcDateTime;
                return (date.Year * 12) + date.Month;
            default:
                return 0;
        }
    }
}

/// <summary>One strategy of a run: its broker, and the rows of its symbols.</summary>
internal sealed record Sleeve(Broker Broker, Timeline Timeline);
