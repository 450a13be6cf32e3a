using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Backtester.Persistence.Tests.Databases;

/// <summary>
/// A PostgreSQL server of this test run alone: a fresh cluster in a temporary folder, on a free port of the loopback,
/// started by the first test that needs it and stopped when the run ends. `initdb` refuses root, so root uses the
/// account postgres that Debian's package makes.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"backtester-pg-{Guid.NewGuid():N}");
    private string? _programs;
    private bool _running;

    /// <summary>Why there is no server; null where there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        _programs = FindPrograms();
        if (_programs is null)
        {
            Missing = "PostgreSQL's initdb and pg_ctl are neither on the PATH nor below /usr/lib/postgresql";
            return;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", _folder);
        }

        Port = FreePort();
        Program("initdb", "--pgdata", Data, "--auth", "trust", "--username", "backtester", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        Program("pg_ctl", "start", "--wait", "--timeout", "60", "--pgdata", Data, "--log", Path.Combine(_folder, "log"),
            "--options", $"-p {Port} -h 127.0.0.1 -k {_folder} -c fsync=off -c max_connections=60");
        _running = true;
        await Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_running)
        {
            Program("pg_ctl", "stop", "--mode", "immediate", "--wait", "--pgdata", Data);
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>Makes an empty database of its own for one test.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private string Data => Path.Combine(_folder, "data");

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=backtester;Database={database};Maximum Pool Size=12;Connection Idle Lifetime=2;Connection Pruning Interval=1";

    private static string? FindPrograms()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(debian)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Program(string name, params string[] arguments)
    {
        var path = Path.Combine(_programs!, name);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    // The server inherits the streams of pg_ctl, so nothing may wait for their end: output goes to a file instead.
    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        foreach (var argument in new[] { "-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", Path.Combine(_folder, "output"), program }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(120)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}{Environment.NewLine}{File.ReadAllText(Path.Combine(_folder, "output"))}");
        }
    }
}

/// <summary>All PostgreSQL tests share one server and therefore one collection.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
