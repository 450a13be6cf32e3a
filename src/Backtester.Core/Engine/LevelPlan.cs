using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>The distances of one entry, read at its decision bar, laid from its reference price.</summary>
internal readonly struct LevelPlan
{
    private readonly Decisions? _decisions;
    private readonly int _sign;
    private readonly int _bar;
    private readonly double _reference;
    private readonly double _stop;
    private readonly double _target;
    private readonly double _trail;
    private readonly double _breakEven;

    private LevelPlan(Decisions decisions, int sign, int bar, double reference)
    {
        (_decisions, _sign, _bar, _reference) = (decisions, sign, bar, reference);
        _stop = decisions.StopLoss?.At(sign, bar, reference) ?? double.NaN;
        _target = decisions.TakeProfit?.At(sign, bar, reference) ?? double.NaN;
        _trail = decisions.TrailingStop?.ValueAt(sign, bar) ?? double.NaN;
        _breakEven = decisions.BreakEven?.At(sign, bar, reference) ?? double.NaN;
        IsUnknown = (decisions.StopLoss is not null && double.IsNaN(_stop))
            || (decisions.TakeProfit is not null && double.IsNaN(_target))
            || (decisions.TrailingStop is not null && double.IsNaN(_trail))
            || (decisions.BreakEven is not null && double.IsNaN(_breakEven))
            || HasUnknownTrim(decisions, sign, bar);
    }

    /// <summary>True where a distance that the strategy asks for has no value.</summary>
    public bool IsUnknown { get; }

    /// <summary>Distance in price of the stop, or of the trailing stop where there is no other; NaN without either.</summary>
    public double StopDistance => _decisions is null ? double.NaN : _decisions.StopLoss is not null || _decisions.TrailingStop is not { } trailing
        ? _stop
        : trailing.IsFraction ? _trail * _reference : _trail;

    /// <summary>The plan of a strategy without levels.</summary>
    public static LevelPlan None => default;

    public static LevelPlan At(Decisions decisions, int sign, int bar, double reference) => new(decisions, sign, bar, reference);

    /// <summary>Sets the levels of a position that was just opened.</summary>
    public void Lay(Position position)
    {
        if (_decisions is null)
        {
            return;
        }

        var levels = position.Levels;
        levels.Set(_reference - (_sign * _stop), _reference + (_sign * _target));
        if (_decisions.TrailingStop is { } trailing)
        {
            levels.Trail(_trail, trailing.IsFraction);
        }

        if (_decisions.BreakEven is not null)
        {
            levels.LiftToEntryFrom(_reference + (_sign * _breakEven));
        }

        if (_decisions.Trims.Count > 0)
        {
            LayTrims(levels, _decisions.Trims);
        }

        if (levels.Moves)
        {
            levels.Follow(_sign, position.EntryPrice, position.EntryPrice);
        }

        position.InitialStop = levels.Stop;
    }

    private static bool HasUnknownTrim(Decisions decisions, int sign, int bar)
    {
        var trims = decisions.Trims;
        for (var i = 0; i < trims.Count; i++)
        {
            if (double.IsNaN(trims[i].At.ValueAt(sign, bar)))
            {
                return true;
            }
        }

        return false;
    }

    private void LayTrims(ExitLevels levels, IReadOnlyList<Trim> trims)
    {
        var (sign, bar, reference) = (_sign, _bar, _reference);
        var sorted = trims
            .Select(t => (Distance: t.At.At(sign, bar, reference), t.Fraction))
            .OrderBy(t => t.Distance)
            .ToList();
        levels.SetTrims([.. sorted.Select(t => reference + (sign * t.Distance))], [.. sorted.Select(t => t.Fraction)]);
    }
}
