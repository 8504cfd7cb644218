namespace Weir.Engine.Objects;

/// <summary>One part of an upload.</summary>
/// <param name="Number">Its place among the parts.</param>
/// <param name="ETag">The MD5 of its content, in 32 lower-case hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="Note">What was kept with it.</param>
/// <param name="Location">Where the backend keeps it.</param>
internal sealed record UploadPart(int Number, string ETag, long Size, DateTimeOffset WrittenAt, string? Note, string Location);
