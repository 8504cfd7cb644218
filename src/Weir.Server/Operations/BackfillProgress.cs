using Weir.Engine.Warehouses;

namespace Weir.Server.Operations;

/// <summary>How far a backfill has come.</summary>
/// <param name="Name">What is filled, and over which range.</param>
/// <param name="StartedAt">When it began: earlier than now when it was ended before its end, and goes on.</param>
/// <param name="FilesFound">Files within the range, so far.</param>
/// <param name="FilesSent">Those of them that were sent: a table is not sent what stands in it.</param>
/// <param name="BytesSent">Their bytes.</param>
/// <param name="After">The last key that was looked at.</param>
/// <param name="FinishedAt">When everything was sent; none before that.</param>
internal sealed record BackfillProgress(
    string Name, DateTimeOffset StartedAt, long FilesFound, long FilesSent, long BytesSent, string? After, DateTimeOffset? FinishedAt)
{
    public static BackfillProgress Of(BackfillMark mark) =>
        new(mark.Name, mark.StartedAt, mark.Found, mark.Sent, mark.Bytes, mark.After, mark.FinishedAt);
}
