namespace Weir.Project.Expressions;

/// <summary>A step as the steps after it know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasOutputs">Whether it leaves something that can be named.</param>
/// <param name="Needs">The steps that it needs, by name; all before it when none.</param>
internal sealed record StepOutline(string Name, bool HasOutputs, IReadOnlyList<string>? Needs);
