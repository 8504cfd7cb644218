using System.Globalization;

using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local;

/// <summary>Held for as long as a process works on an environment: there is one such process at a time.</summary>
internal sealed class EnvironmentLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private EnvironmentLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The environment's folder, which exists.</param>
    /// <param name="patience">How long to wait for another process to let go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RefusedException">WEIR4005: another process holds it.</exception>
    public static async Task<EnvironmentLock> TakeAsync(
        string folder, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "lock");
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                file.SetLength(0);
                file.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
                file.Flush();
                return new EnvironmentLock(file);
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new UnavailableException(StateFailures.Refuses(path, "Opening", refused.Message), refused);
            }
            catch (IOException held) when (!Disk.IsFull(held))
            {
                if (time.GetElapsedTime(start) >= patience)
                {
                    throw new RefusedException(StateFailures.Held(folder, Holder(path)), held);
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return int.TryParse(reader.ReadToEnd(), CultureInfo.InvariantCulture, out var pid)
                ? $"process {pid}"
                : "another process";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
