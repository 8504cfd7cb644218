namespace Weir.Project.Expressions;

/// <summary>A function that templates may call.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Usage">Its arguments by name, such as <c>text prefix</c>.</param>
/// <param name="Docs">What it gives, in plain English.</param>
/// <param name="Apply">The function. Its arguments are there and not null, unless it takes absent values.</param>
internal sealed record TemplateHelper(string Name, string Usage, string Docs, Func<object?[], object?> Apply)
{
    /// <summary>Whether an argument may be absent.</summary>
    public bool TakesAbsent { get; init; }

    /// <summary>Says what is wrong with an argument that is known when the project is read, by its place.</summary>
    public Func<int, object, (string Message, string Hint)?> CheckConstant { get; init; } = (_, _) => null;

    /// <summary>How many arguments it takes.</summary>
    public int Count => Usage.Split(' ').Length;
}
