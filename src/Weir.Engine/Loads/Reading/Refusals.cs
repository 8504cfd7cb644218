using System.Globalization;
using System.Text;

using Weir.Engine.Loads.Values;
using Weir.Loads;

namespace Weir.Engine.Loads.Reading;

/// <summary>Sends one reader's misfit rows to the quarantine.</summary>
internal sealed class Refusals(Quarantine quarantine)
{
    private const int MaxRaw = 64 << 10;

    /// <summary>The file that is being read.</summary>
    public FileTally? File { get; set; }

    /// <summary>Rows refused since it was last set to zero.</summary>
    public long Count { get; set; }

    /// <param name="offset">Where the row begins in the file.</param>
    /// <param name="line">On which line, counted from one.</param>
    /// <param name="index">Which row of the file it is, counted from zero, where that is known.</param>
    /// <param name="misfit">Why it does not fit.</param>
    /// <param name="raw">The row as it stands there.</param>
    public void Refuse(long offset, long? line, long? index, Misfit misfit, ReadOnlySpan<byte> raw)
    {
        Count++;
        File!.NoteError(offset, Sentence(line, index, misfit));
        quarantine.Add(new QuarantinedRow(
            File.File.LoadId, line, index, misfit.Column, misfit.Code, misfit.Reason, Encoding.UTF8.GetString(Cut(raw))));
    }

    private static string Sentence(long? line, long? index, Misfit misfit)
    {
        var place = line is not null
            ? string.Create(CultureInfo.InvariantCulture, $"line {line}")
            : index is not null ? string.Create(CultureInfo.InvariantCulture, $"row {index}") : null;
        var column = misfit.Column is null ? null : $"column {misfit.Column}";
        var where = string.Join(", ", new[] { place, column }.OfType<string>());
        return where.Length == 0 ? misfit.Reason : $"{where}: {misfit.Reason}";
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> raw)
    {
        if (raw.Length <= MaxRaw)
        {
            return raw;
        }

        var length = MaxRaw;
        while (length > MaxRaw - 4 && (raw[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return raw[..length];
    }
}
