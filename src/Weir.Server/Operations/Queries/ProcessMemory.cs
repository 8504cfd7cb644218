namespace Weir.Server.Operations.Queries;

/// <summary>How much memory this process has taken, of how much it may.</summary>
/// <param name="taken">Bytes that it has now.</param>
/// <param name="most">Bytes above which others' queries are ended before the machine ends the process.</param>
internal sealed class ProcessMemory(Func<long> taken, long most)
{
    /// <summary>Of this process: three quarters of the machine's memory, or of the container's.</summary>
    public static ProcessMemory OfThisProcess { get; } = new(() => Environment.WorkingSet, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3);

    /// <summary>Whether there is too little left.</summary>
    public bool IsScarce => taken() > most;
}
