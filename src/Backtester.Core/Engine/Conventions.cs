namespace Backtester.Core.Engine;

/// <summary>When a decision made at a bar's close fills.</summary>
public enum FillTime
{
    /// <summary>At the open of the symbol's next bar.</summary>
    NextOpen,

    /// <summary>At the close of the deciding bar.</summary>
    SameClose,
}

/// <summary>What happens to positions after the last bar.</summary>
public enum EndOfData
{
    /// <summary>Closed at the last close, with fee and slippage.</summary>
    CloseAtLastClose,

    /// <summary>Closed at the last open, with the fee; the last bar's equity is that cash.</summary>
    CloseAtLastOpen,

    /// <summary>Left open and marked at the last close.</summary>
    LeaveOpen,
}

/// <summary>
/// The rules by which decisions become fills: the product's own and those of other tools, so that results can be
/// compared with the tool a user knows. docs/assumptions.md states each in sentences.
/// </summary>
public sealed record Conventions
{
    /// <summary>Name in the spec's execution.preset.</summary>
    public required string Name { get; init; }

    /// <summary>When market orders fill.</summary>
    public FillTime Fill { get; init; } = FillTime.NextOpen;

    /// <summary>True: the size is fixed at the decision, from its equity and close. False: at the fill.</summary>
    public bool SizeAtDecision { get; init; }

    /// <summary>True: stop levels are laid from the close of the decision bar. False: from the entry fill.</summary>
    public bool LevelsFromDecisionClose { get; init; }

    /// <summary>True: stops can fill in the entry bar. False: from the next bar on.</summary>
    public bool LevelsLiveInEntryBar { get; init; } = true;

    /// <summary>True: an open beyond the target fills there even where the stop lies inside the bar. False: the stop is looked at first.</summary>
    public bool OpenDecidesTarget { get; init; } = true;

    /// <summary>True: the bar in which a stop or target fills takes no other order, and its stops are looked at before its open's orders.</summary>
    public bool StopBarDropsSignals { get; init; }

    /// <summary>First row on which a decision is taken.</summary>
    public int FirstDecisionBar { get; init; }

    /// <summary>True: an order decided on the last bar fills, where it can (same-close fills).</summary>
    public bool LastBarFills { get; init; }

    /// <summary>What happens after the last bar.</summary>
    public EndOfData EndOfData { get; init; } = EndOfData.CloseAtLastClose;

    /// <summary>Sizes are cut down to a multiple of this, 0 for none; instruments may round further.</summary>
    public double QuantityUnit { get; init; }

    /// <summary>True: orders are checked against free cash.</summary>
    public bool ChecksCash { get; init; } = true;

    /// <summary>All presets by name, the house's first.</summary>
    public static IReadOnlyDictionary<string, Conventions> Presets { get; } = new Conventions[]
    {
        new() { Name = "house" },
        new()
        {
            Name = "backtesting_py",
            LevelsFromDecisionClose = true,
            OpenDecidesTarget = false,
            FirstDecisionBar = 1,
            EndOfData = EndOfData.CloseAtLastOpen,
            QuantityUnit = 1e-6,
        },
        new()
        {
            Name = "backtrader",
            SizeAtDecision = true,
            LevelsFromDecisionClose = true,
            LevelsLiveInEntryBar = false,
            OpenDecidesTarget = false,
            EndOfData = EndOfData.LeaveOpen,
            ChecksCash = false,
        },
        new()
        {
            Name = "vectorbt_same_close",
            Fill = FillTime.SameClose,
            LevelsLiveInEntryBar = false,
            OpenDecidesTarget = false,
            StopBarDropsSignals = true,
            LastBarFills = true,
            EndOfData = EndOfData.LeaveOpen,
        },
        new()
        {
            Name = "vectorbt_next_open",
            LevelsLiveInEntryBar = false,
            OpenDecidesTarget = false,
            StopBarDropsSignals = true,
            EndOfData = EndOfData.LeaveOpen,
        },
    }.ToDictionary(p => p.Name);
}
