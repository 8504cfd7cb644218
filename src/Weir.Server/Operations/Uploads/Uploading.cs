using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

using Weir.Buckets;
using Weir.Engine.Triggers;
using Weir.Failures;

namespace Weir.Server.Operations.Uploads;

/// <summary>Lands files that a request brings, as they come: none is held in memory, and none on disk but in its bucket.</summary>
/// <param name="operations">Where they land.</param>
internal sealed class Uploading(IOperations operations)
{
    /// <summary>Files in one form. Each lands by itself, so that what came before a broken connection is there.</summary>
    private const int MostFiles = 1_000;

    /// <summary>Fields of a form are short: names, a folder, a token.</summary>
    private const int LongestField = 8 << 10;

    /// <summary>Lands the body of a request, or each of the files of a form, in the bucket that its path or a field before the files names.</summary>
    /// <param name="http">The request.</param>
    /// <param name="sees">Is shown each field of the form as it comes.</param>
    /// <param name="refuses">Says before a file lands why it must not; nothing when it may.</param>
    /// <param name="cancellationToken">Ends it; files that were whole before have landed.</param>
    /// <exception cref="RefusedException">WEIR7485: no file is in it, or it has no name. WEIR7486: it cannot be read. Others: as of landing.</exception>
    public async Task<UploadedFiles> ReceiveAsync(
        HttpContext http, Action<string, string> sees, Func<RefusedException?> refuses, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
        {
            most.MaxRequestBodySize = null;
        }

        var request = http.Request;
        var (bucket, prefix, key) = ($"{http.GetRouteValue("bucket")}", request.Query["prefix"].ToString(), request.Query["key"].ToString());
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return refuses() is { } refused
                ? throw refused
                : new UploadedFiles(await LandAsync(bucket, key.Length > 0 ? key : throw Nameless(), request.Body, cancellationToken));
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > 200)
        {
            throw Unreadable("its boundary is missing or too long");
        }

        var landed = new List<ListedObject>();
        var form = new MultipartReader(boundary, request.Body);
        while (await NextAsync(form, cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var about))
            {
                throw Unreadable("a part does not say what it is");
            }

            if (NameOf(about) is not { } name)
            {
                var (field, value) = (HeaderUtilities.RemoveQuotes(about.Name).ToString(), await TextAsync(section.Body, cancellationToken));
                (bucket, prefix) = field switch { "bucket" => (value, prefix), "prefix" => (bucket, value), _ => (bucket, prefix) };
                sees(field, value);
            }
            else if (name.Length > 0)
            {
                if (refuses() is { } refused)
                {
                    throw refused;
                }

                if (landed.Count == MostFiles)
                {
                    throw Unreadable($"it has more than {MostFiles} files");
                }

                landed.AddRange(await LandAsync(bucket, KeyOf(prefix, name), section.Body, cancellationToken));
            }
        }

        return landed.Count == 0 ? throw Nameless() : new UploadedFiles(landed);
    }

    /// <summary>The key of a file in a folder: its own name, without the folders that it had on its sender's machine.</summary>
    public static string KeyOf(string prefix, string name)
    {
        var own = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var folder = prefix.Trim().Trim('/');
        return folder.Length == 0 ? own : $"{folder}/{own}";
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException && broken is not BadHttpRequestException))
        {
            throw Unreadable(broken.Message);
        }
    }

    /// <summary>The name of a part that is a file; empty for one that was left out, none for a field.</summary>
    private static string? NameOf(ContentDispositionHeaderValue about) =>
        about.FileNameStar.HasValue ? about.FileNameStar.ToString()
        : about.FileName.HasValue ? HeaderUtilities.RemoveQuotes(about.FileName).ToString()
        : null;

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LongestField ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : throw Unreadable("a field is too long");
    }

    private async Task<IReadOnlyList<ListedObject>> LandAsync(string bucket, string key, Stream content, CancellationToken cancellationToken) =>
        await operations.PutAsync([new Arrival(new ObjectName(bucket, key), () => content)], cancellationToken);

    private static RefusedException Nameless() => new(new Failure(
        "WEIR7485",
        "The request brings no file, or does not say how it is called.",
        "Choose a file; or send its bytes as the body, with its key as '?key=' in the address."));

    private static RefusedException Unreadable(string why) => new(new Failure(
        "WEIR7486", $"The form cannot be read: {why}.", "Send it as a browser does, or 'curl -F file=@FILE'."));
}
