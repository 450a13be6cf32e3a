namespace Backtester.Core.Tests.Architecture;

/// <summary>An order of folders in which each may use only itself and those before it.</summary>
public sealed class FolderOrder
{
    private readonly string _root;
    private readonly IReadOnlyList<string> _folders;

    /// <summary>Folders directly under the namespace <paramref name="root"/>, lowest first.</summary>
    public FolderOrder(string root, params string[] folders) => (_root, _folders) = (root, folders);

    /// <summary>The folder of a namespace: "Indicators" for "Backtester.Core.Indicators.Trend"; null outside the root.</summary>
    public string? FolderOf(string space)
    {
        if (space == _root)
        {
            return "";
        }

        return space.StartsWith(_root + ".", StringComparison.Ordinal) ? space[(_root.Length + 1)..].Split('.')[0] : null;
    }

    /// <summary>Uses of a later folder by an earlier one, and of or by a folder that the order does not know.</summary>
    public IReadOnlyList<string> Violations(IEnumerable<TypeUse> uses)
    {
        var found = new List<string>();
        foreach (var use in uses)
        {
            if (FolderOf(use.UserNamespace) is not { } user || FolderOf(use.UsedNamespace) is not { } used)
            {
                continue;
            }

            var (userRank, usedRank) = (Rank(user), Rank(used));
            if (userRank < 0 || usedRank < 0 || usedRank > userRank)
            {
                found.Add(use.ToString());
            }
        }

        return found.Distinct().Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Types that stand in no known folder.</summary>
    public IReadOnlyList<string> Strays(IEnumerable<TypeUse> uses) =>
        uses.Where(u => FolderOf(u.UserNamespace) is { } folder && Rank(folder) < 0)
            .Select(u => $"{u.UserNamespace}.{u.User}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

    private int Rank(string folder) => _folders.ToList().IndexOf(folder);
}
