using System.CommandLine;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`db migrate|backup|restore`.</summary>
internal static class DbCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string>("file") { Description = "A file that does not exist yet." };
        var copy = new Argument<string>("file") { Description = "A copy that `db backup` wrote." };
        return new Command("db", "The database.")
        {
            new Command("migrate", "Bring the schema up to date.").Does(async (_, output, cancellation) =>
            {
                using var workspace = Workspace.Open(settings);
                var applied = await workspace.MigrateAsync(cancellation);
                output.Document(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteStartArray("applied");
                    foreach (var name in applied)
                    {
                        writer.WriteStringValue(name);
                    }

                    writer.WriteEndArray();
                    writer.WriteEndObject();
                });
                output.Line(applied.Count == 0 ? "the schema is up to date" : $"applied: {string.Join(", ", applied)}");
                return ExitCode.Done;
            }),
            new Command("backup", "Write a copy of the database to a file, while others use it.") { file }.Does(async (parsed, output, cancellation) =>
            {
                var path = Path.GetFullPath(parsed.GetRequiredValue(file));
                using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
                if (File.Exists(path))
                {
                    return output.BadInput([new("file", "exists already", path, "a new file")]);
                }

                await workspace.Schema.BackupToAsync(path, cancellation);
                output.Document(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("file", path);
                    writer.WriteEndObject();
                });
                output.Line($"the database is copied to {path}; candles and curves are files of the data folder");
                return ExitCode.Done;
            }),
            new Command("restore", "Put a copy in the place of the database, while nothing else uses it.") { copy }.Does(
                (parsed, output, cancellation) => RestoreAsync(settings, Path.GetFullPath(parsed.GetRequiredValue(copy)), output, cancellation)),
        };
    }

    private static async Task<int> RestoreAsync(IReadOnlyDictionary<string, string?> settings, string path, CommandOutput output, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return output.BadInput([new("file", "is not there", path, "a copy that `db backup` wrote")]);
        }

        using var workspace = Workspace.Open(settings);
        using var alone = workspace.Locks.TryTake(IOwnerLocks.Serve);
        if (alone is null)
        {
            return output.Failed($"`serve` uses {workspace.Locks.Place}: end it first");
        }

        var kept = await workspace.Restore.FromAsync(path, cancellation);
        output.Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("file", path);
            writer.WriteString("kept", kept);
            writer.WriteEndObject();
        });
        output.Line($"the database is that of {path}" + (kept is null ? "" : $"; the one before is kept as {kept}"));
        return ExitCode.Done;
    }
}
