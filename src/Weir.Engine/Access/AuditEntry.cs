namespace Weir.Engine.Access;

/// <summary>Something that somebody did, or tried to.</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Who">Who.</param>
/// <param name="What">What, such as <c>user add</c>.</param>
/// <param name="On">On what; none when that says nothing.</param>
/// <param name="From">From where: an address, or <c>this machine</c>.</param>
/// <param name="Result">What became of it: <c>ok</c>, or a status or a code.</param>
internal sealed record AuditEntry(DateTimeOffset Time, string Who, string What, string? On, string From, string Result)
{
    /// <summary>Its place in the log; zero before it is in it.</summary>
    public long Number { get; init; }
}
