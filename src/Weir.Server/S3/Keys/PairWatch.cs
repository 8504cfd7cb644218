using Weir.Failures;

namespace Weir.Server.S3.Keys;

/// <summary>Takes pairs that were made or taken away while the endpoint is open, within a second.</summary>
/// <param name="credentials">The file with the pairs.</param>
/// <param name="keys">Who may sign.</param>
/// <param name="learn">Is told the secrets.</param>
/// <param name="time">The clock.</param>
internal sealed class PairWatch(CredentialsFile credentials, SigningKeys keys, Action<string> learn, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private (DateTime WrittenAt, long Size) _seen = StampOf(credentials.Path);
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Looks whether the file was changed, unless it has just looked.</summary>
    public void Look()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Patience)
        {
            return;
        }

        lock (_gate)
        {
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            var stamp = StampOf(credentials.Path);
            if (stamp == _seen)
            {
                return;
            }

            try
            {
                var pairs = CredentialsFile.PairsIn(Path.GetDirectoryName(credentials.Path)!);
                if (pairs.Count > 0)
                {
                    foreach (var pair in pairs)
                    {
                        learn(pair.Secret);
                    }

                    keys.Replace(pairs);
                    _seen = stamp;
                }
            }
            catch (RefusedException)
            {
                // Somebody is in the middle of editing it: those who could sign go on until it can be read.
            }
        }
    }

    private static (DateTime, long) StampOf(string path) => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
}
