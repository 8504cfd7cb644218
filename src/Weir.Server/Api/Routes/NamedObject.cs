using Weir.Buckets;
using Weir.Failures;
using Weir.Server.Api.Calls;

namespace Weir.Server.Api.Routes;

/// <summary>Objects as bodies name them.</summary>
internal static class NamedObject
{
    /// <summary>Reads <c>bucket/key</c>.</summary>
    /// <exception cref="RefusedException">WEIR7410: it is something else.</exception>
    public static ObjectName Of(string name) => name.Split('/', 2) is [var bucket, var key]
        ? new ObjectName(bucket, key)
        : throw Wrong.Body($"'{name}' is no object.", "Write BUCKET/KEY, such as raw/orders/1.json.");
}
