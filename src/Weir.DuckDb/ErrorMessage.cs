namespace Weir.DuckDb;

/// <summary>Reads the kind of an error off its message where the C API gives the message alone.</summary>
internal static class ErrorMessage
{
    /// <summary>The words that stand before " Error: " in a message, without their spaces.</summary>
    private static readonly Dictionary<string, DuckDbErrorKind> Prefixes =
        Enum.GetValues<DuckDbErrorKind>().ToDictionary(Simplified, StringComparer.OrdinalIgnoreCase);

    /// <summary>For the calls that fail without a word.</summary>
    public static DuckDbException Unknown =>
        new("DuckDB failed and gave no reason.", DuckDbErrorKind.Invalid);

    public static DuckDbException ToException(string message) => new(message, KindOf(message));

    public static DuckDbErrorKind KindOf(string message) =>
        message.IndexOf(" Error: ", StringComparison.Ordinal) is > 0 and var end
        && Prefixes.TryGetValue(message[..end].Replace(" ", "", StringComparison.Ordinal), out var kind)
            ? kind
            : DuckDbErrorKind.Invalid;

    private static string Simplified(DuckDbErrorKind kind) => kind switch
    {
        DuckDbErrorKind.Transaction => "TransactionContext",
        DuckDbErrorKind.Autoload => "ExtensionAutoloading",
        _ => kind.ToString(),
    };
}
