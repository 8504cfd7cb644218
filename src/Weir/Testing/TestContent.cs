namespace Weir.Testing;

/// <summary>What an object, a body or a message holds. A closed family.</summary>
public abstract record TestContent
{
    private TestContent()
    {
    }

    /// <summary>A text, as it is.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : TestContent;

    /// <summary>A JSON value.</summary>
    /// <param name="Value">The JSON.</param>
    public sealed record Json(string Value) : TestContent;

    /// <summary>JSON values, one in each line.</summary>
    /// <param name="Values">The JSON of each.</param>
    public sealed record Lines(IReadOnlyList<string> Values) : TestContent;

    /// <summary>The bytes of a file.</summary>
    /// <param name="Path">The file, relative to the project's folder.</param>
    public sealed record File(string Path) : TestContent;
}
