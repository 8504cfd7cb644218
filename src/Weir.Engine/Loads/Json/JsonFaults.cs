using System.Globalization;
using System.Text;

using Weir.Engine.Loads.Reading;
using Weir.Engine.Loads.Syntax;

namespace Weir.Engine.Loads.Json;

/// <summary>Says in words what is wrong with JSON text, and where.</summary>
internal static unsafe class JsonFaults
{
    /// <param name="scanner">What stopped.</param>
    /// <param name="slab">The text.</param>
    /// <param name="place">Counts its lines.</param>
    /// <param name="end">Where the line, or what there is of the document, ends.</param>
    public static string Explain(JsonScanner scanner, Slab slab, PlaceInText place, byte* end)
    {
        var at = scanner.FaultAt < end ? scanner.FaultAt : end;
        var why = at >= end ? "it ends too early" : Why(scanner.Fault, at, end);
        var before = new ReadOnlySpan<byte>(slab.Start, (int)(at - slab.Start));
        var column = 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        return string.Create(CultureInfo.InvariantCulture, $"{why} at line {place.LineOf(at)}, column {column}");
    }

    private static string Why(JsonFault fault, byte* at, byte* end)
    {
        Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(at, (int)(end - at)), out var rune, out _);
        var shown = Rune.IsControl(rune)
            ? string.Create(CultureInfo.InvariantCulture, $"the control character U+{rune.Value:X4}")
            : $"'{rune}'";
        return fault switch
        {
            JsonFault.ControlCharacter => $"a string holds {shown}",
            JsonFault.BadEscape => $"a backslash is followed by {shown}",
            JsonFault.BadNumber => $"a number goes on with {shown}",
            _ => $"{shown} is unexpected",
        };
    }
}
