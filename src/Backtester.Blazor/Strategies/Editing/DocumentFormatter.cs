using System.Text;
using System.Text.RegularExpressions;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Blazor.Strategies.Editing;

/// <summary>
/// Brings a document into its canonical spelling and keeps its comments: a comment on lines of its own stays above the
/// key that it stood above, one at a line's end stays behind that line. Where the canonical form has no such key (a map
/// written on one line), the nearest key that holds it takes the comment.
/// </summary>
public static partial class DocumentFormatter
{
    /// <summary>The formatted document. Formatting it again changes nothing.</summary>
    /// <param name="text">A document in YAML or JSON.</param>
    /// <param name="definition">What it says.</param>
    public static string Format(string text, StrategyDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(text);
        var canonical = DefinitionWriter.ToYaml(definition);
        return text.AsSpan().TrimStart().StartsWith("{") ? canonical : WithComments(canonical, CommentsOf(text));
    }

    private static Dictionary<string, (List<string> Above, string? Behind)> CommentsOf(string text)
    {
        var comments = new Dictionary<string, (List<string> Above, string? Behind)>(StringComparer.Ordinal);
        var waiting = new List<string>();
        var path = new LinePath();
        var last = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith('#'))
            {
                waiting.Add(trimmed);
            }
            else if (trimmed.Length > 0)
            {
                last = path.Next(line) ?? last;
                var behind = CommentAtEnd(line);
                if (waiting.Count > 0 || behind is not null)
                {
                    var known = comments.TryGetValue(last, out var found) ? found : ([], null);
                    known.Above.AddRange(waiting);
                    comments[last] = (known.Above, known.Behind is null ? behind : behind is null ? known.Behind : $"{known.Behind}; {behind.TrimStart('#', ' ')}");
                    waiting.Clear();
                }
            }
        }

        if (waiting.Count > 0)
        {
            comments[""] = (waiting, null);
        }

        return comments;
    }

    private static string WithComments(string canonical, Dictionary<string, (List<string> Above, string? Behind)> comments)
    {
        if (comments.Count == 0)
        {
            return canonical;
        }

        var lines = canonical.TrimEnd('\n').Split('\n');
        var walk = new LinePath();
        var paths = lines.Select(l => walk.Next(l) ?? "").ToList();
        var present = paths.ToHashSet(StringComparer.Ordinal);
        var placed = comments.GroupBy(c => Nearest(c.Key, present)).ToDictionary(
            g => g.Key,
            g => (Above: g.SelectMany(c => c.Value.Above.Concat(c.Key == g.Key || c.Value.Behind is null ? [] : [c.Value.Behind])).ToList(),
                Behind: g.Where(c => c.Key == g.Key).Select(c => c.Value.Behind).FirstOrDefault()));
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var (above, behind) = placed.GetValueOrDefault(paths[i], ([], null));
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            foreach (var comment in above)
            {
                text.Append(' ', indent).Append(comment).Append('\n');
            }

            text.Append(lines[i]).Append(behind is null ? "" : "  " + behind).Append('\n');
        }

        foreach (var comment in placed.GetValueOrDefault("", ([], null)).Above)
        {
            text.Append(comment).Append('\n');
        }

        return text.ToString();
    }

    private static string Nearest(string path, HashSet<string> present)
    {
        while (path.Length > 0 && !present.Contains(path))
        {
            path = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        }

        return path;
    }

    /// <summary>The comment behind a value: a # after a space, outside quotes.</summary>
    private static string? CommentAtEnd(string line)
    {
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            if (quote == '\0' && line[i] == '#' && i > 0 && char.IsWhiteSpace(line[i - 1]))
            {
                return line[i..].TrimEnd();
            }

            if (quote == line[i])
            {
                quote = '\0';
            }
            else if (quote == '\0' && line[i] is '"' or '\'')
            {
                // An apostrophe inside a word quotes nothing.
                quote = line[i] == '\'' && i > 0 && char.IsLetterOrDigit(line[i - 1]) ? quote : line[i];
            }
        }

        return null;
    }

    /// <summary>Follows the keys of block YAML by their indentation.</summary>
    private sealed class LinePath
    {
        private readonly List<(int Indent, string Name, int Items)> _open = [];

        /// <summary>The path of the key in a line, such as "signals/1/rule"; an item's first key stands for the item. Null where the line has none.</summary>
        public string? Next(string line)
        {
            var match = KeyLine().Match(line);
            if (!match.Success)
            {
                return null;
            }

            var dash = match.Groups["dash"];
            if (dash.Success)
            {
                OpenItem(dash.Index);
            }
            else
            {
                Close(match.Groups["key"].Index);
            }

            var item = Path;
            if (match.Groups["key"] is { Success: true } key)
            {
                _open.Add((key.Index, key.Value, 0));
            }

            return dash.Success ? item : Path;
        }

        private string Path => string.Join('/', _open.Select(o => o.Name));

        /// <summary>An item belongs to the key whose indentation is less than its dash's, or the same.</summary>
        private void OpenItem(int indent)
        {
            Close(indent + 1);
            if (_open.Count > 0 && _open[^1].Indent == indent && char.IsAsciiDigit(_open[^1].Name[0]))
            {
                _open.RemoveAt(_open.Count - 1);
            }

            if (_open.Count > 0)
            {
                _open[^1] = _open[^1] with { Items = _open[^1].Items + 1 };
                _open.Add((indent, $"{_open[^1].Items - 1}", 0));
            }
        }

        private void Close(int indent)
        {
            while (_open.Count > 0 && _open[^1].Indent >= indent)
            {
                _open.RemoveAt(_open.Count - 1);
            }
        }
    }

    [GeneratedRegex(@"^ *(?<dash>- *)?(?:(?<key>[A-Za-z_][A-Za-z0-9_]*) *:(?= |$)|(?<=- *)\{)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyLine();
}
