namespace Weir.Functions.Building;

/// <summary>A function that is ready to be started.</summary>
/// <param name="Build">What it is.</param>
/// <param name="Layers">The folders of its layers, in order.</param>
internal sealed record BuiltPackage(FunctionBuild Build, IReadOnlyList<string> Layers);
