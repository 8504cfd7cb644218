namespace Weir.Server.Access.SignIn;

/// <summary>Where people sign in, whatever it looks like.</summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";

    /// <summary>A path of this server, whatever was asked for: nobody is sent elsewhere.</summary>
    public static string Local(string? to) =>
        to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) && !to.StartsWith(Path, StringComparison.Ordinal) ? to : "/";
}
