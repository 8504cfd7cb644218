using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

using Weir.Engine.Warehouses;
using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>Turns a reader's rows into JSON arrays.</summary>
internal static class RowEncoder
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The text goes to terminals, files and JSON readers, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> EncodeAsync(
        DbDataReader reader,
        IReadOnlyList<QueryColumn> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        long mostBytes = long.MaxValue)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using var json = new Utf8JsonWriter(buffer, Options);
        var cells = columns.Select(column => new CellWriter(column.Type)).ToArray();
        while (await NextAsync(reader, cancellationToken))
        {
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartArray();
            for (var index = 0; index < cells.Length; index++)
            {
                cells[index].Write(json, ValueAt(reader, index));
                if (buffer.WrittenCount + json.BytesPending > mostBytes)
                {
                    throw new RefusedException(new Failure(
                        "WEIR7487",
                        string.Create(CultureInfo.InvariantCulture, $"A row of the answer takes more than the {mostBytes:N0} bytes that all of it may take."),
                        "Ask for fewer columns, or for parts of long values with substring."));
                }
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken);
            yield return buffer.WrittenMemory;
        }
    }

    private static async Task<bool> NextAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (DbException error)
        {
            throw Failed(error);
        }
    }

    private static object? ValueAt(DbDataReader reader, int index)
    {
        try
        {
            return reader.IsDBNull(index) ? null : reader.GetValue(index);
        }
        catch (DbException error)
        {
            throw Failed(error);
        }
    }

    private static RefusedException Failed(DbException error) => new(
        new Failure(
            "WEIR6010",
            $"The query failed while its rows were read: {error.Message}",
            "Correct the SQL, or the values that it trips over; try_cast gives NULL where cast fails."),
        error);
}
