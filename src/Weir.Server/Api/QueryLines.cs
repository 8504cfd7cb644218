using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Reads what <see cref="QueryStream"/> sends.</summary>
internal sealed class QueryLines : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly PipeReader _lines;

    private QueryLines(HttpResponseMessage response, PipeReader lines) => (_response, _lines) = (response, lines);

    public static async Task<QueryAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken));
        var lines = new QueryLines(response, PipeReader.Create(content));
        try
        {
            var first = Parse(await lines.NextAsync(cancellationToken) ?? throw Lost.Connection(null));
            return new QueryAnswer(
                first.Columns ?? throw first.Problem?.ToException() ?? Lost.Connection(null),
                lines.RowsAsync(cancellationToken),
                lines);
        }
        catch
        {
            await lines.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _lines.CompleteAsync();
        _response.Dispose();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } line)
        {
            if (line is [(byte)'{', ..])
            {
                var last = Parse(line);
                if (last.Problem is { } problem)
                {
                    throw problem.ToException();
                }

                yield break;
            }

            yield return line;
        }

        throw Lost.Connection(null);
    }

    private static QueryLine Parse(byte[] line) =>
        JsonSerializer.Deserialize(line, ApiJson.Default.QueryLine) ?? throw Lost.Connection(null);

    private async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _lines.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _lines.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            _lines.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }
}
