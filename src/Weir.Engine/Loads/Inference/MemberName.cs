namespace Weir.Engine.Loads.Inference;

/// <summary>A member's name, in whatever case files spell it.</summary>
/// <param name="Name">As the first file has it.</param>
/// <param name="Spellings">As any file has it.</param>
internal sealed record MemberName(string Name, IReadOnlyList<string> Spellings)
{
    /// <summary>A name with one spelling.</summary>
    public static MemberName Of(string name) => new(name, [name]);

    /// <summary>Whether it is the same name but for its case.</summary>
    public bool IsLike(MemberName other) => Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);
}
