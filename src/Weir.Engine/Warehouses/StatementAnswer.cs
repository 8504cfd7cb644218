using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Weir.Failures;

namespace Weir.Engine.Warehouses;

/// <summary>What came of statements: the rows of the last one that gave some, in bounded memory.</summary>
internal sealed class StatementAnswer
{
    private const int MostRows = 10_000;
    private const int MostBytes = 200 << 10;

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _rows = new();
    private string[]? _columns;
    private CellWriter[] _cells = [];
    private int _firstEnd;
    private long _count;
    private long _changed;

    /// <summary>A statement that gives rows has begun: those of one before it are forgotten.</summary>
    /// <param name="columns">The names and types of its columns.</param>
    public void Begin(IEnumerable<(string Name, string Type)> columns)
    {
        var all = columns.ToList();
        _columns = [.. all.Select(column => column.Name)];
        _cells = [.. all.Select(column => new CellWriter(column.Type))];
        _rows.ResetWrittenCount();
        (_count, _firstEnd) = (0, 0);
    }

    /// <summary>Adds a row of the statement that has begun.</summary>
    /// <param name="valueOf">The value of a column, by its place; none stands for NULL.</param>
    /// <exception cref="RefusedException">WEIR6612: there are more than can be kept.</exception>
    public void Add(Func<int, object?> valueOf)
    {
        if (_count > 0)
        {
            _rows.Write(","u8);
        }

        using (var json = new Utf8JsonWriter(_rows, AsItIs))
        {
            json.WriteStartObject();
            for (var column = 0; column < _cells.Length; column++)
            {
                json.WritePropertyName(_columns![column]);
                _cells[column].Write(json, valueOf(column));
            }

            json.WriteEndObject();
        }

        _count++;
        _firstEnd = _count == 1 ? _rows.WrittenCount : _firstEnd;
        if (_count > MostRows || _rows.WrittenCount > MostBytes)
        {
            throw new RefusedException(new Failure(
                "WEIR6612",
                string.Create(CultureInfo.InvariantCulture, $"The statement gives more rows than a step can hand on: {MostRows} rows of together {MostBytes >> 10} KB at the most."),
                "Ask for fewer rows or columns, or write them to a bucket with an 'export' step."));
        }
    }

    /// <summary>Takes the rows of a reader that stands before its first one.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        Begin(Enumerable.Range(0, reader.FieldCount).Select(at => (reader.GetName(at), reader.GetDataTypeName(at))));
        while (await reader.ReadAsync(cancellationToken))
        {
            Add(at => reader.IsDBNull(at) ? null : reader.GetValue(at));
        }
    }

    /// <summary>A statement has changed rows.</summary>
    public void Changed(long rows) => _changed += Math.Max(rows, 0);

    /// <summary>The whole in JSON: <c>row_count</c>, and when there were rows <c>rows</c> and the first one as <c>row</c>.</summary>
    public string ToJson()
    {
        var text = new StringBuilder("{\"row_count\":").Append(CultureInfo.InvariantCulture, $"{(_columns is null ? _changed : _count)}");
        if (_columns is not null)
        {
            text.Append(",\"row\":").Append(_count == 0 ? "{}" : Encoding.UTF8.GetString(_rows.WrittenSpan[.._firstEnd]));
            text.Append(",\"rows\":[").Append(Encoding.UTF8.GetString(_rows.WrittenSpan)).Append(']');
        }

        return text.Append('}').ToString();
    }
}
