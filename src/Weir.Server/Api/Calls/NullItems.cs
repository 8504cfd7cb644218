using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Server.Api.Calls;

/// <summary>
/// Finds null where a list of a body has its items: no call has a use for it. JSON is read by what a type says of itself, and types do not
/// say of the items of their lists that they are never null.
/// </summary>
internal static class NullItems
{
    /// <summary>The name of the first list with null among its items; none when there is none.</summary>
    /// <param name="body">The body.</param>
    /// <param name="type">How it is read.</param>
    public static string? In(object body, JsonTypeInfo type) => type.Properties
        .FirstOrDefault(member => member.Get?.Invoke(body) is IEnumerable items and not string && items.Cast<object?>().Contains(null))?.Name;
}
