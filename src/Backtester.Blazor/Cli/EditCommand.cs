using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest edit ID`: another name, notes and tags.</summary>
internal static class EditCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var id = BacktestCommands.IdArgument();
        var name = new Option<string?>("--name") { Description = "Its new name." };
        var notes = new Option<string?>("--notes") { Description = "Its new notes; \"\" for none." };
        var tags = new Option<string?>("--tags") { Description = "Its tags, between commas, in place of those it has; \"\" for none.", HelpName = "tag,tag" };
        return new Command("edit", "Change the name, the notes or the tags of a stored run.") { id, name, notes, tags }.Does(async (parsed, output, cancellation) =>
        {
            var edit = new RunEdit(parsed.GetValue(name), parsed.GetValue(notes), parsed.GetValue(tags) is { } text ? RunTags.Split(text) : null).Checked();
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (!await workspace.Runs.EditAsync(number, edit, cancellation) || await workspace.Runs.GetSummaryAsync(number, cancellation) is not { } run)
            {
                return output.NotFound($"run {number}");
            }

            output.Document(writer => JsonSerializer.Serialize(writer, RunSummaryDocument.From(RunViews.Summary(run, jobId: null)), ApiJson.Options));
            output.Line($"run {number}: {run.Name}{(run.Tags.Count > 0 ? $" [{string.Join(", ", run.Tags)}]" : "")}");
            output.Line(run.Notes);
            return ExitCode.Done;
        });
    }
}
