using System.CommandLine;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`serve`: the portal, its API and the jobs, until it is told to end.</summary>
internal static class ServeCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("serve", "Serve the portal and the API, and run the jobs (the default).");
        command.SetAction((_, cancellation) => RunAsync(settings, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var output = new CommandOutput(Console.Out, Console.Error, json: false);
        try
        {
            await using var portal = Portal.Create(SettingsFile.Load(settings));
            await portal.RunAsync(cancellation);
            return ExitCode.Done;
        }
        catch (SpecException error)
        {
            return output.BadInput(error.Problems);
        }
        catch (AlreadyServedException error)
        {
            return output.Failed(error.Message);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return output.Failed($"{error.Message} Name another one with --Urls.");
        }
    }
}
