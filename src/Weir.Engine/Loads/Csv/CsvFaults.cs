using Weir.Failures;

namespace Weir.Engine.Loads.Csv;

/// <summary>Says in words what is wrong with CSV text.</summary>
internal static class CsvFaults
{
    public static Failure Explain(CsvFault fault) => fault == CsvFault.Unterminated
        ? new Failure("WEIR6132", "a quote is never closed", "Close it, or double it where it is meant as a character.")
        : new Failure("WEIR6135", "text follows the quote that closes a field", "Double the quotes within a quoted field.");
}
