using Xunit;

namespace Backtester.Core.Tests.Architecture;

/// <summary>The rules can fail: each is held against types of this assembly that break it on purpose.</summary>
public class ArchitectureRulesTests
{
    private const string Root = "Backtester.Core.Tests.Architecture.Fixture";

    private static readonly IReadOnlyList<TypeUse> Uses = AssemblyUses.Read(typeof(ArchitectureRulesTests).Assembly.Location);

    [Fact]
    public void Right_order_has_no_violation() => Assert.Empty(new FolderOrder(Root, "Lower", "Upper").Violations(Uses));

    [Theory]
    [InlineData("InBaseType", UseSite.BaseType)]
    [InlineData("InInterface", UseSite.Interface)]
    [InlineData("InGenericConstraint`1", UseSite.GenericConstraint)]
    [InlineData("InAttribute", UseSite.Attribute)]
    [InlineData("InField", UseSite.Field)]
    [InlineData("IInSignature", UseSite.Signature)]
    [InlineData("InLocal", UseSite.Local)]
    [InlineData("InBody+<>c", UseSite.Body)]
    [InlineData("InCatch", UseSite.Catch)]
    public void Wrong_order_is_found_at_every_site(string user, UseSite site)
    {
        var violations = new FolderOrder(Root, "Upper", "Lower").Violations(Uses);

        Assert.Contains(violations, v => v.StartsWith($"{Root}.Upper.{user} uses {Root}.Lower.", StringComparison.Ordinal) && v.EndsWith($"({site})", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_folder_is_a_violation_and_a_stray()
    {
        var order = new FolderOrder(Root, "Lower");

        Assert.NotEmpty(order.Violations(Uses));
        Assert.Contains($"{Root}.Upper.InField", order.Strays(Uses));
    }

    [Theory]
    [InlineData("System.DateTime.get_UtcNow", true)]
    [InlineData("System.IO.File.ReadAllText", true)]
    [InlineData("System.Net.Http.HttpClient", true)]
    [InlineData("System.Random.Next", true)]
    [InlineData("System.IO.MemoryStream..ctor", false)]
    [InlineData("System.DateTime.UnixEpoch", false)]
    public void Purity_forbids_the_outer_world_alone(string used, bool forbidden)
    {
        var uses = Uses.Where(u => u.User == "Impure" && $"{u.UsedNamespace}.{u.Used}{(u.Member is null ? "" : "." + u.Member)}" == used).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, u => Assert.Equal(forbidden, Purity.Forbids(u)));
    }

    [Fact]
    public void Fused_arithmetic_is_found() =>
        Assert.Contains(Uses, u => u.User == "Impure" && u.Member == "FusedMultiplyAdd" && Purity.VariesByProcessor(u));

    [Fact]
    public void Instructions_of_every_framework_method_can_be_walked() =>
        Assert.NotEmpty(AssemblyUses.Read(typeof(object).Assembly.Location));
}
