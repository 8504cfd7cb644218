using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Server.S3.Keys;

/// <summary>The pairs that may sign, and what SigV4 makes of each of them for a day, a region and a service.</summary>
internal sealed class SigningKeys(IEnumerable<AccessKey> pairs)
{
    /// <summary>Scopes kept: a client uses one a day. Whoever sends many different ones only makes this compute.</summary>
    private const int MostKept = 64;

    private readonly Dictionary<string, AccessKey> _pairs = pairs.ToDictionary(pair => pair.Id, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Id, string Date, string Region), byte[]> _derived = new();

    public bool Knows(string id) => _pairs.ContainsKey(id);

    /// <summary>The key that signs. The pair is known.</summary>
    public byte[] Of(string id, string date, string region)
    {
        if (_derived.TryGetValue((id, date, region), out var known))
        {
            return known;
        }

        var key = Sign(Encoding.UTF8.GetBytes("AWS4" + _pairs[id].Secret), date);
        key = Sign(Sign(Sign(key, region), "s3"), "aws4_request");
        if (_derived.Count >= MostKept)
        {
            _derived.Clear();
        }

        return _derived[(id, date, region)] = key;
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
