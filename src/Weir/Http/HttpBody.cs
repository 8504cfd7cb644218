using Weir.Templates;

namespace Weir.Http;

/// <summary>What a request sends. A closed family.</summary>
public abstract record HttpBody
{
    private HttpBody()
    {
    }

    /// <summary>A text.</summary>
    /// <param name="Content">The text.</param>
    public sealed record Text(Template Content) : HttpBody;

    /// <summary>A value in JSON.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Json(ValueTemplate Value) : HttpBody;

    /// <summary>The fields of a form.</summary>
    /// <param name="Fields">The fields, by name.</param>
    public sealed record Form(IReadOnlyDictionary<string, Template> Fields) : HttpBody;

    /// <summary>The content of an object.</summary>
    /// <param name="From">The object, as <c>bucket/key</c>.</param>
    public sealed record Object(Template From) : HttpBody;
}
