namespace Weir.Deliveries;

/// <summary>Who gets a delivery: a pipeline, a table, a reconciliation or somebody who is told, by name.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Name">Its name in the project.</param>
public readonly record struct Subscriber(SubscriberKind Kind, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>table:orders</c>.</param>
    /// <exception cref="FormatException">The text names none of these.</exception>
    public static Subscriber Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':', 2) switch
        {
            ["pipeline", var name] => new Subscriber(SubscriberKind.Pipeline, name),
            ["table", var name] => new Subscriber(SubscriberKind.Table, name),
            ["reconciliation", var name] => new Subscriber(SubscriberKind.Reconciliation, name),
            ["notification", var name] => new Subscriber(SubscriberKind.Notification, name),
            _ => throw new FormatException($"'{text}' names no subscriber."),
        };
    }

    /// <summary>The kind in the words of people.</summary>
    public string Noun => Kind switch
    {
        SubscriberKind.Pipeline => "pipeline",
        SubscriberKind.Table => "table",
        SubscriberKind.Reconciliation => "reconciliation",
        _ => "notification",
    };

    /// <summary><c>pipeline:NAME</c>, <c>table:NAME</c>, <c>reconciliation:NAME</c> or <c>notification:NAME</c>, which is also how it is stored.</summary>
    public override string ToString() => $"{Noun}:{Name}";
}
