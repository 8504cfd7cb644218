namespace Weir.Engine.Notifications;

/// <summary>What somebody is told.</summary>
/// <param name="Id">Names it: sent again, it is the same.</param>
/// <param name="Kind">What it is about: <c>failure</c>, <c>failures</c>, <c>alarm</c> or <c>message</c>.</param>
/// <param name="Title">It, in one line.</param>
/// <param name="Time">When it happened.</param>
internal sealed record Notification(string Id, string Kind, string Title, DateTimeOffset Time)
{
    /// <summary>The project, by name.</summary>
    public required string Project { get; init; }

    /// <summary>What is known of it, in order: names such as <c>step</c>, and values. Nothing by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>What went wrong, or what else there is to say, over several lines. Nothing by default.</summary>
    public string? Text { get; init; }

    /// <summary>The end of what was written meanwhile. None by default.</summary>
    public string? Log { get; init; }

    /// <summary>The command that shows more. None by default.</summary>
    public string? Command { get; init; }

    /// <summary>All of it as text, for a letter.</summary>
    public string Body => string.Join('\n', Lines());

    private IEnumerable<string> Lines()
    {
        yield return Title;
        yield return "";
        foreach (var (name, value) in Facts)
        {
            yield return $"{name}: {value}";
        }

        if (Text is not null)
        {
            yield return Facts.Count > 0 ? $"\n{Text}" : Text;
        }

        if (Log is not null)
        {
            yield return $"\nThe end of its log:\n{Log}";
        }

        if (Command is not null)
        {
            yield return $"\nSee more with: {Command}";
        }
    }
}
