using System.Security.Cryptography;

namespace Weir.Server.S3.Keys;

/// <summary>Makes pairs that look as AWS's do, from the system's generator of secrets.</summary>
internal static class NewPair
{
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Twenty characters, of which four say whose it is; and forty, about 238 bits.</summary>
    public static AccessKey Make() => new(
        "WEIR" + RandomNumberGenerator.GetString(IdCharacters, 16), RandomNumberGenerator.GetString(SecretCharacters, 40));
}
