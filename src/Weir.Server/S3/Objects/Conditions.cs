using System.Globalization;

using Weir.Buckets;
using Weir.Server.S3.Errors;
using Weir.Server.S3.Requests;

namespace Weir.Server.S3.Objects;

/// <summary>If-Match and its like, as RFC 9110 puts them in order.</summary>
internal static class Conditions
{
    private const string CopySource = "x-amz-copy-source-";

    /// <summary>Holds a read against an object. Returns false when the client has it already.</summary>
    /// <exception cref="S3Exception">PreconditionFailed: the object is not the one that the client wants.</exception>
    public static bool AllowRead(S3Request request, StoredObject stored) => Allow(request, stored, prefix: "");

    /// <summary>Holds a copy against its source.</summary>
    /// <exception cref="S3Exception">PreconditionFailed: the source is not the one that the client wants.</exception>
    public static void CheckSource(S3Request request, StoredObject source)
    {
        if (!Allow(request, source, CopySource))
        {
            throw S3Errors.PreconditionFailed($"{CopySource}if-none-match");
        }
    }

    /// <summary>Whether a write depends on what is there.</summary>
    public static bool AreOnWrite(S3Request request) => request.Header("If-Match") is not null || request.Header("If-None-Match") is not null;

    /// <summary>Holds a write against what is there.</summary>
    /// <exception cref="S3Exception">PreconditionFailed, or NoSuchKey where If-Match finds nothing.</exception>
    public static void CheckWrite(S3Request request, StoredObject? current)
    {
        if (request.Header("If-Match") is { } match)
        {
            if (current is null)
            {
                throw S3Errors.NoSuchKey(request.Name);
            }

            if (!Matches(match, current))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }
        }

        if (request.Header("If-None-Match") is { } none)
        {
            if (none.Trim() != "*")
            {
                throw S3Errors.NotImplemented("If-None-Match with another value than '*'");
            }

            if (current is not null)
            {
                throw S3Errors.PreconditionFailed("If-None-Match");
            }
        }
    }

    private static bool Allow(S3Request request, StoredObject stored, string prefix)
    {
        if (request.Header(prefix + "if-match") is { } match)
        {
            if (!Matches(match, stored))
            {
                throw S3Errors.PreconditionFailed(prefix + "if-match");
            }
        }
        else if (Time(request, prefix + "if-unmodified-since") is { } unmodified && Seconds(stored) > unmodified)
        {
            throw S3Errors.PreconditionFailed(prefix + "if-unmodified-since");
        }

        return request.Header(prefix + "if-none-match") is { } none
            ? !Matches(none, stored)
            : !(Time(request, prefix + "if-modified-since") is { } modified && Seconds(stored) <= modified);
    }

    private static bool Matches(string header, StoredObject stored)
    {
        var etag = ObjectAttributes.ETagOf(stored).Trim('"');
        return header.Split(',', StringSplitOptions.TrimEntries)
            .Any(wanted => wanted == "*" || (wanted.StartsWith("W/", StringComparison.Ordinal) ? wanted[2..] : wanted).Trim('"') == etag);
    }

    private static DateTimeOffset? Time(S3Request request, string header) =>
        DateTimeOffset.TryParse(request.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Last-Modified has no fractions, so neither has what is compared with it.</summary>
    private static DateTimeOffset Seconds(StoredObject stored) =>
        new(stored.LandedAt.UtcTicks - (stored.LandedAt.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
