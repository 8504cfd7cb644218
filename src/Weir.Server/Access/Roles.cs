namespace Weir.Server.Access;

/// <summary>The roles, as people write them.</summary>
internal static class Roles
{
    /// <summary>All of them, for people.</summary>
    public const string All = "viewer, operator and admin";

    public static string NameOf(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        _ => "admin",
    };

    /// <summary>Reads a role. A word that is none stands for nobody's role.</summary>
    public static bool TryParse(string text, out Role role)
    {
        (var good, role) = text switch
        {
            "viewer" => (true, Role.Viewer),
            "operator" => (true, Role.Operator),
            "admin" => (true, Role.Admin),
            _ => (false, Role.Viewer),
        };
        return good;
    }
}
