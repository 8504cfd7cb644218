namespace Weir.Cli.Composition;

/// <summary>Whether a running project speaks S3, and where.</summary>
/// <param name="Audience">With whom.</param>
/// <param name="Port">The port; null for the usual one or, where that is taken, another; zero for any that is free.</param>
internal readonly record struct S3Choice(S3Audience Audience, int? Port = null);

/// <summary>With whom a project speaks S3.</summary>
internal enum S3Audience
{
    Nobody,

    /// <summary>With its own functions and steps, if it has any that could.</summary>
    OwnCode,

    /// <summary>With every client that has the keys, its own functions and steps among them.</summary>
    Everybody,
}
