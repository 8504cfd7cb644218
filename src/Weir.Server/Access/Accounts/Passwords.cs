using System.Globalization;
using System.Security.Cryptography;

namespace Weir.Server.Access.Accounts;

/// <summary>Makes of passwords what may be kept: PBKDF2 with HMAC-SHA512, a salt of its own each, and how often it was repeated.</summary>
/// <param name="rounds">How often. At least 210,000 is advised for SHA-512; the default is 220,000.</param>
internal sealed class Passwords(int rounds = Passwords.Rounds)
{
    public const int Rounds = 220_000;

    /// <summary>No password is longer: what is hashed is bounded.</summary>
    public const int Longest = 1_024;

    /// <summary>No password is shorter.</summary>
    public const int Shortest = 12;

    private const string Kind = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Computes for nobody, so that a name that nobody has takes as long as any.</summary>
    private readonly string _nobodys = Write(rounds, new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>What is kept of a password.</summary>
    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Write(rounds, salt, Derive(password, salt, rounds, HashBytes));
    }

    /// <summary>Whether a password is the one of which something was kept. It takes as long for nobody's.</summary>
    /// <param name="kept">What was kept; none when nobody has that name.</param>
    /// <param name="password">The password.</param>
    public bool Is(string? kept, string password)
    {
        var (times, salt, hash) = Read(kept ?? _nobodys);
        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, times, hash.Length), hash) && kept is not null;
    }

    /// <summary>Whether it was kept otherwise than it is today.</summary>
    public bool IsOutdated(string kept) => Read(kept).Rounds != rounds;

    private static string Write(int rounds, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    private static (int Rounds, byte[] Salt, byte[] Hash) Read(string kept) => kept.Split('$') is [Kind, var rounds, var salt, var hash]
        ? (int.Parse(rounds, CultureInfo.InvariantCulture), Convert.FromBase64String(salt), Convert.FromBase64String(hash))
        : throw new InvalidDataException("What is kept of a password cannot be read.");

    private static byte[] Derive(string password, byte[] salt, int rounds, int bytes) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, bytes);
}
