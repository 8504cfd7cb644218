using System.Buffers;
using System.Globalization;

using Microsoft.AspNetCore.Http;

using Weir.Buckets;
using Weir.Engine.Objects;
using Weir.Failures;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class ObjectReads(IObjectStore objects)
{
    private const int PieceBytes = 128 * 1024;

    public async Task HeadAsync(S3Request request)
    {
        var stored = await FindAsync(request);
        _ = Answer(request, stored);
    }

    public async Task GetAsync(S3Request request)
    {
        var stored = await FindAsync(request);
        var (found, content) = await OpenAsync(request, stored);
        await using (content)
        {
            if (Answer(request, found) is { } part)
            {
                content.Seek(part.First, SeekOrigin.Begin);
                await CopyAsync(content, request.Http, part.Length);
            }
        }
    }

    /// <summary>The object that a request is about.</summary>
    /// <exception cref="S3Exception">NoSuchKey, NoSuchVersion.</exception>
    public async Task<StoredObject> FindAsync(S3Request request)
    {
        CheckVersion(request.Target["versionId"]);
        return await FindAsync(request.Name, request.Cancelled);
    }

    public async Task<StoredObject> FindAsync(ObjectName name, CancellationToken cancellationToken) =>
        await objects.FindAsync(name, cancellationToken) ?? throw S3Errors.NoSuchKey(name);

    /// <summary>There is one version of everything: the one that S3 calls null where versioning was never on.</summary>
    public static void CheckVersion(string? version)
    {
        if (version is not (null or "null"))
        {
            throw new S3Exception(404, "NoSuchVersion", "The specified version does not exist: buckets here are not versioned.");
        }
    }

    /// <summary>Opens what is there. A version that was replaced meanwhile may be gone: then the one that replaced it is opened.</summary>
    private async Task<(StoredObject Stored, Stream Content)> OpenAsync(S3Request request, StoredObject stored)
    {
        try
        {
            return (stored, objects.OpenRead(stored));
        }
        catch (RefusedException gone) when (gone.Failure.Code == "WEIR3004")
        {
            var newer = await FindAsync(request);
            return newer.Version == stored.Version ? throw S3Errors.NoSuchKey(request.Name) : (newer, objects.OpenRead(newer));
        }
    }

    /// <summary>Writes status and headers. Returns the part of the content to send; nothing when the client has it.</summary>
    private static ByteRange? Answer(S3Request request, StoredObject stored)
    {
        var (response, attributes) = (request.Http.Response, ObjectAttributes.Of(stored));
        if (!Conditions.AllowRead(request, stored))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ETag = ObjectAttributes.ETagOf(stored);
            response.Headers.LastModified = stored.LandedAt.ToString("R", CultureInfo.InvariantCulture);
            return null;
        }

        var range = request.Target.Has("partNumber")
            ? PartOf(request, stored, attributes)
            : ByteRange.Parse(request.Header("Range"), stored.Size);
        ObjectHeaders.Write(request, stored, attributes);
        if (range is { } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = part.ContentRange(stored.Size);
        }
        else if (request.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) == true)
        {
            ObjectHeaders.WriteChecksum(response.Headers, attributes);
        }

        response.ContentLength = range?.Length ?? stored.Size;
        return range ?? new ByteRange(0, stored.Size);
    }

    private static ByteRange? PartOf(S3Request request, StoredObject stored, ObjectAttributes attributes)
    {
        var number = request.Number("partNumber", 1, 1, 10_000);
        if (attributes.Parts.Count == 0)
        {
            return number == 1 ? null : throw InvalidPart();
        }

        if (number > attributes.Parts.Count)
        {
            throw InvalidPart();
        }

        request.Http.Response.Headers["x-amz-mp-parts-count"] = attributes.Parts.Count.ToString(CultureInfo.InvariantCulture);
        return stored.Size == 0 ? null : new ByteRange(attributes.Parts.Take(number - 1).Sum(), attributes.Parts[number - 1]);

        static S3Exception InvalidPart() => new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
    }

    private static async Task CopyAsync(Stream content, HttpContext http, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceBytes, Math.Max(length, 1)));
        try
        {
            while (length > 0)
            {
                var count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), http.RequestAborted);
                if (count == 0)
                {
                    throw new IOException("The content is shorter than it was.");
                }

                await http.Response.Body.WriteAsync(buffer.AsMemory(0, count), http.RequestAborted);
                length -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
