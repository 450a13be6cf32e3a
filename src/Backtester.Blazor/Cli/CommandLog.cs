using Backtester.Blazor.Options;

namespace Backtester.Blazor.Cli;

/// <summary>The log of a command: the same format as that of `serve`, on stderr.</summary>
internal static class CommandLog
{
    /// <summary>Below Information commands are silent unless a setting asks for more: their answer is on stdout.</summary>
    public static ILoggerFactory Create(LogOptions options) => LoggerFactory.Create(logging => logging.AddBacktesterLogs(options));
}
