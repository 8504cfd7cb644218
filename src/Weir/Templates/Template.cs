namespace Weir.Templates;

/// <summary>Text with <c>{{…}}</c> in it, read and checked when the project was, rendered when an event is at hand.</summary>
public abstract class Template
{
    /// <summary>The template as it was written.</summary>
    public abstract string Text { get; }

    /// <summary>Fills the template in.</summary>
    /// <param name="scope">What the template may name: <c>event</c>, <c>vars</c> … to values, which may be dictionaries.</param>
    /// <returns>The text.</returns>
    /// <exception cref="Failures.RefusedException">WEIR5001: the template names something that the scope lacks.</exception>
    public abstract string Render(IReadOnlyDictionary<string, object?> scope);

    /// <summary>Whether it becomes JSON, all of it, and so is a value of another kind than a text where any value may be.</summary>
    public virtual bool IsJson => false;

    /// <summary>The template as it was written.</summary>
    public override string ToString() => Text;
}
