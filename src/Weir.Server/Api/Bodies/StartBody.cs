using System.Text.Json;

using Weir.Server.Operations;

namespace Weir.Server.Api.Bodies;

/// <summary>Asks for a run.</summary>
/// <param name="Inputs">
/// What it is given, by name. Inputs are texts; a number, true or false, or a list is taken as JSON writes it. Null and objects are refused: what is
/// left out has its default.
/// </param>
/// <param name="Event">
/// The id of the event that asks: a UUID of version 7 that the caller made. Whoever gets no answer asks once more with it: one run is
/// started, and the second answer tells of the same.
/// </param>
internal sealed record StartBody(IReadOnlyDictionary<string, JsonElement>? Inputs = null, string? Event = null)
{
    public static StartBody Of(RunOrder order) => new(
        order.Inputs.ToDictionary(input => input.Key, input => JsonElement.Parse($"\"{JsonEncodedText.Encode(input.Value)}\""), StringComparer.Ordinal),
        order.Event?.ToString());
}
