namespace Weir.Server.Access;

/// <summary>Who sent a request; among the features of its <c>HttpContext</c>.</summary>
/// <param name="Name">Whom to name in a log.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Tenants">For which tenants; for all of them when null.</param>
internal sealed record Caller(string Name, Role Role, IReadOnlyList<string>? Tenants)
{
    /// <summary>The user of the machine whose process it is.</summary>
    public static Caller Owner { get; } = new(Environment.UserName, Role.Admin, Tenants: null);
}
