using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Backtester.Blazor.Tests;

/// <summary>The built program as a process of its own.</summary>
public sealed partial class BacktesterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BacktesterProcess(string dataDirectory, string? input, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = dataDirectory,
        };
        foreach (var argument in (string[])[Program, .. arguments, "--data-dir", dataDirectory])
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    /// <summary>The dll that the build of the web project made, beside this test project's own output.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Backtester.Blazor", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "backtester.dll"));

    public string Output => Text(_output);

    public string Error => Text(_error);

    public int Id => _process.Id;

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(string dataDirectory, params string[] arguments) => await RunWithInputAsync(dataDirectory, null, arguments);

    public static async Task<CommandResult> RunWithInputAsync(string dataDirectory, string? input, params string[] arguments)
    {
        using var process = new BacktesterProcess(dataDirectory, input, arguments);
        return await process.EndAsync();
    }

    /// <summary>True once it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a command and lets it run.</summary>
    public static BacktesterProcess Start(string dataDirectory, params string[] arguments) => new(dataDirectory, null, arguments);

    /// <summary>Starts `serve` on a free port and waits until it listens.</summary>
    public static async Task<(BacktesterProcess Process, HttpClient Client)> ServeAsync(string dataDirectory, params string[] arguments)
    {
        var process = new BacktesterProcess(dataDirectory, null, ["serve", "--Urls", "http://127.0.0.1:0", .. arguments]);
        var ended = process._process.WaitForExitAsync();
        if (await Task.WhenAny(process._address.Task, ended, Task.Delay(Patience)) != process._address.Task)
        {
            throw new InvalidOperationException($"serve did not begin to listen: {process.Error}");
        }

        return (process, new HttpClient { BaseAddress = await process._address.Task, Timeout = Patience });
    }

    public async Task<CommandResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new CommandResult(_process.ExitCode, Output, Error);
    }

    /// <summary>As kill -9: the process learns nothing.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>As kill: SIGTERM.</summary>
    public async Task<CommandResult> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: false);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://[0-9.]+:[0-9]+)")]
    private static partial Regex ListeningLine();

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.Append(line).Append('\n');
        }

        if (ListeningLine().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }
}

/// <summary>What a process left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Stdout as one JSON document, which must be all of it.</summary>
    public JsonElement Document() => JsonDocument.Parse(Output).RootElement;
}
