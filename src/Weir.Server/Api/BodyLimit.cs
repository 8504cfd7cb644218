using Microsoft.AspNetCore.Http.Metadata;

namespace Weir.Server.Api;

/// <summary>How large the body of an endpoint's requests may be, where the server's own limit does not fit.</summary>
/// <param name="MaxRequestBodySize">Bytes; null for any size.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
