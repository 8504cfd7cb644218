using System.Globalization;

using Weir.Failures;
using Weir.Local.State;

namespace Weir.Local;

/// <summary>Held for as long as a process works on an environment: there is one such process at a time.</summary>
internal sealed class EnvironmentLock : IDisposable
{
    private const string HolderFile = "lock.holder";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;
    private readonly FileMark _mark;

    private EnvironmentLock(FileStream file) => (_file, _mark) = (file, new FileMark(file.Name));

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
                TellHolder(folder);
                return new EnvironmentLock(file);
            }
            catch (IOException held) when (Disk.IsHeld(held))
            {
                if (time.GetElapsedTime(start) >= patience)
                {
                    throw new RefusedException(StateFailures.Held(folder, Holder(folder)), held);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UnavailableException(
                    Disk.IsFull(refused)
                        ? StateFailures.Full(path, "Opening")
                        : StateFailures.Refuses(path, "Opening", refused.Message),
                    refused);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Makes sure that no other process can take the lock, as it could if the file was deleted.</summary>
    /// <exception cref="RefusedException">WEIR4006: the file was deleted or replaced.</exception>
    public void Check()
    {
        if (_mark.IsGone)
        {
            throw new RefusedException(StateFailures.Deleted(_file.Name));
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Beside the locked file, which nobody else can read. That it cannot be written is no reason to stop.</summary>
    private static void TellHolder(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, HolderFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Then the second process is told of "another process".
        }
    }

    private static string Holder(string folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(folder, HolderFile)), CultureInfo.InvariantCulture, out var pid)
                ? $"process {pid}"
                : "another process";
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
