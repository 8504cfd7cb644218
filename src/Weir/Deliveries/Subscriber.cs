namespace Weir.Deliveries;

/// <summary>Who gets a delivery: a pipeline or a table, by name.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">Its name in the project.</param>
public readonly record struct Subscriber(SubscriberKind Kind, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">Such as <c>table:orders</c>.</param>
    /// <exception cref="FormatException">The text names neither a pipeline nor a table.</exception>
    public static Subscriber Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':', 2) switch
        {
            ["pipeline", var name] => new Subscriber(SubscriberKind.Pipeline, name),
            ["table", var name] => new Subscriber(SubscriberKind.Table, name),
            _ => throw new FormatException($"'{text}' names no subscriber."),
        };
    }

    /// <summary><c>pipeline:NAME</c> or <c>table:NAME</c>, which is also how it is stored.</summary>
    public override string ToString() => Kind == SubscriberKind.Pipeline ? $"pipeline:{Name}" : $"table:{Name}";
}
