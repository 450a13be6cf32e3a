using System.Text.Json;
using Microsoft.Extensions.Logging.Console;

namespace Backtester.Blazor.Options;

/// <summary>Logs go to stderr, with the ids of run and job that they are about; stdout belongs to answers.</summary>
public static class LogSetup
{
    /// <summary>Sets up the logs of a host or of a command.</summary>
    public static ILoggingBuilder AddBacktesterLogs(this ILoggingBuilder logging, LogOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.Level);
        // A line for every request and every SQL statement belongs to Debug.
        var inner = options.Level < LogLevel.Information ? options.Level : LogLevel.Warning;
        logging.AddFilter("Microsoft", inner);
        logging.AddFilter("System", inner);
        logging.AddFilter("Microsoft.Hosting.Lifetime", options.Level);
        // It warns at each new key that keys lie unencrypted; they lie in the data folder, as docs/operations.md says.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddSimpleConsole(format =>
        {
            format.IncludeScopes = true;
            format.SingleLine = true;
            format.UseUtcTimestamp = true;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.AddJsonConsole(format =>
        {
            format.IncludeScopes = true;
            format.UseUtcTimestamp = true;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            format.JsonWriterOptions = new JsonWriterOptions { Indented = false };
        });
        // Last, since each of the two above also names itself the one in use.
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = options.Format == "json" ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        });
        return logging;
    }
}
