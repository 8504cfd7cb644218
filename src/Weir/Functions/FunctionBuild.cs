namespace Weir.Functions;

/// <summary>A function as it is run: its files and what they depend on, in a folder of its own.</summary>
/// <param name="Name">The function.</param>
/// <param name="Revision">A hash of all that went into it: 16 hexadecimal digits. The same files give the same revision.</param>
/// <param name="Folder">Where it is. Nothing in it changes.</param>
/// <param name="IsNew">Whether it was built just now. Otherwise it was there already.</param>
public sealed record FunctionBuild(string Name, string Revision, string Folder, bool IsNew);
