namespace Weir.Templates;

/// <summary>A JSON value as templates know it that is no text, map, whole number or truth: a list, or a number with decimals.</summary>
/// <param name="Text">It, in JSON.</param>
public sealed record JsonText(string Text)
{
    /// <summary>It, in JSON.</summary>
    public override string ToString() => Text;
}
