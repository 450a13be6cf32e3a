using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Backtester.Browser.Tests;

/// <summary>The built product as a user starts it: a process of its own on a free port with a data folder of its own.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private readonly StringBuilder _log = new();
    private Process? _process;

    private readonly string[] _settings;

    private PortalProcess(string dataDirectory, int port, string[] settings) => (DataDirectory, Port, _settings) = (dataDirectory, port, settings);

    /// <summary>Where its database, candles and curves are.</summary>
    public string DataDirectory { get; }

    /// <summary>The port on loopback.</summary>
    public int Port { get; }

    /// <summary>The portal's address, with a slash at the end.</summary>
    public string Address => $"http://localhost:{Port}/";

    /// <summary>What the process has logged.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts a portal with an empty data folder and waits until it answers.</summary>
    /// <param name="settings">Settings beside those defaults, as words of the command line.</param>
    public static async Task<PortalProcess> StartAsync(params string[] settings)
    {
        var portal = new PortalProcess(Directory.CreateTempSubdirectory("backtester-browser-").FullName, FreePort(), settings);
        await portal.StartAgainAsync();
        return portal;
    }

    /// <summary>Starts the process on the same folder and port.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            // Another folder than the repository: nothing may depend on where it is started.
            WorkingDirectory = DataDirectory,
        };
        start.ArgumentList.Add(typeof(Blazor.Portal).Assembly.Location);
        foreach (var word in (string[])["serve", "--urls", Address.TrimEnd('/'), "--data-dir", DataDirectory, .. _settings])
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (!await AnswersAsync(http))
        {
            if (_process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"The portal did not start.{Environment.NewLine}{Log}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Runs a command of the product on the same data folder, as a user beside the portal would.</summary>
    public async Task CommandAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Blazor.Portal).Assembly.Location, .. words, "--data-dir", DataDirectory])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = DataDirectory,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)}: {await error} {await output}");
    }

    /// <summary>Ends the process without warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (_log)
        {
            _log.AppendLine(e.Data);
        }
    }
}
