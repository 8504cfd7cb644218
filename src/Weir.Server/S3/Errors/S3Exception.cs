namespace Weir.Server.S3.Errors;

/// <summary>A request that ends with one of S3's errors, on its way to the one place that answers it.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">S3's code, such as <c>NoSuchKey</c>: what clients look at.</param>
/// <param name="message">One sentence for people. Never empty: some clients fail over an error without one.</param>
internal sealed class S3Exception(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further elements of the answer, such as what was signed.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];
}
