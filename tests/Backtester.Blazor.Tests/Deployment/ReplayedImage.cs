using System.Text.RegularExpressions;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Deployment;

/// <summary>
/// The Dockerfile, step by step in temporary folders, one a stage: its COPY steps, and the RUN steps of the stages that
/// build. The packages that the last stage installs need a container engine, so these steps are not replayed.
/// </summary>
public sealed class ReplayedImage : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("backtester-image-").FullName;

    /// <summary>Why it could not be made on this machine; null where it could.</summary>
    public string? Missing { get; private set; }

    /// <summary>The folder that is /app in the image.</summary>
    public string AppFolder => PathIn(Dockerfile.Final, "/app");

    /// <summary>The environment that the image sets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } = Dockerfile.Steps
        .Where(s => s is { Stage: Dockerfile.Final, Word: "ENV" })
        .SelectMany(s => s.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(v => v.Split('=', 2)[0], v => v.Split('=', 2)[1]);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Missing = OperatingSystem.IsWindows() ? "the steps run in bash" : await MissingProgramAsync("npm");
        if (Missing is not null)
        {
            return;
        }

        var folder = "/";
        foreach (var step in Dockerfile.Steps)
        {
            folder = step.Word switch { "FROM" => "/", "WORKDIR" => step.Text, _ => folder };
            Directory.CreateDirectory(PathIn(step.Stage, folder));
            if (step.Word == "COPY")
            {
                Copy(step, folder);
            }
            else if (step.Word == "RUN" && step.Stage != Dockerfile.Final)
            {
                await Shell.MustRunAsync(Inside(step.Stage, step.Text), PathIn(step.Stage, folder));
            }
        }
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task<string?> MissingProgramAsync(string program) =>
        (await Shell.RunAsync($"command -v {program}", RepositoryFiles.Root)).ExitCode == 0 ? null : $"{program} is not on the PATH";

    private void Copy(DockerStep step, string folder)
    {
        var destination = PathIn(step.Stage, Path.Combine(folder, step.Paths[^1]));
        foreach (var source in step.Paths.SkipLast(1))
        {
            // A folder's contents go into the destination, a file goes under its own name.
            var from = step.From is null ? RepositoryFiles.PathOf(source) : PathIn(step.From, source);
            var files = step.From is null
                ? Dockerfile.ContextFiles(source).Select(RepositoryFiles.PathOf)
                : Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
            foreach (var file in files)
            {
                var name = File.Exists(from) ? Path.GetFileName(file) : Path.GetRelativePath(from, file);
                var target = Path.Combine(destination, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }

    /// <summary>A command with the stage's absolute paths led into its folder.</summary>
    private string Inside(string stage, string command) => Regex.Replace(command, @"(?<=\s)/(?=(app|src)\b)", PathIn(stage, "/") + "/");

    private string PathIn(string stage, string path) => Path.Combine(_root, stage, path.TrimStart('/')).TrimEnd('/');
}
