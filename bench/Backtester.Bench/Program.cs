using Backtester.Bench.Data;
using BenchmarkDotNet.Running;

if (args is ["store-report", .. var files])
{
    await StoreReport.RunAsync(files);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
