return await Backtester.Blazor.Cli.CommandLine.RunAsync(args);
