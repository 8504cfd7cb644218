using System.Text;
using System.Text.Json;

namespace Weir.Cli.Queries;

/// <summary>Takes a row of a query's answer, a JSON array, apart.</summary>
internal static class RowCells
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000 };

    /// <summary>Each value as text: texts as they are, all else as JSON writes it; null where there is no value.</summary>
    public static string?[] Texts(ReadOnlySpan<byte> row, int count)
    {
        var texts = new string?[count];
        var reader = new Utf8JsonReader(row, Options);
        reader.Read();
        for (var index = 0; index < count && reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            texts[index] = reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String => reader.GetString(),
                _ => Encoding.UTF8.GetString(Raw(row, ref reader)),
            };
        }

        return texts;
    }

    /// <summary>Writes the row as an object.</summary>
    /// <param name="row">The row.</param>
    /// <param name="names">The members' names, each as JSON with its colon.</param>
    /// <param name="to">Where to.</param>
    public static void WriteObject(ReadOnlySpan<byte> row, IReadOnlyList<byte[]> names, Stream to)
    {
        var reader = new Utf8JsonReader(row, Options);
        reader.Read();
        to.WriteByte((byte)'{');
        for (var index = 0; index < names.Count && reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index > 0)
            {
                to.WriteByte((byte)',');
            }

            to.Write(names[index]);
            to.Write(Raw(row, ref reader));
        }

        to.WriteByte((byte)'}');
    }

    private static ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> row, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return row[start..(int)reader.BytesConsumed];
    }
}
