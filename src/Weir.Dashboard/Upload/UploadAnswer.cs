using System.Text.Json.Serialization;

using Microsoft.AspNetCore.Http;

namespace Weir.Dashboard.Upload;

/// <summary>A file that landed, as the script of the page is told of it.</summary>
/// <param name="Name">Its bucket and key.</param>
/// <param name="Trail">The page that says what became of it.</param>
internal sealed record UploadAnswer(string Name, string Trail)
{
    public static Task SendAsync(HttpContext http, IReadOnlyList<UploadAnswer> files) =>
        http.Response.WriteAsJsonAsync(files, UploadJson.Default.IReadOnlyListUploadAnswer, cancellationToken: http.RequestAborted);
}

/// <summary>How the script is told.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<UploadAnswer>))]
internal sealed partial class UploadJson : JsonSerializerContext;
