using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Backtester.Blazor.Api;

/// <summary>Writes a large JSON document to a response as it is made, so that memory holds a little of it at a time.</summary>
internal static class StreamedJson
{
    /// <summary>Sends what <paramref name="write"/> writes, which runs on a thread of the pool.</summary>
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        var pipe = new Pipe();
        var making = Task.Run(() => Make(pipe.Writer, write), CancellationToken.None);
        try
        {
            await pipe.Reader.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        finally
        {
            // A caller who left must not leave the writer waiting for room.
            await pipe.Reader.CompleteAsync();
            await making;
        }
    }

    private static void Make(PipeWriter pipe, Action<Utf8JsonWriter> write)
    {
        try
        {
            var buffer = new FlushingBuffer(pipe);
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder }))
            {
                write(writer);
            }

            buffer.Flush();
            pipe.Complete();
        }
        catch (Exception error)
        {
            pipe.Complete(error);
        }
    }

    /// <summary>Hands on what was written whenever it has grown to a page, and waits while the receiver is slower.</summary>
    private sealed class FlushingBuffer(PipeWriter pipe) : IBufferWriter<byte>
    {
        private const int Page = 32 * 1024;
        private int _waiting;

        public void Advance(int count)
        {
            pipe.Advance(count);
            _waiting += count;
            if (_waiting >= Page)
            {
                Flush();
            }
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => pipe.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => pipe.GetSpan(sizeHint);

        public void Flush()
        {
            _waiting = 0;
            var flush = pipe.FlushAsync();
            var result = flush.IsCompleted ? flush.Result : flush.AsTask().GetAwaiter().GetResult();
            if (result.IsCompleted)
            {
                throw new OperationCanceledException("The receiver left.");
            }
        }
    }
}
