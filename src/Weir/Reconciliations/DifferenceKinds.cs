namespace Weir.Reconciliations;

/// <summary>The kinds of difference in the words of the records and of people.</summary>
public static class DifferenceKinds
{
    private static readonly (DifferenceKind Kind, string Word)[] Words =
    [
        (DifferenceKind.MissingInTarget, "missing_in_target"),
        (DifferenceKind.MissingInSource, "missing_in_source"),
        (DifferenceKind.Differs, "differs"),
        (DifferenceKind.Duplicate, "duplicate"),
    ];

    /// <summary>The word for a kind.</summary>
    public static string WordOf(DifferenceKind kind) => Array.Find(Words, pair => pair.Kind == kind).Word;

    /// <summary>The kind of a word.</summary>
    /// <exception cref="ArgumentException">There is no such word.</exception>
    public static DifferenceKind Parse(string word) => Array.Exists(Words, pair => pair.Word == word)
        ? Array.Find(Words, pair => pair.Word == word).Kind
        : throw new ArgumentException($"'{word}' is no kind of difference.", nameof(word));
}
