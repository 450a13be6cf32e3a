using Backtester.Blazor.Strategies.Editing;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies.Editing;

/// <summary>A problem is marked where it stands in the document, however YAML writes the formula.</summary>
public sealed class EditorProblemTests
{
    [Theory]
    [InlineData("long_entry: close > ‹emaa›(close, 5)\n")]
    [InlineData("long_entry: \"close > ‹emaa›(close, 5)\"\n")]
    [InlineData("long_entry: 'close > ‹emaa›(close, 5)'\n")]
    [InlineData("long_entry: |\n  close > open\n  and close > ‹emaa›(close, 5)\n")]
    [InlineData("long_entry: close > open\n  and close > ‹emaa›(close, 5)\n")]
    [InlineData("long_entry: close > open\nlines:\n  a: ‹emaa›(close, 5)\n")]
    [InlineData("long_entry: close > open\nsignals:\n  - {name: a, rule: close > ‹emaa›(close, 5), weight: 1}\n")]
    [InlineData("{\"id\": \"x\",\n \"long_entry\": \"close > ‹emaa›(close, 5)\"}\n")]
    public void Misspelt_name_is_marked_where_it_stands(string marked)
    {
        var text = marked.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal);
        var problem = Assert.Single(EditorProblem.Of(text, DefinitionReader.Read(text).Problems));
        Assert.Equal(marked.IndexOf('‹', StringComparison.Ordinal), problem.From);
        Assert.Equal("emaa", text[problem.From..problem.To]);
        Assert.Equal("ema", problem.Suggestion);
        Assert.StartsWith("emaa is not a known name.", problem.Message, StringComparison.Ordinal);
        var lines = text[..problem.From].Split('\n');
        Assert.Equal((lines.Length, lines[^1].Length + 1), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("long_entry: close > open\nlong_exti: close < open\n", "long_exti", 2, 1)]
    [InlineData("id: Bad\nlong_entry: close > open\n", "Bad", 1, 5)]
    [InlineData("long_entry: close > open\ncategory: clasic\n", "clasic", 2, 11)]
    public void Problem_of_a_field_marks_what_came(string text, string marked, int line, int column)
    {
        var problem = Assert.Single(EditorProblem.Of(text, DefinitionReader.Read(text).Problems));
        Assert.Equal((marked, line, column), (text[problem.From..problem.To], problem.Line, problem.Column));
    }

    [Fact]
    public void Text_that_ends_too_early_and_text_that_is_no_yaml_have_a_place_inside_the_text()
    {
        foreach (var text in new[] { "long_entry: close > atr(14", "long_entry: [close", "", "\r\nlong_entry: close >\r\n", "a: b: c" })
        {
            var problems = EditorProblem.Of(text, DefinitionReader.Read(text).Problems);
            Assert.NotEmpty(problems);
            Assert.All(problems, p => Assert.True(p.From >= 0 && p.From <= p.To && p.To <= text.Length && p.Line >= 1 && p.Column >= 1, $"{p} in '{text}'"));
        }
    }
}
