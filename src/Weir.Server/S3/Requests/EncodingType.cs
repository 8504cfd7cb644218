using Weir.Server.S3.Errors;

namespace Weir.Server.S3.Requests;

/// <summary>Whether a client wants keys in a listing percent-encoded, because XML cannot hold every character.</summary>
internal static class EncodingType
{
    /// <exception cref="S3Exception">InvalidArgument: it wants something else.</exception>
    public static bool IsUrl(S3Request request) => request.Target["encoding-type"] switch
    {
        null => false,
        "url" => true,
        { } other => throw S3Errors.InvalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };

    /// <summary>A text as the client wants it.</summary>
    public static string? Write(string? text, bool isUrl) => text is null || !isUrl ? text : UriEncoding.Encode(text, keepSlash: true);
}
