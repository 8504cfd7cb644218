using Weir.Buckets;

namespace Weir.Engine.Objects;

/// <summary>Parts on their way to become an object.</summary>
/// <param name="Id">Names the upload; nobody guesses it.</param>
/// <param name="Name">What it is to become.</param>
/// <param name="BegunAt">When it was begun.</param>
/// <param name="Attributes">What its sender says of it.</param>
internal sealed record Upload(string Id, ObjectName Name, DateTimeOffset BegunAt, string Attributes);
