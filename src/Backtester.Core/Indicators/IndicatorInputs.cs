namespace Backtester.Core.Indicators;

/// <summary>The columns that an indicator reads; each must be given with the tile.</summary>
[Flags]
public enum IndicatorInputs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The series given as first argument.</summary>
    Source = 1,

    /// <summary>The series given as second argument.</summary>
    Source2 = 2,

    /// <summary>Open times.</summary>
    OpenTime = 4,

    /// <summary>Open prices.</summary>
    Open = 8,

    /// <summary>Highest prices.</summary>
    High = 16,

    /// <summary>Lowest prices.</summary>
    Low = 32,

    /// <summary>Last prices.</summary>
    Close = 64,

    /// <summary>Volumes in the base asset.</summary>
    Volume = 128,

    /// <summary>Volumes bought by takers: the one column that may be empty, or unknown at a bar, without making the bar unknown.</summary>
    TakerBuyVolume = 256,
}
