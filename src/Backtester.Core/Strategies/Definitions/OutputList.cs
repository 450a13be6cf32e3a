using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>The outputs of a program as they are collected; one node may be the output of several sets under one index.</summary>
internal sealed class OutputList
{
    private readonly List<ProgramOutput> _outputs = [];
    private readonly List<int> _nodes = [];
    private readonly Dictionary<int, int> _indexOf = [];
    private List<int> _own = [];
    private string _prefix = "";

    public IReadOnlyList<ProgramOutput> Outputs => _outputs;

    public int[] Nodes => [.. _nodes];

    /// <summary>Begins the outputs of a parameter set, whose names get a prefix.</summary>
    public void Begin(string prefix) => (_prefix, _own) = (prefix, []);

    /// <summary>The outputs of the current set.</summary>
    public IReadOnlyList<int> Own => _own;

    public int Add(string name, int node, ValueKind kind)
    {
        if (!_indexOf.TryGetValue(node, out var index))
        {
            index = _outputs.Count;
            _indexOf.Add(node, index);
            _outputs.Add(new ProgramOutput(_prefix + name, kind));
            _nodes.Add(node);
        }

        if (!_own.Contains(index))
        {
            _own.Add(index);
        }

        return index;
    }
}
