namespace Weir.Deliveries;

/// <summary>Who gets a delivery: a pipeline, a table or a reconciliation, by name.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Name">Its name in the project.</param>
public readonly record struct Subscriber(SubscriberKind Kind, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>table:orders</c>.</param>
    /// <exception cref="FormatException">The text names none of the three.</exception>
    public static Subscriber Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':', 2) switch
        {
            ["pipeline", var name] => new Subscriber(SubscriberKind.Pipeline, name),
            ["table", var name] => new Subscriber(SubscriberKind.Table, name),
            ["reconciliation", var name] => new Subscriber(SubscriberKind.Reconciliation, name),
            _ => throw new FormatException($"'{text}' names no subscriber."),
        };
    }

    /// <summary>The kind in the words of people.</summary>
    public string Noun => Kind switch
    {
        SubscriberKind.Pipeline => "pipeline",
        SubscriberKind.Table => "table",
        _ => "reconciliation",
    };

    /// <summary><c>pipeline:NAME</c>, <c>table:NAME</c> or <c>reconciliation:NAME</c>, which is also how it is stored.</summary>
    public override string ToString() => $"{Noun}:{Name}";
}
