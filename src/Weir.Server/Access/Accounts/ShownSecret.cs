using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Server.Access.Accounts;

/// <summary>What somebody shows to be let in: 256 bits from the system's generator, of which only a hash is kept.</summary>
internal static class ShownSecret
{
    /// <summary>Makes one.</summary>
    /// <param name="prefix">What it begins with, so that scanners of secrets know it.</param>
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it. It needs no salt: nobody guesses 256 bits.</summary>
    public static string HashOf(string shown) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)));
}
