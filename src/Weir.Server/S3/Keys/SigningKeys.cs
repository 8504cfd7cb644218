using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Server.S3.Keys;

/// <summary>The pairs that may sign, and what SigV4 makes of each of them for a day, a region and a service.</summary>
/// <param name="pairs">The pairs.</param>
internal sealed class SigningKeys(IEnumerable<AccessKey> pairs)
{
    /// <summary>Scopes kept: a client uses one a day. Whoever sends many different ones only makes this compute.</summary>
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string Secret, string Date, string Region), byte[]> _derived = new();
    private volatile Dictionary<string, AccessKey> _pairs = ById(pairs);

    /// <summary>The pair of an id; none when nobody has it.</summary>
    public AccessKey? Find(string id) => _pairs.GetValueOrDefault(id);

    /// <summary>Puts other pairs in the place of all that there were.</summary>
    public void Replace(IEnumerable<AccessKey> pairs)
    {
        _pairs = ById(pairs);
        _derived.Clear();
    }

    /// <summary>The key that signs.</summary>
    public byte[] Of(AccessKey pair, string date, string region)
    {
        if (_derived.TryGetValue((pair.Secret, date, region), out var known))
        {
            return known;
        }

        var key = Sign(Encoding.UTF8.GetBytes("AWS4" + pair.Secret), date);
        key = Sign(Sign(Sign(key, region), "s3"), "aws4_request");
        if (_derived.Count >= MostKept)
        {
            _derived.Clear();
        }

        return _derived[(pair.Secret, date, region)] = key;
    }

    private static Dictionary<string, AccessKey> ById(IEnumerable<AccessKey> pairs) => pairs.ToDictionary(pair => pair.Id, StringComparer.Ordinal);

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
