namespace Backtester.Core.Formulas;

/// <summary>What untrusted text may ask for. Each limit is named in the error that it causes.</summary>
public static class FormulaLimits
{
    /// <summary>Characters of one formula.</summary>
    public const int TextLength = 20_000;

    /// <summary>Nodes of the syntax tree of one formula: names, numbers, operators, calls.</summary>
    public const int Nodes = 2_000;

    /// <summary>Depth of nesting: brackets, calls, prefix operators, conditionals.</summary>
    public const int Depth = 200;

    /// <summary>Bars of one indicator's window.</summary>
    public const int Window = 100_000;

    /// <summary>Bars that <c>x[n]</c> looks back.</summary>
    public const int History = 10_000;

    /// <summary>Bars of all windows and look-backs of one strategy together, which bounds its memory.</summary>
    public const int TotalWindow = 2_000_000;

    /// <summary>Distinct operations of one compiled strategy.</summary>
    public const int Operations = 20_000;

    /// <summary>Different <c>tf</c> and <c>symbol</c> blocks, nested ones counted along each path.</summary>
    public const int Contexts = 32;

    /// <summary>Named lines of one definition.</summary>
    public const int Lines = 500;

    /// <summary>Characters of a strategy document.</summary>
    public const int DocumentLength = 256 * 1024;

    /// <summary>Keys, items and values of a strategy document.</summary>
    public const int DocumentNodes = 10_000;

    /// <summary>Nesting of a strategy document.</summary>
    public const int DocumentDepth = 16;
}
