using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies;

public sealed class NewDefaultsTests : IDisposable
{
    private const string Mine =
        "id: mine\nversion: 1.0.0\nparameters:\n  fast: {default: 10, min: 2, max: 50, step: 1}\n  slow: {default: 30, min: 5, max: 90, step: 5}\nconstraint: fast < slow\nlong_entry: crossover(sma(close, fast), sma(close, slow))\nlong_exit: crossunder(sma(close, fast), sma(close, slow))\n";

    private readonly TemporaryFolder _folder = new();
    private readonly StrategyFolder _strategies;

    public NewDefaultsTests()
    {
        _strategies = new StrategyFolder(_folder.Path);
        _strategies.Save(Mine);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Set_becomes_the_defaults_of_the_next_version_and_the_version_before_is_kept()
    {
        var saved = NewDefaults.Save(_strategies, "mine", new Dictionary<string, double> { ["fast"] = 7, ["elsewhere"] = 3 })!;

        Assert.Equal("1.0.1", saved.Info.Version);
        Assert.Equal([7, 30], _strategies.FileOf("mine")!.Strategy!.Info.Parameters.Select(p => p.Default));
        Assert.Equal(["1.0.0", "1.0.1"], _strategies.Versions("mine").Select(v => v.Version).Order());
    }

    [Fact]
    public void Strategy_that_is_not_stored_has_no_version_to_add()
    {
        Assert.Null(NewDefaults.Save(_strategies, "sma_cross", new Dictionary<string, double> { ["fast"] = 7 }));
    }

    [Fact]
    public void Defaults_that_the_rules_do_not_allow_are_refused_and_nothing_changes()
    {
        Assert.Throws<FormulaException>(() => NewDefaults.Save(_strategies, "mine", new Dictionary<string, double> { ["fast"] = 500 }));
        Assert.Equal("1.0.0", _strategies.FileOf("mine")!.Strategy!.Info.Version);
    }
}
