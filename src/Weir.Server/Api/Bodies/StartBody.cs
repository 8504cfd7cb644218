using System.Text.Json;

namespace Weir.Server.Api.Bodies;

/// <summary>Asks for a run.</summary>
/// <param name="Inputs">What it is given, by name. Inputs are texts; a number or a list is taken as JSON writes it.</param>
internal sealed record StartBody(IReadOnlyDictionary<string, JsonElement>? Inputs = null)
{
    public static StartBody Of(IReadOnlyDictionary<string, string> inputs) =>
        new(inputs.ToDictionary(input => input.Key, input => JsonElement.Parse($"\"{JsonEncodedText.Encode(input.Value)}\""), StringComparer.Ordinal));
}
