using System.Globalization;
using System.Text;

namespace Weir.Engine.Steps.Archives;

/// <summary>What the headers before an entry override of it.</summary>
internal sealed class TarExtension(ArchiveRefusals refusals)
{
    /// <summary>More than any name or attribute needs, and little enough to hold.</summary>
    public const int MaxLength = 1 << 20;

    public byte[]? Name { get; private set; }

    public long? Size { get; private set; }

    /// <summary>Takes over a long name as GNU writes it: the bytes, ended by a NUL.</summary>
    public void ReadGnuName(byte[] content) => Name = content.AsSpan().TrimEnd((byte)0).ToArray();

    /// <summary>Takes over pax records, each <c>LENGTH KEY=VALUE</c> and a line feed, the length counting itself.</summary>
    public void ReadPax(ReadOnlySpan<byte> records, bool forAll)
    {
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space is < 1 or > 8
                || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw refusals.Damaged("an extended header is malformed");
            }

            var record = records[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
            {
                throw refusals.Damaged("an extended header is malformed");
            }

            Take(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..], forAll);
            records = records[length..];
        }
    }

    private void Take(string key, ReadOnlySpan<byte> value, bool forAll)
    {
        if (key.StartsWith("GNU.sparse.", StringComparison.Ordinal))
        {
            throw refusals.Unsupported("sparse files");
        }

        if (key is not ("path" or "size") || value.IsEmpty)
        {
            return;
        }

        if (forAll)
        {
            throw refusals.Unsupported($"one '{key}' for all entries");
        }

        if (key == "path")
        {
            Name = value.ToArray();
        }
        else
        {
            Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw refusals.Damaged("an extended header holds no size");
        }
    }
}
