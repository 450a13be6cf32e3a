using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Blazor.Cli;

/// <summary>`candles import`: a CSV file, plain or gzip, into the store.</summary>
internal static class ImportCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with open_time_ms (or ISO times), open, high, low, close, volume; plain or gzip." };
        var series = new CandlesCommands.SeriesOptions();
        var command = new Command("import", "Import candles from a file; on any problem nothing is stored.") { file };
        series.AddTo(command);
        return command.Does((parsed, output, cancellation) =>
        {
            var key = series.Read(parsed);
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                return Task.FromResult(output.BadInput([new("FILE", "there is no such file", path)]));
            }

            using var workspace = Workspace.Open(settings);
            var document = ImportDocument.Of(Import(workspace.Candles, key, path, output, cancellation));
            output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
            output.Line($"{document.Rows} candles read from {Path.GetFileName(path)}: {document.Added} new, {document.Replaced} changed");
            output.Line($"{key}: {document.From:yyyy-MM-dd HH:mm} to {document.To:yyyy-MM-dd HH:mm} UTC");
            if (document.IgnoredColumns.Count > 0)
            {
                output.Line($"columns left out: {string.Join(", ", document.IgnoredColumns)}");
            }

            return Task.FromResult(ExitCode.Done);
        });
    }

    private static ImportOutcome Import(CandleLibrary candles, SeriesKey key, string path, CommandOutput output, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        using var progress = ProgressBar.For(output, Path.GetFileName(path));
        using var watched = new WatchedStream(stream, progress);
        return candles.Import(key, watched, Path.GetFileName(path), cancellation);
    }

    /// <summary>A file that tells how much of it was read.</summary>
    private sealed class WatchedStream(FileStream file, ProgressBar progress) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = file.Read(buffer);
            progress.Show(file.Position, file.Length);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
