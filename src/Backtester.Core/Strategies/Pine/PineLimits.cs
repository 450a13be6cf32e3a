namespace Backtester.Core.Strategies.Pine;

/// <summary>What an untrusted Pine script may ask for. Each limit is named in the refusal that it causes.</summary>
public static class PineLimits
{
    /// <summary>Characters of a script.</summary>
    public const int TextLength = 256 * 1024;

    /// <summary>Names, numbers, operators and brackets of a script.</summary>
    public const int Tokens = 40_000;

    /// <summary>Nesting of brackets, conditionals, blocks and calls of the script's own functions.</summary>
    public const int Depth = 100;

    /// <summary>Calls of the script's own functions, those inside one another included.</summary>
    public const int Calls = 5_000;

    /// <summary>Statements that are reported; what comes after is counted.</summary>
    public const int Reports = 500;
}
