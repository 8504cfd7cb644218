using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Server.Api.Calls;

/// <summary>JSON for people's eyes, too: quotes and letters of any alphabet as they are.</summary>
/// <remarks>It is answered as JSON, never as part of a page, and browsers are told not to guess: nothing in it need be hidden from them.</remarks>
internal static class Readable
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Made = [];

    /// <summary>The same type, written so.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonTypeInfo<T> type) =>
        (JsonTypeInfo<T>)Made.GetValue(type.Options, options => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).GetTypeInfo(typeof(T));
}
