namespace Weir.Engine.Hosting;

/// <summary>Something a backend does now and then to stay fast, such as deleting what nobody needs any more.</summary>
/// <param name="Name">What it is, for the log.</param>
/// <param name="Every">How long to rest between two turns.</param>
/// <param name="TurnAsync">One turn.</param>
internal sealed record Chore(string Name, TimeSpan Every, Func<CancellationToken, Task> TurnAsync);
