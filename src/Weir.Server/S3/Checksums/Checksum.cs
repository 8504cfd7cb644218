namespace Weir.Server.S3.Checksums;

/// <summary>A checksum with its value, in base64 as S3 writes it.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Value">The value; <c>-N</c> follows where it is made of those of N parts.</param>
internal sealed record Checksum(ChecksumAlgorithm Algorithm, string Value)
{
    /// <summary>Whether it is made of the checksums of parts rather than of the content.</summary>
    public bool IsComposite => Value.Contains('-', StringComparison.Ordinal);

    /// <summary><c>CRC32C:AAAAAA==</c>.</summary>
    public override string ToString() => $"{ChecksumNames.NameOf(Algorithm)}:{Value}";

    /// <summary>Reads what <see cref="ToString"/> wrote; nothing else.</summary>
    public static Checksum? Parse(string? text) =>
        text?.Split(':', 2) is [var name, var value] && ChecksumNames.Parse(name) is { } algorithm ? new Checksum(algorithm, value) : null;
}
