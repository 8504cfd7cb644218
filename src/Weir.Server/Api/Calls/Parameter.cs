using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Http;

using Weir.Failures;

namespace Weir.Server.Api.Calls;

/// <summary>Something that a call is asked with, in its path or behind it: described once, for whoever reads it and for the description.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">What it says, as a sentence.</param>
internal abstract class Parameter(string name, string about)
{
    public string Name { get; } = name;

    public string About { get; } = about;

    /// <summary>Whether a call without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What it may say, as a JSON Schema.</summary>
    public required Func<JsonObject> Schema { get; init; }

    /// <summary>What the request says, from its path or from behind it; none when nothing.</summary>
    protected string? TextOf(HttpContext http) =>
        http.Request.RouteValues.TryGetValue(Name, out var inPath) ? inPath as string
        : http.Request.Query.TryGetValue(Name, out var values) ? values.ToString()
        : null;
}

/// <summary>A parameter that is read as a value of a type.</summary>
/// <param name="name">Its name.</param>
/// <param name="about">What it says, as a sentence.</param>
/// <param name="wanted">What it must be, such as "a number".</param>
internal sealed class Parameter<T>(string name, string about, string wanted) : Parameter(name, about)
{
    /// <summary>Reads a text.</summary>
    internal delegate bool Reader(string text, [MaybeNullWhen(false)] out T value);

    public required Reader TryRead { get; init; }

    /// <summary>What the request says.</summary>
    /// <returns>False when it says nothing.</returns>
    /// <exception cref="RefusedException">WEIR7409: it says something else, or nothing where it must.</exception>
    public bool TryGet(HttpContext http, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var text = TextOf(http);
        if (text is null)
        {
            return IsRequired ? throw Wrong.Parameter($"The call lacks '{Name}'.", $"It is {wanted}: {About}") : false;
        }

        return TryRead(text, out value)
            ? true
            : throw Wrong.Parameter($"'{Name}' is '{text}', which is not {wanted}.", About);
    }

    /// <summary>What the request says, which it must.</summary>
    /// <exception cref="RefusedException">WEIR7409: it says something else, or nothing.</exception>
    public T Get(HttpContext http) => TryGet(http, out var value) ? value : throw Wrong.Parameter($"The call lacks '{Name}'.", $"It is {wanted}: {About}");

    /// <summary>What the request says; something else when nothing.</summary>
    /// <exception cref="RefusedException">WEIR7409: it cannot be read.</exception>
    public T Get(HttpContext http, T otherwise) => TryGet(http, out var value) ? value : otherwise;
}
