namespace Weir.Engine.Objects;

/// <summary>The parts of uploads.</summary>
internal interface IUploadParts
{
    /// <summary>Writes a part and makes it durable.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">The part's number; an earlier part of that number goes.</param>
    /// <param name="content">The content.</param>
    /// <param name="describe">What is kept with the part; asked once the content was read to its end.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR3003: the disk is full, or the folder cannot be written.</exception>
    Task<UploadPart> WriteAsync(
        Upload upload, int number, Stream content, Func<string?> describe, CancellationToken cancellationToken);

    /// <summary>The parts that are there, in order of their numbers.</summary>
    IReadOnlyList<UploadPart> List(Upload upload);

    /// <summary>The contents of parts, one behind the other.</summary>
    Stream Open(Upload upload, IReadOnlyList<UploadPart> parts);
}
