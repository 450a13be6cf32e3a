using System.CommandLine;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`db migrate|backup`.</summary>
internal static class DbCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string>("file") { Description = "A file that does not exist yet." };
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
        };
    }
}
